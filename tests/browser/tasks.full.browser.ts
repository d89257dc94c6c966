/** The notebooks' tasks: written, checked, stored, downloaded; by keyboard, and complete without scripts. */
import { tasks } from '../../src/class/tasks/tasks.ts';
import { textOf } from './downloads.ts';
import { address, openTask, RIGHT, write } from './notebook-task.ts';
import { expect, test } from './site.ts';

test('the keyboard leaves the text and reaches the check', async ({ page }) => {
  const { task, text } = await openTask(page);
  await text.focus();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Tab');
  await expect(task.getByRole('button', { name: 'Check' })).toBeFocused();
});

test('hints open one after the other', async ({ page }) => {
  const { task } = await openTask(page);
  const second = task.getByText('Second hint');
  await expect(second).toBeHidden();
  await task.getByText('First hint').click();
  await expect(second).toBeVisible();
  await expect(task.getByText('Third hint')).toBeHidden();
});

test('what was written is taken along as a notebook and as a script', async ({ page }) => {
  const { task, text } = await openTask(page);
  await write(page, text, RIGHT);
  for (const [name, ending] of [
    ['notebook', 'ipynb'],
    ['script', 'py'],
  ] as const) {
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      task.getByRole('button', { name, exact: true }).click(),
    ]);
    expect(file.suggestedFilename()).toBe(`notebook-6-3-fixed-rate.${ending}`);
    expect(await textOf(file)).toContain('return phi - alpha * gradient');
  }
});

test('nothing is fetched for a check before a text is opened', async ({ page }) => {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.goto(address);
  await expect(page.getByRole('button', { name: 'Check' }).first()).toBeVisible();
  expect(asked.filter((url) => /micropython|sandbox|editor|bench|worker/.test(url))).toEqual([]);
});

test('on paper a task has room to write and no button; what was written takes its place, and hints are for teachers', async ({
  page,
}) => {
  const { task, text } = await openTask(page);
  await page.emulateMedia({ media: 'print' });
  const lines = task.locator('.ex-lines i');
  const other = page.locator('[id="notebook-6.3.batch"]');
  await expect(lines).not.toHaveCount(0);
  expect((await lines.first().boundingBox())?.height).toBeGreaterThan(25);
  await expect(other.locator('.lab-code')).toBeVisible();
  await expect(other.locator('.task-bar, .task-hints, .code-word').filter({ visible: true })).toHaveCount(0);
  await page.emulateMedia({ media: 'screen' });
  await expect(lines.first()).toBeHidden();
  await write(page, text, RIGHT);
  await page.emulateMedia({ media: 'print' });
  await expect(lines).toHaveCount(0);
  await expect(text).toContainText('return phi - alpha * gradient');
  await page.emulateMedia({ media: 'screen' });
  await page.goto(`${address}?answers=1`);
  await page.emulateMedia({ media: 'print' });
  await expect(other.getByText('The first batch_size numbers of the permutation are the batch')).toBeVisible();
  await expect(other.locator('.ex-lines')).toBeHidden();
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 360, height: 740 }, hasTouch: true });
  test('nothing is wider than the window, and what is touched is large enough', async ({ page }) => {
    const { task, text, verdict } = await openTask(page);
    await write(page, text, RIGHT.replace('- alpha', '+ alpha'));
    await task.getByRole('button', { name: 'Check' }).tap();
    await expect(verdict).toContainText('This looks like');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    for (const button of await task.locator('.task-bar button, summary').all()) {
      if (await button.isVisible()) expect((await button.boundingBox())?.height).toBeGreaterThanOrEqual(43.9);
    }
  });
});

test('an endless loop is ended, an error stands at its line, and the text is kept', async ({ page }) => {
  const { task, text, verdict } = await openTask(page);
  await write(page, text, RIGHT.replace('    return', '    while True:\n        pass\n    return'));
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(verdict).toContainText('Is there an infinite loop?');
  await expect(text).toContainText('while True');
  await write(page, text, RIGHT.replace('compute_gradient', 'compute_gradent'));
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(verdict).toContainText('Line 2. compute_gradent is not defined. Did you mean compute_gradient?');
  await expect(task.locator('.error')).toContainText('Did you mean compute_gradient?');
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

test('a right text stays right with a remark more, and after another change it can be taken back', async ({ page }) => {
  const { task, text } = await openTask(page);
  await write(page, text, RIGHT);
  await page.keyboard.press('ControlOrMeta+Enter');
  const mark = task.locator('h3 .task-mark');
  await expect(mark).toHaveText('right');
  await write(page, text, `# My own.\n\n${RIGHT}`);
  await expect(text).toContainText('# My own.');
  await expect(mark).toHaveText('right');
  await write(page, text, RIGHT.replace('- alpha', '+ alpha'));
  await expect(mark).toHaveText('not right yet');
  await task.getByRole('button', { name: 'restore the right version' }).click();
  await expect(text).toContainText('# My own.');
  await expect(mark).toHaveText('right');
  await expect(task.getByRole('button', { name: 'restore the right version' })).toHaveCount(0);
});
