/** An address of homework that is broken, or of another course. */
import { expect, test } from './site.ts';

for (const [page, after] of [
  ['homework', 'Tick at least one task'],
  ['my-sheet', 'Below is all that you have done'],
  ['check-sheets', 'Drop the files of your class here'],
] as const)
  test(`${page}: an address that was cut off gets a sentence, and the page works without it`, async ({ page: tab }) => {
    await tab.goto(`./${page}/#tasks=&due=2026-12-05`);
    await expect(tab.getByRole('alert')).toContainText(
      'The address of this homework names no task. It may have been cut off or changed on its way',
    );
    await expect(tab.getByText(after)).toBeVisible();
    await tab.goto(`./${page}/#tasks=adam.rare-gradients&due=2026-13-05`);
    await expect(tab.getByRole('alert')).toContainText('is due on “2026-13-05”, which is no day');
  });

test('tasks that the site does not have are named, and the others are there', async ({ page }) => {
  await page.goto('./homework/#tasks=adam.gone,adam.rare-gradients');
  await expect(page.getByRole('alert')).toContainText('This site has no task “adam.gone”');
  await expect(page.getByRole('link', { name: 'Rare gradients' })).toBeVisible();
});

test('a homework can be changed, and is another address', async ({ page }) => {
  await page.goto('./homework/#tasks=adam.rare-gradients');
  await page.getByRole('button', { name: 'change it' }).click();
  await expect(page.getByRole('checkbox', { name: 'Rare gradients' })).toBeChecked();
  await page.getByRole('checkbox', { name: 'Half the rate' }).check();
  await expect(page.getByLabel('2 tasks')).toHaveValue(/#tasks=adam\.half-the-rate,adam\.rare-gradients$/);
});

test('what was ticked and written is there after a reload, and on the way back from what students see', async ({
  page,
}) => {
  await page.goto('./homework/');
  await page.getByRole('checkbox', { name: 'Half the rate' }).check();
  await page.getByLabel('Note to your students').fill('On paper, too.');
  await expect(page).toHaveURL(/#draft=adam\.half-the-rate&note=On%20paper/);
  const isThere = async () => {
    await expect(page.getByRole('checkbox', { name: 'Half the rate' })).toBeChecked();
    await expect(page.getByLabel('Note to your students')).toHaveValue('On paper, too.');
  };
  await page.reload();
  await isThere();
  await page.getByRole('link', { name: 'See it as your students will' }).click();
  await expect(page.getByRole('heading', { name: '1 task' })).toBeInViewport();
  await page.goBack();
  await isThere();
});
