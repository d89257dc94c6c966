/** Tasks on a page, the answer sheet, and the page that checks a class's sheets. */
import type { Page } from '@playwright/test';
import { expect, Figure, test } from './site.ts';

const state = (page: Page, n: number) => page.locator(`#exercise-${n} .task-state`);

test.describe('where pictures move', () => {
  test.use({ contextOptions: { reducedMotion: 'no-preference' } });

  test('a look at a step goes to that step, and the prediction is judged there', async ({ page }) => {
    await page.goto('momentum/#exercise-6');
    const exercise = page.locator('#exercise-6');
    await exercise.scrollIntoViewIfNeeded();
    await exercise.getByRole('textbox').fill('1e99');
    await exercise.getByText('Look', { exact: true }).click();
    await expect(exercise.getByRole('status')).toHaveText('Do you mean 1e99? If so, look again.');
    await expect(state(page, 6)).toHaveText('not predicted yet');
    await exercise.getByRole('textbox').fill('28');
    await exercise.getByText('Look', { exact: true }).click();
    await expect(state(page, 6)).toHaveText('predicted, not right');
    await expect(exercise.getByRole('status')).toContainText('You said 28; the figure shows 29');
  });
});

test('a task says that it is about the figure’s own rule where another stands in it, and leads back to it', async ({
  page,
}) => {
  const setting = {
    alpha: '0.05',
    rule: 'for t in range(1, steps + 1):\n    phi = phi - 0.1 * gradient(phi)',
  };
  const query = new URLSearchParams(Object.entries(setting).map(([name, value]) => [`gabor-rates.${name}`, value]));
  await page.goto(`gradient-descent/?${query}#gabor-rates`);
  const figure = await new Figure(page, 'gabor-rates').live();
  const says = page.locator('#exercise-2 .task-says');
  await figure.root.locator('.control-code').getByRole('button', { name: 'Run it' }).click();
  await expect(figure.verdict).toContainText('With your rule');
  await page.locator('#exercise-2').scrollIntoViewIfNeeded();
  await expect(says).toContainText('This task needs the figure’s own rule, but the figure runs a different one.');
  await expect(state(page, 2)).toHaveText('not reached yet');
  await says.getByRole('button', { name: 'Restore the figure’s own rule' }).click();
  await expect(figure.verdict).not.toContainText('With your rule');
  await expect(says).toBeEmpty();
});

test('what an exercise asks keeps to its own place, with an answer under it and without', async ({ page }) => {
  await page.goto('gradient-descent/#exercise-1');
  await expect(page.locator('.task-guess').first()).toBeVisible();
  /** For each guess, whether its link can be clicked, and how far it extends beyond its exercise. */
  const places = () =>
    page.locator('.task-guess').evaluateAll((guesses) =>
      guesses.map((guess) => {
        const look = guess.querySelector('.try') ?? guess;
        look.scrollIntoView({ block: 'center' });
        const { x, y, width, height } = look.getBoundingClientRect();
        const hit = document.elementFromPoint(x + width / 2, y + height / 2);
        const end = guess.closest('.ex')?.getBoundingClientRect().bottom ?? 0;
        return [look.contains(hit), Math.max(0, guess.getBoundingClientRect().bottom - end)];
      }),
    );
  const well = Array.from({ length: await page.locator('.task-guess').count() }, () => [true, 0]);
  expect(await places()).toEqual(well);
  // As on a teacher's own page.
  await page.locator('.ex .answer').evaluateAll((answers) => answers.map((answer) => answer.remove()));
  expect(await places()).toEqual(well);
});

test('a device that keeps nothing gets a sentence, and the work stays on the screen', async ({ page }) => {
  await page.addInitScript(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException('denied', 'SecurityError');
    };
  });
  await page.goto('momentum/#exercise-3');
  const exercise = page.locator('#exercise-3');
  await exercise.getByText('Your answer').click();
  await expect(exercise.locator('astro-island[ssr]')).toHaveCount(0);
  await exercise.getByRole('textbox').fill('It grows tenfold.');
  await expect(exercise.getByText('This browser blocks storage')).toBeVisible();
  await expect(state(page, 3)).toHaveText('written');
  await expect(exercise.getByRole('textbox')).toHaveValue('It grows tenfold.');
});

test('a prediction that is typed where nothing is kept says so, and leaving asks, until it is looked at', async ({
  page,
}) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, 'localStorage', {
      get() {
        throw new DOMException('denied', 'SecurityError');
      },
    });
  });
  await page.goto('gradient-descent/#exercise-1');
  const exercise = page.locator('#exercise-1');
  await exercise.scrollIntoViewIfNeeded();
  await expect(page.locator('#exercise-1 astro-island[ssr]')).toHaveCount(0);
  const asks: boolean[] = [];
  page.on('dialog', (dialog) => {
    asks.push(dialog.type() === 'beforeunload');
    void dialog.dismiss();
  });
  await exercise.getByRole('textbox').fill('0.5');
  await expect(exercise.getByRole('status')).toContainText('your prediction is lost if you leave before you look');
  await page.evaluate(() => location.assign('../momentum/'));
  await expect.poll(() => asks).toEqual([true]);
  await expect(exercise.getByRole('textbox')).toHaveValue('0.5');
  await exercise.getByRole('textbox').press('Enter');
  await expect(state(page, 1)).toHaveText('predicted, not right');
  await expect(exercise.getByRole('status')).not.toContainText('before you look');
  await expect(exercise.getByRole('button', { name: 'Save your sheet' })).toBeVisible();
});

test('nothing leaves the machine while sheets are checked', async ({ page }) => {
  await page.goto('check-sheets/');
  const asked: string[] = [];
  page.on('request', (request) => {
    if (request.method() !== 'GET' || !request.url().startsWith(new URL('/', page.url()).href))
      asked.push(request.url());
  });
  const work = [{ task: 'momentum.library-rate', kind: 'words', value: 'Words.', met: false }];
  await page.locator('input[type=file]').setInputFiles([
    {
      name: 'a.json',
      mimeType: 'application/json',
      buffer: Buffer.from(JSON.stringify({ sheet: 1, name: 'A', work })),
    },
  ]);
  await expect(page.locator('.sheet-says')).toContainText('1 sheet');
  expect(asked.filter((url) => !url.startsWith('blob:'))).toEqual([]);
});

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });

  test('an exercise is one for paper', async ({ page }) => {
    await page.goto('momentum/');
    await expect(page.locator('#exercise-1 .task')).toBeHidden();
    await expect(page.locator('#exercise-1').getByText('give the ball the rate of plain descent')).toBeVisible();
  });
});

test('a setting that is that of the solution says so, and one of the reader’s own takes its place', async ({
  page,
}) => {
  await page.goto('gradient-descent/#exercise-2');
  const exercise = page.locator('#exercise-2');
  await exercise.scrollIntoViewIfNeeded();
  await exercise.getByText('Solution', { exact: true }).click();
  await exercise.getByRole('link', { name: 'Just below it' }).click();
  await expect(state(page, 2)).toHaveText('reached with the setting of the solution');
  await page.goto('my-sheet/');
  await expect(page.locator('.sheet-work li')).toContainText('reached with the setting of the solution');
  await page.goto('gradient-descent/?gabor-rates.alpha=0.177&gabor-rates.steps=1000#exercise-2');
  await expect(state(page, 2)).toHaveText('reached');
});
