import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { figureNames, figurePages } from '../../src/site/figure-pages.ts';
import { root } from '../content/compile.ts';
import { pages, widgetsOf } from '../content/widgets.ts';

test.each(pages)('figureNames(%s) finds the figures that the build does', (page) => {
  const body = readFileSync(join(root, 'src/content/docs', page), 'utf8');
  const figures = widgetsOf(page).filter(({ kind }) => kind === 'Experiment');
  expect(figureNames(body)).toEqual(figures.map(({ name }) => name));
});

test('figurePages(pages): a chapter before the first page, and a second figure by its own name', () => {
  const page = (id: string, body: string) => ({ id, body, data: { title: `Title of ${id}` } });
  expect(
    figurePages([
      page('index', '<Experiment id="sgd" wide />'),
      page('noise', '<Experiment id="sgd" /> <Experiment id="sgd" as="small" caption="Is 2 > 1?" />'),
    ]),
  ).toEqual({
    sgd: [
      { path: 'noise/', title: 'Title of noise' },
      { path: '', title: 'Title of index' },
    ],
    small: [{ path: 'noise/', title: 'Title of noise' }],
  });
});
