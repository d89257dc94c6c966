/**
 * The page that is translated, in the site that speaks German. tests/built/rebuilds.full.test.ts makes it beside dist/; by hand:
 * SITE_LANGUAGES=de SITE_URL=https://uni.example SITE_BASE=/ SITE_OUT=.astro/builds/other npm run build
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { root } from '../../scripts/command.ts';
import { type Server, serve } from '../../scripts/serve.ts';
import de from '../../src/widgets/words/languages/de.ts';
import { expect, Figure, needs, test } from './site.ts';
import { violations } from './violations.ts';

const directory = join(root, '.astro/builds/other');
test.skip(
  !existsSync(join(directory, 'de/hyperparameters/index.html')),
  'no site with German: npm test -- --file=rebuilds makes it',
);

let server: Server;
test.beforeAll(async () => {
  server = await serve({ directory, base: '/', port: 0 });
});
test.afterAll(() => server.close());

const german = (): string => `${server.address}de/hyperparameters/`;
const english = (): string => `${server.address}hyperparameters/`;

/** All words that the German page and its language know. English stands in its list of sources alone. */
const vocabulary = new Set(
  wordsIn(
    [
      ...Object.values({ ...de.built, ...de.live }),
      readFileSync(join(root, 'src/content/docs/de/hyperparameters.mdx'), 'utf8').replace(/## Quellen[\s\S]*/, ''),
    ].join(' '),
  ),
);
function wordsIn(text: string): string[] {
  return (text.match(/\p{L}{2,}/gu) ?? []).map((word) => word.toLowerCase());
}

/** Texts of the page without a German word, from now on. */
async function heard(page: Page): Promise<() => Promise<string[]>> {
  await page.addInitScript(() => {
    const missing: string[] = [];
    Object.assign(globalThis, { missing });
    addEventListener('word-missing', (event) => {
      if (event instanceof CustomEvent) missing.push(String(event.detail));
    });
  });
  return async () => {
    // Put there by the script above.
    const missing = await page.evaluate(() => (globalThis as unknown as { missing: string[] }).missing);
    // A file's name, and what the test types, are nobody's words.
    const texts = [...new Set(missing)].filter((text) => !/\.py$|^"abc"$/.test(text));
    return texts.filter((text) => wordsIn(text).some((word) => !vocabulary.has(word)));
  };
}

test('controls, verdicts, menus and dialogs speak German', async ({ page }) => {
  const lacking = await heard(page);
  await page.goto(german());
  const figure = new Figure(page, 'random-or-grid');
  await figure.settled();
  await expect(page.locator('html')).toHaveAttribute('lang', 'de');
  await figure.root.getByRole('button', { name: 'Werkstatt' }).click();
  await figure.settled();
  await expect(figure.verdict).toContainText('findet die Zufallssuche sie in');
  await expect(figure.root.getByRole('button', { name: 'Zurücksetzen' })).toBeVisible();
  await expect(figure.root.locator('figcaption > b')).toHaveText('Abbildung 6.5.1');
  await expect(figure.root.getByRole('img').first()).toHaveAttribute('aria-label', /Versuche auf einem Raster/);
  // A control, by its German name, and what follows from it.
  await figure.unfold();
  await figure.root.getByRole('radio', { name: 'beide' }).check();
  await figure.settled();
  await expect(figure.verdict).toContainText('zu nah beieinander, um zu entscheiden');
  for (const name of ['Vergrößern', 'Daten', 'Python', 'Einbetten oder verlinken']) {
    await figure.root.getByRole('button', { name: 'Mehr', exact: true }).click();
    await figure.root.getByRole('button', { name, exact: true }).click();
    const dialog = page.locator('dialog[open]');
    await expect(dialog).toHaveAttribute('aria-label', /Zufall oder Raster/);
    await dialog.getByRole('button', { name: 'Schließen' }).click();
    await expect(dialog).toHaveCount(0);
  }
  // A claim that neither holds nor fails cannot be broken.
  await figure.root.getByRole('radio', { name: 'der erste' }).check();
  await figure.root.getByRole('button', { name: 'Widerlegen' }).click();
  await expect(figure.root.locator('.break-searched summary')).toHaveText(/^Was durchsucht wurde: \d+ Einstellungen?$/);
  const field = figure.root.locator('input.number').first();
  await field.fill('abc');
  await expect(figure.root.getByRole('alert')).toContainText('ist keine Zahl');
  await field.press('Escape');
  // A long experiment computes nothing until it is touched.
  const long = page.locator('#hyperparameter-search .experiment-live');
  await long.scrollIntoViewIfNeeded();
  await expect(page.locator('#hyperparameter-search .actions button').first()).toBeEnabled();
  await page.locator('#hyperparameter-search .stage').hover();
  await expect(long).toHaveAttribute('data-live', 'true');
  await expect(page.locator('#hyperparameter-search .verdict')).toContainText('Das beste dieser Netze');
  expect(await lacking()).toEqual([]);
});

test('a term and the slides speak German', async ({ page }) => {
  await page.goto(german());
  await page.locator('a.term', { hasText: 'Lernrate' }).first().click();
  await expect(page.locator('#meaning-learning-rate')).toContainText('Lernrate. Die Zahl');
  await page.goto(`${german()}?present`);
  const slides = page.locator('dialog.slides');
  await expect(slides.getByRole('status')).toHaveText(/^1 von \d+$/);
  await expect(slides.getByRole('button', { name: 'Weiter' })).toBeVisible();
});

test('links stay within the language, and one leads out of it', async ({ page }) => {
  needs('momentum', 'hyperparameters', 'takeaway');
  await page.goto(german());
  // It may stand in a fold.
  await expect(page.locator('main a', { hasText: 'Fazit' }).first()).toHaveAttribute('href', '/de/takeaway/');
  // Beside a scene the list of pages is one press away.
  await page.getByRole('button', { name: 'Inhalt', exact: true }).click();
  await page.locator('#pages').getByRole('link', { name: 'Momentum' }).click();
  await expect(page).toHaveURL(`${server.address}de/momentum/`);
  // Not translated: English text and figures in a German frame, which says so.
  await expect(page.locator('main')).toHaveAttribute('lang', 'en');
  await expect(page.locator('main')).toContainText('Diese Seite gibt es noch nicht auf Deutsch');
  await expect(page.getByRole('button', { name: 'Suchen' })).toBeVisible();
  await expect(page.locator('figure.experiment').first().getByRole('button', { name: 'Workshop' })).toBeVisible();
  await page.goto(german());
  await page.getByRole('link', { name: 'English' }).click();
  await expect(page).toHaveURL(english());
  await expect(page.locator('link[rel=alternate][hreflang=de]')).toHaveAttribute(
    'href',
    'https://uni.example/de/hyperparameters/',
  );
  await page.getByRole('link', { name: 'Deutsch' }).click();
  await expect(page).toHaveURL(german());
});

test('the search finds German words on the German page, and leads to their figures', async ({ page }) => {
  const found = async (address: string, button: string, word: string) => {
    await page.goto(address);
    await page.getByRole('button', { name: button }).click();
    await page.locator('.search-box input').fill(word);
    return page.locator('.search-box li a');
  };
  const results = await found(german(), 'Suchen', 'Rastersuche');
  await expect(results.first()).toHaveAttribute('href', /\/de\/hyperparameters\//);
  await expect(page.locator('.search-box input')).toHaveAttribute('placeholder', 'In den Notizen suchen');
  // Each language has an index of its own.
  const others = await found(english(), 'Search', 'grid search');
  await expect(others.first()).toHaveAttribute('href', /^\/(?!de\/)/);
  await expect(others.locator('xpath=self::*[contains(@href, "/de/")]')).toHaveCount(0);
});

test('a permalink and an embed of the English page are restored in German', async ({ page }) => {
  const query = '?random-or-grid.matter=2&random-or-grid.perSide=6&random-or-grid.window=0.2&v=1#random-or-grid';
  await page.goto(english() + query);
  const before = new Figure(page, 'random-or-grid');
  await before.settled();
  await before.root.getByRole('button', { name: 'Workshop' }).click();
  await before.settled();
  const numbers = await before.verdict.locator('.interval-short').allTextContents();
  await page.goto(german() + query);
  const figure = new Figure(page, 'random-or-grid');
  await figure.settled();
  await figure.root.getByRole('button', { name: 'Werkstatt' }).click();
  await figure.settled();
  await expect(figure.root.getByRole('radio', { name: 'beide' })).toBeChecked();
  await expect(figure.verdict.locator('.interval-short')).toHaveText(numbers);
  await figure.root.getByRole('button', { name: 'Mehr', exact: true }).click();
  await figure.root.getByRole('button', { name: 'Einbetten oder verlinken' }).click();
  const frame = await page.locator('dialog[open] textarea[readonly]').first().inputValue();
  const address = /src="([^"]*)"/.exec(frame)?.[1]?.replaceAll('&amp;', '&') ?? '';
  expect(address).toContain('/de/embed/random-or-grid/?');
  await page.goto(address);
  await expect(page.locator('.verdict')).toContainText('findet die Zufallssuche');
  await expect(page.getByRole('radio', { name: 'beide' })).toBeChecked();
});

