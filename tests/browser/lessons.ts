/**
 * Tests of the parts of a lesson, on the built pages that have them: the quick tests use one page for each part, the
 * full ones the others.
 */
import type { Page } from '@playwright/test';
import { leadsIntoFold, pagesWith, setsLetter } from './built.ts';
import { expect, Figure, openFolds, test } from './site.ts';

const inSight = (page: Page, id: string) =>
  page.evaluate((of) => {
    const { top, height } = document.getElementById(of)?.getBoundingClientRect() ?? { top: -1, height: 0 };
    return height > 0 && top >= 0 && top < innerHeight;
  }, id);
const shut = (page: Page) =>
  page.evaluate(() => {
    for (const fold of document.querySelectorAll<HTMLDetailsElement>('details.deeper')) fold.open = false;
  });

async function foldsWork(page: Page): Promise<void> {
  for (const head of await page.locator('.deeper-head').all()) await expect(head.locator('h3')).not.toBeEmpty();
  const fold = page.locator('details.deeper').first();
  await fold.locator(':scope > summary').click();
  await expect(fold).toHaveAttribute('open', '');
  await fold.locator(':scope > summary').click();
  await page.emulateMedia({ media: 'print' });
  const heights = await page
    .locator('details.deeper')
    .evaluateAll((all) =>
      all.map(
        (one) =>
          one.getBoundingClientRect().height - (one.querySelector('summary')?.getBoundingClientRect().height ?? 0),
      ),
    );
  for (const height of heights) expect(height).toBeGreaterThan(20);
  await page.emulateMedia({ media: 'screen' });
}

interface Part {
  /** Whether a page has it, by its HTML. */
  mark: Parameters<typeof pagesWith>[0];
  title: string;
  check(page: Page, path: string): Promise<void>;
}

