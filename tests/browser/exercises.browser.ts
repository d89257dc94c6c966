/** Tasks on a page, the answer sheet, and the page that checks a class's sheets. */
import type { Page } from '@playwright/test';
import { textOf } from './downloads.ts';
import { expect, test } from './site.ts';

const soft = 'momentum/?damping.stiffness=0.02&damping.beta=0.81';
const state = (page: Page, n: number) => page.locator(`#exercise-${n} .task-state`);

test('a task is told when it is met, with the setting, and is there later; its sheet is saved and checked, and a forged one is marked', async ({
  page,
}) => {
  await page.goto('momentum/');
  await page.locator('#exercise-2').scrollIntoViewIfNeeded();
  await expect(state(page, 2)).toHaveText('not reached yet');
  await page.goto(`${soft}#exercise-2`);
  await expect(state(page, 2)).toHaveText('reached');
  await expect(page.locator('#exercise-2 [role=status]')).toContainText('0.81');
  await page.goto('momentum/#exercise-2');
  await expect(state(page, 2)).toHaveText('reached');
  await page.locator('#exercise-2').getByRole('button', { name: 'Show this setting' }).click();
  await expect(page).toHaveURL(/damping\.beta=0\.81/);

  await page.goto('my-sheet/');
  await expect(page.getByRole('link', { name: 'Soft spring' })).toBeVisible();
  await page.getByLabel('Your name').fill('Ada');
  const downloads = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save the sheet' }).click();
  const download = await downloads;
  expect(download.suggestedFilename()).toBe('Ada.json');
  const honest = await textOf(download);
  const file = (name: string, text: string) => ({ name, mimeType: 'application/json', buffer: Buffer.from(text) });
  // A name that would turn the sentence around.
  await page.locator('input[type=file]').setInputFiles(file('\u202enosj.json', honest.slice(0, 60)));
  await expect(page.getByText(/^nosj\.json is not a file saved by My sheet/)).toBeVisible();

  await page.goto('check-sheets/');
  await page
    .locator('input[type=file]')
    .setInputFiles([
      file('ada.json', honest),
      file(
        'bob.json',
        honest.replace('"Ada"', '"<img src=x onerror=alert(1)>"').replace(/"atRest": \d+/, '"atRest": 3'),
      ),
      file('torn.json', honest.slice(0, 60)),
      file('later.json', '{"sheet": 9, "work": []}'),
      file('huge.json', `"${'x'.repeat(1_000_001)}"`),
    ]);
  await expect(page.locator('.sheet-says')).toContainText('2 sheets with 2 answers: 1 solved, 1 marked');
  const problems = page.getByRole('list', { name: 'Files that could not be checked' }).getByRole('listitem');
  await expect(problems).toHaveCount(3);
  // The order in which the files are read does not matter.
  for (const says of [
    /^torn\.json is not a file saved by My sheet/,
    /^later\.json has sheet format 9/,
    /^huge\.json is too large/,
  ])
    await expect(problems.filter({ hasText: says })).toHaveCount(1);
  await expect(page.getByRole('row', { name: /Ada.* solved$/ })).toBeVisible();
  await expect(page.getByText('It says at rest = 3')).toBeVisible();
  await expect(page.locator('.sheet img')).toHaveCount(0);
  const csv = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save every answer as CSV' }).click();
  expect(await textOf(await csv)).toContain('Ada,ada.json,6.3.2,momentum.soft-spring,solved,');
});

