/** The chapter as a book: the output of `npm run course -- book`. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openBook, pagesOfBook } from '../../scripts/course/book/open.ts';
import { address, expect, test } from './site.ts';

test('the book has every page and figure, and nothing in it refers to nothing', async ({ page }) => {
  const titles = await openBook(page, address());
  const ids = pagesOfBook();
  expect(titles).toHaveLength(ids.length + 1);
  expect(titles.at(-1)).toBe('Solutions');
  const figures = ids.flatMap((id) => {
    const built = readFileSync(join(import.meta.dirname, '../../dist', id, 'index.html'), 'utf8');
    return [...built.matchAll(/<figure[^>]*\sid="([\w-]+)"[^>]*data-experiment/g)].map(([, name]) => `${id}--${name}`);
  });
  const found = await page.evaluate(() => {
    const all = [...document.querySelectorAll('[id]')].map(({ id }) => id);
    const known = new Set(all);
    const references = [...document.querySelectorAll('body *')].flatMap((element) =>
      [...element.attributes]
        .filter(({ name }) => name !== 'style')
        .flatMap(({ value }) => [...value.matchAll(/(?:^|url\()#([^)]+)\)?$/g)].map(([, id = '']) => id)),
    );
    return {
      twice: all.filter((id, k) => all.indexOf(id) !== k),
      missing: [...new Set(references.filter((id) => !known.has(id)))],
      references: references.length,
      figures: [...document.querySelectorAll('figure.experiment')].map(({ id }) => id),
      closed: document.querySelectorAll('details.deeper, .ex details').length,
      local: [...document.querySelectorAll('a[href*="localhost"]')].length,
      scripts: document.querySelectorAll('script').length,
    };
  });
  expect(found.references).toBeGreaterThan(100);
  expect(found.figures).toEqual(figures);
  expect({ ...found, references: 0, figures: 0 }).toEqual({
    twice: [],
    missing: [],
    references: 0,
    figures: 0,
    closed: 0,
    local: 0,
    scripts: 0,
  });
});

test('on paper a table stays with its title', async ({ page }) => {
  await openBook(page, address());
  const folds = page.locator('.panel-fold');
  const breaks = await folds.evaluateAll((all) => all.map((one) => getComputedStyle(one).breakInside));
  expect(breaks.length).toBeGreaterThan(5);
  expect(new Set(breaks)).toEqual(new Set(['avoid']));
});
