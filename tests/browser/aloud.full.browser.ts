/** The laboratory for screen reader users: names, keys, and the announcements, in order and once each. */

import { focused, heard, listen } from './aloud.ts';
import { chapter, expect, Figure, test } from './site.ts';

const RULE = 'def gradient_descent_step_fixed_learning_rate(phi, data, alpha):\n';

test('a task by keyboard: opened, written, an error heard once, heard again, met, and left', async ({ page }) => {
  await page.clock.install();
  await page.goto('./laboratory/tasks/#notebook-6.3.fixed-rate');
  const task = page.locator('[id="notebook-6.3.fixed-rate"]');
  await expect(task.getByRole('button', { name: 'Check' })).toBeVisible();
  await task.getByRole('button', { name: /write it/ }).focus();
  expect((await focused(page)).name).toMatch(/^A fixed rate: write it\. /);
  await page.keyboard.press('Enter');
  await expect(task.locator('.cm-content')).toBeFocused();
  expect(await focused(page)).toEqual({
    role: 'textbox',
    name: 'Your code for A fixed rate',
    description: 'Escape, then Tab leaves it. Control and Enter checks it.',
  });

  await listen(page);
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type(`${RULE}return ph - alpha`);
  await page.keyboard.press('ControlOrMeta+Enter');
  const wrong = 'Line 2. ph is not defined. Did you mean phi?';
  await expect.poll(() => heard(page)).toEqual([wrong]);
  await expect(task.locator('.cm-content')).toBeFocused();
  // The same again, since nothing was changed.
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect.poll(() => heard(page)).toEqual([wrong, wrong]);

  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type(`${RULE}return phi - alpha * compute_gradient(data[0, :], data[1, :], phi)`);
  await page.keyboard.press('ControlOrMeta+Enter');
  const right = 'Right: all 40 numbers match the reference run.';
  await expect.poll(() => heard(page)).toEqual([wrong, wrong, right]);

  await page.keyboard.press('Escape');
  await page.keyboard.press('Tab');
  expect(await focused(page)).toMatchObject({ role: 'button', name: 'Check' });
  await page.clock.runFor(1000);
  expect(await heard(page)).toEqual([wrong, wrong, right]);
});

test('a rule of a figure: its sentence is heard once it has settled', async ({ page }) => {
  await page.clock.install();
  await page.goto(chapter);
  const { root: figure } = await new Figure(page, 'gabor-descent').live();
  await figure.getByRole('button', { name: 'More', exact: true }).click();
  await figure.getByRole('button', { name: 'Change this rule' }).click();
  await expect(figure.getByRole('textbox', { name: 'Your rule' })).toBeFocused();
  await expect(figure.locator('.verdict [role=status]')).toContainText('With your rule the loss is');
  await page.clock.runFor(1000);
  await listen(page);
  await page.keyboard.press('ControlOrMeta+End');
  await page.keyboard.insertText(' * momentun');
  await expect.poll(() => heard(page)).toHaveLength(1);
  expect((await heard(page))[0]).toMatch(/^Line \d+\. momentun is not defined\./);
});