const parts: readonly Part[] = [
  {
    mark: 'class="deeper',
    title: 'an address and a link into a fold open it, a second time too',
    check: async (page, path) => {
      await page.goto(path);
      const open = page.locator('details.deeper[open]');
      await expect(open).toHaveCount(0);
      const id = (await page.locator('details.deeper').last().locator('h3').getAttribute('id')) ?? '';
      // Navigating within a loaded page only changes its URL, and a reload restores its scroll position.
      await page.goto('about:blank');
      await page.goto(`${path}#${encodeURIComponent(id)}`);
      await expect(open).toHaveCount(1);
      await expect.poll(() => inSight(page, id)).toBe(true);
      await shut(page);
      await page.evaluate((to) => {
        const link = Object.assign(document.createElement('a'), { href: `#${to}`, textContent: 'Into the fold' });
        document.querySelector('main p')?.prepend(link);
      }, id);
      await page.getByRole('link', { name: 'Into the fold' }).click();
      await expect(open).toHaveCount(1);
      await expect.poll(() => inSight(page, id)).toBe(true);
    },
  },
  {
    mark: leadsIntoFold,
    title: 'a link that sets a figure in a fold opens it',
    check: async (page, path) => {
      await page.goto(path);
      const figures = await page
        .locator('details.deeper figure.experiment')
        .evaluateAll((all) => all.map(({ id }) => id));
      const link = page
        .locator(figures.map((id) => `main a[data-try="${id}"][href*="${id}."]:visible`).join(', '))
        .first();
      const id = (await link.getAttribute('data-try')) ?? '';
      await link.click();
      await expect(page.locator(`details.deeper[open] figure#${id}`)).toHaveCount(1);
      await expect.poll(() => inSight(page, id)).toBe(true);
    },
  },
  {
    mark: 'class="term"',
    title: 'a term shows its meaning by keyboard, within a wide and a narrow window, and Escape closes it',
    check: async (page, path) => {
      await page.goto(path);
      for (const width of [1280, 360]) {
        await page.setViewportSize({ width, height: 800 });
        const term = page.locator('main a.term:visible').first();
        const meaning = page.locator(`#meaning-${await term.getAttribute('data-term')}`);
        await expect(meaning).toBeHidden();
        await term.focus();
        await page.keyboard.press('Enter');
        await expect(meaning).toBeVisible();
        await expect(meaning).toBeFocused();
        const box = await meaning.boundingBox();
        expect(box?.x).toBeGreaterThanOrEqual(0);
        expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(width);
        await page.keyboard.press('Escape');
        await expect(meaning).toBeHidden();
        await expect(term).toBeFocused();
      }
    },
  },
  {
    mark: 'class="note"',
    title: 'no margin note lies over another, or over a figure',
    check: async (page, path) => {
      await page.goto(path);
      const over = await page.evaluate(() => {
        for (const fold of document.querySelectorAll<HTMLDetailsElement>('details.deeper')) fold.open = true;
        const notes = [...document.querySelectorAll('.page > .note')].filter(({ clientHeight }) => clientHeight > 0);
        const others = [...notes, ...document.querySelectorAll('.page > :is(.experiment, .wide, table)')];
        return notes.flatMap((note) => {
          const own = note.getBoundingClientRect();
          const hit = others.find((other) => {
            const { top, bottom, left, right } = other.getBoundingClientRect();
            return (
              other !== note && top < own.bottom - 1 && bottom > own.top + 1 && left < own.right && right > own.left
            );
          });
          return hit ? [`${note.textContent?.slice(0, 40)} / ${hit.textContent?.slice(0, 40)}`] : [];
        });
      });
      expect(over).toEqual([]);
    },
  },
  {
    mark: 'class="letters"',
    title: 'a formula fits a phone, and shows what its reader sets',
    check: async (page, path) => {
      await page.setViewportSize({ width: 360, height: 800 });
      await page.goto(path);
      const letters = page.locator('.letters').first();
      await letters.scrollIntoViewIfNeeded();
      const box = await letters.boundingBox();
      for (const letter of await letters.locator('.letter').all()) {
        const one = await letter.boundingBox();
        expect((one?.x ?? 0) + (one?.width ?? 0)).toBeLessThanOrEqual((box?.x ?? 0) + (box?.width ?? 0) + 1);
      }
      if (!pagesWith(setsLetter).includes(path)) return;
      const own = letters.locator('.own').first();
      const { of = '', setting = '' } = await own.evaluate((letter) => ({ ...(letter as HTMLElement).dataset }));
      const before = Number(await own.textContent());
      const links = await page.locator(`a[data-try="${of}"]`).all();
      const changes = await Promise.all(
        links.map(async (one) => {
          const { searchParams } = new URL((await one.getAttribute('href')) ?? '', page.url());
          return Number(searchParams.get(`${of}.${setting}`) ?? before);
        }),
      );
      const k = changes.findIndex((wanted) => Math.abs(wanted - before) > 0.01);
      const [link, wanted] = [links[k]!, changes[k]!];
      await link.evaluate((one) => (one as HTMLElement).click());
      await expect.poll(async () => Number((await own.textContent())?.replace('\u2212', '-'))).toBeCloseTo(wanted, 2);
    },
  },
  {
    mark: 'class="letter exponent"',
    title: 'an exponent stands at what it is the exponent of',
    check: async (page, path) => {
      for (const width of [390, 1280]) {
        await page.setViewportSize({ width, height: 844 });
        await page.goto(path);
        await openFolds(page);
        const gaps = await page.locator('.letter.exponent > .drawn > *').evaluateAll((all) =>
          all.map((one) => {
            const base = one.closest('.letter')?.previousElementSibling?.querySelector('.drawn > *');
            return one.getBoundingClientRect().left - (base?.getBoundingClientRect().right ?? 0);
          }),
        );
        for (const gap of gaps) expect(Math.abs(gap), `${width} px`).toBeLessThan(4);
      }
    },
  },
  {
    mark: 'data-step=',
    title: 'a link that names a step goes to it',
    check: async (page, path) => {
      await page.goto(path);
      const folds = page.locator('main details:has(a[data-step])');
      await folds.evaluateAll((all) => {
        for (const fold of all) fold.setAttribute('open', '');
      });
      const link = page.locator('main a[data-step]:visible').first();
      const [id, step] = [await link.getAttribute('data-try'), await link.getAttribute('data-step')];
      const figure = await new Figure(page, id ?? '').live();
      await expect(figure.root.locator('.stepper-at')).not.toHaveText(new RegExp(`\\b${step} of`));
      await link.click();
      await expect(figure.root.locator('.stepper-at')).toHaveText(new RegExp(`\\b${step} of`));
    },
  },
  {
    mark: 'class="letter-turn"',
    title: 'what follows the turn of a formula stands on one line, with the names of its rows',
    check: async (page, path) => {
      for (const width of [360, 390]) {
        await page.setViewportSize({ width, height: 844 });
        await page.goto(path);
        const tops = await page
          .locator('.letter-turn ~ .letter')
          .evaluateAll((all) => all.map((one) => Math.round(one.getBoundingClientRect().top)));
        expect(tops.length).toBeGreaterThan(2);
        expect(new Set(tops).size).toBe(1);
        await expect(page.locator('.turned').first()).toBeVisible();
      }
    },
  },
];

/** @param some selects from the pages with a part */
export function testLessons(some: (pages: readonly string[]) => readonly string[]): void {
  const found = parts.flatMap((part) => some(pagesWith(part.mark)).map((path) => ({ path, ...part })));
  // One page for all: most of the cost of opening is its first time.
  for (const [path, own] of Map.groupBy(found, ({ path }) => path))
    test(`${path}: the parts of a lesson`, async ({ page, viewport }) => {
      test.setTimeout(60_000 + 30_000 * own.length);
      for (const { title, check } of own)
        await test.step(title, async () => {
          await page.goto('about:blank');
          if (viewport) await page.setViewportSize(viewport);
          await check(page, path);
        });
    });

  test.describe('without scripts', () => {
    test.use({ javaScriptEnabled: false });

    for (const path of some(pagesWith((html) => /class="deeper|class="term"/.test(html))))
      test(`${path}: a fold has a title, opens by hand and is open on paper, a term leads to its list`, async ({
        page,
      }) => {
        await page.goto(path);
        if (pagesWith('class="deeper').includes(path)) await foldsWork(page);
        if (pagesWith('class="term"').includes(path)) {
          const term = page.locator('a.term').first();
          const id = await term.getAttribute('data-term');
          await expect(term).toHaveAttribute('href', new RegExp(`/notation/#term-${id}$`));
          await term.evaluate((link) => link.closest('details')?.setAttribute('open', ''));
          await term.click();
          await expect(page.locator(`#term-${id}`)).toBeInViewport();
        }
      });
  });
}
