/** More than one chapter: a group is marked as a chapter, and everything else is derived from it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../../scripts/command.ts';
import { pagesOfBook } from '../../scripts/course/book/open.ts';
import { withPage } from '../../scripts/course/config-text.ts';
import { planOf } from '../../scripts/new/plans.ts';
import { chaptersOf, saidOf, shortOf } from '../../site.config.ts';
import { citedTitle } from '../../src/site/citation.ts';

const two = [
  { label: 'Chapter 6', chapter: true, pages: ['momentum', 'adam'] },
  { label: 'Chapter 7', chapter: true, pages: ['backpropagation'] },
  { label: 'Reference', pages: ['notes', 'notation'] },
];

test('the chapters are all groups that say so', () => {
  expect(chaptersOf(two).map(({ label }) => label)).toEqual(['Chapter 6', 'Chapter 7']);
});

test.each([
  [['Chapter 6'], 'chapter 6'],
  [['Chapter 6', 'Chapter 7'], 'chapters 6 and 7'],
  [['Chapter 6', 'Chapter 7', 'Chapter 8'], 'chapters 6, 7 and 8'],
  [['Chapter 6', '7 Gradients and initialization'], 'chapters 6 and 7'],
  [['Chapter 6: Fitting models'], 'chapter 6'],
  [['Week one', 'Chapter 7'], 'Week one and Chapter 7'],
  [['2026 in class'], '2026 in class'],
])('%j are said as %s', (labels, says) => {
  expect(saidOf(labels.map((label) => ({ label, pages: [] })))).toBe(says);
});

test.each([
  ['7 Gradients and initialization', 'Chapter 7'],
  ['Chapter 6', 'Chapter 6'],
  ['Week one', 'Week one'],
])('%s is %s in the header', (label, short) => {
  expect(shortOf({ label, pages: [] })).toBe(short);
});

test('the citation names them', () => {
  expect(citedTitle({ title: 'My course' }, two)).toBe(
    'My course: notes you can run, on chapters 6 and 7 of Understanding Deep Learning',
  );
});

test.each(['index.mdx', 'about.mdx'])('%s types none of them', (page) => {
  expect(readFileSync(join(root, 'src/content/docs', page), 'utf8')).not.toMatch(/\bchapter \d/i);
});

test('the book has the pages of all, and after them what belongs to all', () => {
  expect(pagesOfBook(two)).toEqual(['momentum', 'adam', 'backpropagation', 'notes', 'notation']);
});

const CONFIG = `export const groups = [
  { label: 'Chapter 6', chapter: true, pages: ['a', 'b'] },
  { label: 'Reference', pages: ['r'] },
];
`;

test('a new chapter stands after the last, and its next page in it', () => {
  const once = withPage(CONFIG, 'c', { group: 'Chapter 7', chapter: true });
  expect(once).toContain(
    "pages: ['a', 'b'] },\n  { label: 'Chapter 7', chapter: true, pages: ['c'] },\n  { label: 'Reference'",
  );
  expect(withPage(once, 'd', { group: 'Chapter 7', chapter: true })).toContain(
    "{ label: 'Chapter 7', chapter: true, pages: ['c', 'd'] },",
  );
});

test('npm run new takes the group of a chapter, and its number is the first of it', () => {
  // A number that no course has: the project may have a chapter 7 by now.
  const plan = planOf('chapter', 'backpropagation-of-errors', { group: 'Chapter 99' });
  expect(plan.lists['site.config.ts']).toContain(
    "{ label: 'Chapter 99', chapter: true, pages: ['backpropagation-of-errors'] },",
  );
  expect(plan.fill?.('NUMBER')).toBe('99.1');
  expect(plan.lists['CITATION.cff']).toMatch(/^title: ".* and 99 of Understanding Deep Learning"$/m);
  expect(planOf('chapter', 'another-one', {}).lists).not.toHaveProperty(['CITATION.cff']);
  expect(() => planOf('chapter', 'x', { group: 'Reference' })).toThrow('"Reference" is a group, not a chapter');
});

test('npm run new says with which line a page shows a new experiment, as its next figure', () => {
  const { next } = planOf('experiment', 'an-experiment-of-nobody', { section: 'momentum' });
  const shown = [
    ...readFileSync(join(root, 'src/content/docs/momentum.mdx'), 'utf8').matchAll(/figure="6\.3\.(\d+)"/g),
  ];
  const last = Math.max(...shown.map(([, number]) => Number(number)));
  expect(next.map(([what]) => what)).toContain(`<Experiment id="an-experiment-of-nobody" figure="6.3.${last + 1}" />`);
});
