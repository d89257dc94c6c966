/** The notebooks' tasks: written, checked, stored, downloaded; by keyboard, and complete without scripts. */
import { openTask, RIGHT, write } from './notebook-task.ts';
import { expect, test } from './site.ts';

test('a wrong step is told by its name, a right one is kept as right over a reload', async ({ page }) => {
  const { task, text, verdict } = await openTask(page);
  await expect(task).toContainText('After your first try, the solution is shown here.');
  await write(page, text, RIGHT.replace('- alpha', '+ alpha'));
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(verdict).toContainText('This looks like a step uphill');
  await expect(task.getByRole('group', { name: 'Step 1' })).toContainText('differs');
  await expect(task.locator('.task-picture svg')).toBeVisible();
  await expect(task.getByText('Solution', { exact: true })).toBeVisible();

  await write(page, text, RIGHT);
  await expect(task).toContainText('This result is for your code before its last change.');
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(verdict).toContainText('Right: all 40 numbers');
  await expect(page.getByRole('navigation', { name: 'The tasks' })).toContainText('1 of 10 is right so far.');

  await page.reload();
  await expect(task.locator('h3')).toContainText('right');
  await expect(task.getByRole('button', { name: /write it/ })).toContainText('return phi - alpha * gradient');
});
