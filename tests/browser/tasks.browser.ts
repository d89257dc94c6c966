/** The notebooks' tasks: written, checked, kept, taken along; by keyboard, and whole without scripts. */
import { tasks } from '../../src/laboratory/tasks/tasks.ts';
import { address, openTask, RIGHT, write } from './notebook-task.ts';
import { expect, test } from './site.ts';

test('a wrong step is told by its name, a right one is kept as right over a reload', async ({ page }) => {
  const { task, text, verdict } = await openTask(page);
  await expect(task).toContainText('Try it first; then you can see a solution here.');
  await write(page, text, RIGHT.replace('- alpha', '+ alpha'));
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(verdict).toContainText('This looks like a step uphill');
  await expect(task.locator('table caption')).toHaveText('Step 1');
  await expect(task.locator('.task-picture svg')).toBeVisible();
  await expect(task.getByText('A solution', { exact: true })).toBeVisible();

  await write(page, text, RIGHT);
  await expect(task).toContainText('This was said of your text before its last change.');
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(verdict).toContainText('Right: all 40 numbers');
  await expect(page.getByRole('navigation', { name: 'The tasks' })).toContainText('1 of 10 is right so far.');

  await page.reload();
  await expect(task.locator('h3')).toContainText('right');
  await expect(task.getByRole('button', { name: /write it/ })).toContainText('return phi - alpha * gradient');
});

test('an endless loop is ended, an error stands at its line, and the text is kept', async ({ page }) => {
  const { task, text, verdict } = await openTask(page);
  await write(page, text, RIGHT.replace('    return', '    while True:\n        pass\n    return'));
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(verdict).toContainText('Is there a loop without an end?');
  await expect(text).toContainText('while True');
  await write(page, text, RIGHT.replace('compute_gradient', 'compute_gradent'));
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(verdict).toContainText('Line 2. Nothing here is called compute_gradent. Did you mean compute_gradient?');
  await expect(task.locator('.trouble')).toContainText('Did you mean compute_gradient?');
});

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });
  test('the tasks stand with their texts and hints', async ({ page }) => {
    await page.goto(address);
    for (const { id, title, hints } of tasks) {
      const task = page.locator(`[id="${id}"]`);
      await expect(task.locator('h3')).toContainText(title);
      await expect(task.locator('.lab-code')).toContainText('def ');
      await expect(task.locator('details')).toHaveCount(hints.length);
    }
  });
});