test('what was predicted on the English page counts on the German one', async ({ page }) => {
  await page.goto(english());
  await new Figure(page, 'random-or-grid').settled();
  await page.locator('#exercise-1').scrollIntoViewIfNeeded();
  await expect(page.locator('#exercise-1 astro-island[ssr]')).toHaveCount(0);
  const field = page.locator('#exercise-1').getByRole('textbox');
  await field.fill('29');
  await field.press('Enter');
  await expect(page.locator('#exercise-1 .task-state')).toHaveText('predicted right');
  await page.goto(german());
  await page.locator('#exercise-1').scrollIntoViewIfNeeded();
  await expect(page.locator('#exercise-1 .task-state')).toHaveText('richtig vorhergesagt');
  await expect(page.locator('#exercise-1').getByRole('link', { name: 'mein Blatt' })).toHaveAttribute(
    'href',
    '/de/my-sheet/',
  );
});

test('without its words the page is there, in English where code speaks', async ({ page, expectedErrors }) => {
  expectedErrors.push(/503|words\/de\.json/);
  await page.route('**/words/de.json', (route) => route.fulfill({ status: 503 }));
  await page.goto(german());
  const figure = new Figure(page, 'random-or-grid');
  await figure.settled();
  await figure.root.getByRole('button', { name: 'Workshop' }).click();
  await figure.settled();
  await expect(figure.verdict).toContainText('random search is better');
});

for (const path of ['', 'de/', 'de/hyperparameters/', 'my-sheet/'])
  test(`axe finds nothing on /${path}, where another language is offered`, async ({ page }) => {
    await page.goto(server.address + path);
    expect(await violations(page)).toEqual([]);
  });