test('a prediction comes before the look, by the keyboard alone', async ({ page }) => {
  await page.goto('gradient-descent/#exercise-1');
  const exercise = page.locator('#exercise-1');
  await exercise.scrollIntoViewIfNeeded();
  await exercise.getByText('Look', { exact: true }).click();
  await expect(exercise.getByRole('status')).toContainText('Type your number first');
  await exercise.getByRole('textbox').fill('\u22121,0');
  await exercise.getByRole('textbox').press('Enter');
  await expect(state(page, 1)).toHaveText('predicted right');
  await expect(page).toHaveURL(/one-dimension\.alpha=0\.75/);
  await exercise.getByRole('button', { name: 'Predict again' }).click();
  // A prediction stays until there is another one.
  await expect(exercise.getByRole('textbox')).toBeFocused();
  await expect(state(page, 1)).toHaveText('predicted right');
  await exercise.getByRole('button', { name: 'Cancel' }).click();
  await expect(exercise.getByRole('textbox')).toHaveValue('\u22121,0');
  await exercise.getByRole('button', { name: 'Predict again' }).click();
  await exercise.getByRole('textbox').fill('0.5');
  await exercise.getByRole('textbox').press('Enter');
  await expect(state(page, 1)).toHaveText('predicted, not right');
  const says = 'You said 0.5; the figure shows −1.00. You were 1.50 too high. Why?';
  await expect(exercise.getByRole('status')).toContainText(`${says} Your first prediction was −1,0.`);
  await exercise.getByRole('button', { name: 'Predict again' }).click();
  await expect(exercise.getByRole('status')).toContainText(`${says} Your first prediction, −1,0, stays on your sheet.`);
  await exercise.getByRole('textbox').fill('-1');
  // A prediction not yet submitted is restored on the next visit, beside the outcome of the previous one.
  await page.reload();
  await exercise.scrollIntoViewIfNeeded();
  await expect(exercise.getByRole('textbox')).toHaveValue('-1');
  await expect(exercise.getByRole('status')).toContainText(says);
  await expect(state(page, 1)).toHaveText('predicted, not right');
  await exercise.getByRole('button', { name: 'Cancel' }).click();
  await page.reload();
  await exercise.scrollIntoViewIfNeeded();
  await expect(exercise.getByRole('button', { name: 'Predict again' })).toBeVisible();
  await expect(exercise.getByRole('textbox')).toHaveValue('0.5');
});

test.describe('what is typed before the script of its field is there', () => {
  /** Opens a page, and blocks scripts with that name. @returns a function that lets them load */
  async function openWithout(page: Page, name: string, address: string): Promise<() => void> {
    let come = (): void => {};
    const wait = new Promise<void>((done) => {
      come = done;
    });
    await page.route(new RegExp(`/${name}\\.[^/]*\\.js$`), async (route) => {
      await wait;
      await route.continue();
    });
    await page.goto('about:blank');
    await page.goto(address, { waitUntil: 'domcontentloaded' });
    return come;
  }
  const answer = (page: Page) => page.locator('#exercise-3').getByRole('textbox');

  test('is kept: an answer, though not for one kept before, and a name; a prediction is looked at', async ({
    page,
  }) => {
    const tasks = await openWithout(page, 'ExerciseTask', 'momentum/#exercise-3');
    await page.locator('#exercise-3').getByText('Your answer').click();
    await answer(page).fill('It grows tenfold.');
    tasks();
    await expect(state(page, 3)).toHaveText('written');
    await expect(answer(page)).toHaveValue('It grows tenfold.');

    const later = await openWithout(page, 'ExerciseTask', 'momentum/#exercise-3');
    await page.locator('#exercise-3').getByText('Your answer').click();
    await answer(page).fill('x');
    later();
    await expect(state(page, 3)).toHaveText('written');
    await expect(answer(page)).toHaveValue('It grows tenfold.');

    // The fold of an answer is open on the next visit.
    await page.goto('momentum/#exercise-3');
    await expect(answer(page)).toBeVisible();

    const sheet = await openWithout(page, 'MySheet', 'my-sheet/');
    await page.getByLabel('Your name').fill('Ada');
    sheet();
    await expect(page.getByRole('link', { name: 'Library rate' })).toBeVisible();
    await page.reload();
    await expect(page.getByLabel('Your name')).toHaveValue('Ada');

    const figures = await openWithout(page, 'points-kit', 'gradient-descent/#exercise-1');
    const guesses = await openWithout(page, 'ExerciseTask', 'gradient-descent/#exercise-1');
    await page.locator('#exercise-1').getByRole('textbox').fill('-1');
    guesses();
    await expect(page.locator('#exercise-1 astro-island[ssr]')).toHaveCount(0);
    // The figure is still loading: a look waits for it.
    await page.locator('#exercise-1').getByRole('textbox').press('Enter');
    figures();
    await expect(state(page, 1)).toHaveText('predicted right');
  });
});
