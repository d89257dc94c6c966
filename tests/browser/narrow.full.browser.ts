/** A student's page on a phone: wide formulas and tables, line ends, a row of buttons, an answer not computed. */
import type { Locator, Page } from '@playwright/test';
import { expect, Figure, test } from './site.ts';

test.use({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true });

const scrollers = '.formula, .table-scroll, .ledger';

for (const name of ['momentum', 'hyperparameters', 'checks'])
  test(`on ${name} the Tab key stops at each box that scrolls sideways, and at no other`, async ({ page }) => {
    await page.goto(`./${name}/`);
    await page.evaluate(() => {
      for (const fold of document.querySelectorAll('details')) fold.open = true;
    });
    const boxes = () =>
      page.locator(scrollers).evaluateAll((all) =>
        all
          .filter((box) => box.clientWidth > 0)
          .map((box) => ({
            wide: box.scrollWidth > box.clientWidth + 1,
            stop: box.getAttribute('tabindex') === '0',
          })),
      );
    await expect.poll(async () => (await boxes()).every(({ wide, stop }) => wide === stop)).toBe(true);
    expect((await boxes()).some(({ stop }) => stop)).toBe(true);
    const first = page.locator(scrollers).and(page.locator('[tabindex="0"]')).filter({ visible: true }).first();
    await first.focus();
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => first.evaluate((box) => box.scrollLeft)).toBeGreaterThan(0);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  });

test('no line begins with the mark behind a formula, or ends with the ring of a Try', async ({ page }) => {
  for (const name of ['gradient-descent', 'stochastic-gradient-descent', 'momentum', 'takeaway']) {
    await page.goto(`./${name}/`);
    for (const width of [360, 390, 414]) {
      await page.setViewportSize({ width, height: 844 });
      expect(await partedLines(page), `${name} at ${width} px`).toEqual([]);
    }
  }
});

/** Formulas separated from the punctuation after them by a line break, and links from their icons. */
function partedLines(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const parted: string[] = [];
    for (const link of document.querySelectorAll('.try')) {
      const [ring, word] = link.getClientRects();
      if (ring && word && ring.width < 16 && word.top - ring.top > ring.height / 2) parted.push(link.textContent ?? '');
    }
    for (const formula of document.querySelectorAll('.katex')) {
      const last = [...formula.querySelectorAll('.katex-base')].at(-1)?.getBoundingClientRect();
      const next = formula.nextSibling;
      if (!last) parted.push(`${formula.textContent} is drawn in no box that is known`);
      if (!last || next?.nodeType !== Node.TEXT_NODE || !/^[),.;:?!]/.test(next.nodeValue ?? '')) continue;
      const range = document.createRange();
      range.setStart(next, 0);
      range.setEnd(next, 1);
      if ((range.getClientRects()[0]?.left ?? last.left) < last.left) parted.push(formula.textContent ?? '');
    }
    return parted;
  });
}

/** Clicks the `Try` of a figure with these settings. */
const follow = (page: Page, name: string, set: string): Promise<void> =>
  page.locator(`a[data-try="${name}"][href*="${name}.${set}"]`).first().tap();

async function uncovered(locator: Locator): Promise<boolean> {
  return locator.evaluate((element) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    return element.contains(document.elementFromPoint(left + width / 2, top + height / 2));
  });
}

test('a Try of a long experiment leads to Run where nobody has computed it, and shows it where somebody has', async ({
  page,
}) => {
  await page.goto('./stochastic-gradient-descent/#claim-generalizes');
  const figure = new Figure(page, 'claim-generalizes');
  const run = figure.root.getByRole('button', { name: /^Run, about \d+ (s|min)$/ });
  await follow(page, 'claim-generalizes', 'steps=2000');
  await expect(run).toBeFocused();
  expect(await uncovered(run)).toBe(true);
  await expect(page.getByRole('button', { name: 'Back to the text' })).toBeInViewport();

  await follow(page, 'claim-generalizes', 'against=all');
  await expect(figure.root.locator('input[value="all"]')).toBeChecked();
  await expect(figure.root.locator('.progress')).toHaveText('All runs at these settings are computed.');
  await expect(run).toHaveCount(0);
});

const places = (figure: Figure) =>
  figure.root.locator('.actions > button:not([aria-pressed]), .controls, .verdict').evaluateAll((parts) => {
    const top = parts[0]?.closest('figure')?.getBoundingClientRect().top ?? 0;
    return parts.map((part) => {
      const box = part.getBoundingClientRect();
      return [Math.round(box.left), Math.round(box.top - top)];
    });
  });

/** Every position that the parts of a figure take during an action. */
async function placesDuring(figure: Figure, action: () => Promise<unknown>): Promise<Set<string>> {
  const seen = new Set([JSON.stringify(await places(figure))]);
  let over = false;
  const watching = (async () => {
    while (!over) seen.add(JSON.stringify(await places(figure)));
  })();
  await action();
  over = true;
  await watching;
  return seen.add(JSON.stringify(await places(figure)));
}

test('neither a button nor a run in parts moves what stands below', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  // The fragment opens the fold of the second figure.
  await page.goto('./stochastic-gradient-descent/#claim-improves-fit');
  const sgd = await new Figure(page, 'sgd').live();
  const pressed = await placesDuring(sgd, async () => {
    await sgd.action('Copy link').click();
    await expect(sgd.root.getByText('Link copied')).toBeVisible();
    const pin = await sgd.more('Pin');
    await sgd.changes(() => pin.click());
    await sgd.changes(() => sgd.action('Unpin').click());
  });
  expect([...pressed]).toHaveLength(1);

  const runs = await new Figure(page, 'claim-improves-fit').live();
  await runs.unfold();
  const slid = await placesDuring(runs, () => runs.changes(() => runs.slider('steps').press('PageUp')));
  expect([...slid]).toHaveLength(1);
});
