/** Break this claim: the reader searches for a change of verdict, and the figure goes there. */
import { expect, Figure, test } from './site.ts';
import { violations } from './violations.ts';

const name = 'figure-6-9';

test('while it searches it counts, and Stop ends it', async ({ page }) => {
  await page.goto('./momentum/');
  const figure = await new Figure(page, 'momentum-rates').live();
  await figure.action('Break this claim').click();
  const panel = figure.root.getByRole('region', { name: /^Break this claim/ });
  await expect(panel).toContainText(/Searching: tried [1-9]\d* settings?\./);
  await panel.getByRole('button', { name: 'Stop' }).click();
  await expect(panel).toHaveCount(0);
  await expect(figure.root.locator('.claim .outcome')).toHaveText('Holds');
});

test('what searches is loaded at the click, and without scripts there is no button', async ({ page, browser }) => {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.goto('./adam/');
  const figure = await new Figure(page, name).live();
  expect(asked.filter((url) => url.includes('BreakPanel'))).toEqual([]);
  await figure.action('Break this claim').click();
  await expect(figure.root.getByRole('table')).toBeVisible();
  expect(asked.filter((url) => url.includes('BreakPanel')).length).toBeGreaterThan(0);

  const plain = await browser.newPage({ javaScriptEnabled: false });
  await plain.goto(page.url());
  await expect(plain.locator(`figure#${name} .claim .outcome`)).toHaveText('Holds');
  await expect(plain.getByText('Break this claim')).toHaveCount(0);
  await plain.close();
});

test('open, the panel has no accessibility violation, light or dark; with colours that the system forces its marks can be told apart; it is not printed, nor is a control', async ({
  page,
}) => {
  await page.goto('./adam/');
  const figure = await new Figure(page, name).live();
  await figure.action('Break this claim').click();
  await expect(figure.root.getByRole('table')).toBeVisible();
  expect(await violations(page, `figure#${name}`)).toEqual([]);

  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, forcedColors: 'active', reducedMotion: 'reduce' });
    const shown = await figure.root.locator('.break-map').evaluate((map) => {
      const style = (selector: string): CSSStyleDeclaration => {
        const found = map.querySelector(selector);
        if (!found) throw new Error(`no ${selector}`);
        return getComputedStyle(found);
      };
      return {
        page: getComputedStyle(document.body).backgroundColor,
        holds: style('td[data-answer=holds]').backgroundColor,
        fails: style('td[data-answer=fails]').backgroundImage,
        here: style('.break-now circle').fill,
        turn: style('.break-turn .break-dot').fill,
      };
    });
    expect(shown.fails).toContain('repeating-linear-gradient');
    expect(new Set([shown.page, shown.holds, shown.here, shown.turn]).size, colorScheme).toBe(4);
  }
  await page.emulateMedia({ forcedColors: 'none' });

  await page.emulateMedia({ media: 'print' });
  await expect(figure.root.locator('.break')).toBeHidden();
  await expect(figure.root.locator('button, input, summary').filter({ visible: true })).toHaveCount(0);
});

test('nothing of the map is cut off, on a phone or on a screen', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 800 });
  // This one has long numbers at both ends of its columns.
  await page.goto('./momentum/');
  const figure = await new Figure(page, 'momentum-rates').live();
  await figure.action('Break this claim').click();
  const map = figure.root.locator('.break-map');
  // It searches for seconds, and on a loaded machine for as long as its budget lasts.
  await expect(map).toBeVisible({ timeout: 60_000 });
  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    const over = await map.evaluate((element) => {
      const frame = element.closest('.break')!.getBoundingClientRect();
      const written = [...element.querySelectorAll('th span:not(.aloud), td button')].map((one) =>
        one.getBoundingClientRect(),
      );
      return written.filter(({ left, right }) => left < frame.left - 0.5 || right > frame.right + 0.5).length;
    });
    expect(over, `${width} px`).toBe(0);
  }
});
