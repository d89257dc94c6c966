import { expect, test } from 'vitest';
import { integer } from '../../../src/engine/schema.ts';
import { figureIn, hiddenIn, hidingRules, queryOf, searchWith } from '../../../src/widgets/page/address.ts';

const figures = new Set(['momentum', 'sgd']);

test.each([
  ['momentum.alpha', 'momentum'],
  ['momentums', undefined],
  ['theme', undefined],
  ['.x', ''],
])('figureIn(%j) is %j', (key, name) => {
  expect(figureIn(key)).toBe(name);
});

test.each([
  '?momentums=5',
  '?theme=dark&hide=steps,caption',
  '?fbclid&utm_source=a%20b&utm.source=c+d',
  '?v=dQw4&nowhere.x=1',
])('searchWith: what is not about a figure of the page stays as it is written: %s', (search) => {
  expect(searchWith(search, figures, [])).toBe(search);
  expect(searchWith(search, figures, [['momentum.beta', '0.5']])).toBe(`${search}&momentum.beta=0.5`);
});

test('searchWith: what an address said of the page’s figures is replaced, and so is the version of a link', () => {
  const search = '?sgd.alpha=0.1&theme=dark&momentum.alpha=1&momentum.unknown=2&v=1';
  expect(searchWith(search, figures, [['sgd.alpha', '0.3']])).toBe('?theme=dark&sgd.alpha=0.3');
  expect(searchWith('?sgd.alpha=0.1', figures, [])).toBe('');
  expect(searchWith('', figures, [])).toBe('');
});

test('queryOf: what differs from the defaults, or all, under the name of the figure', () => {
  const schema = { n: integer({ label: 'n', help: '', default: 1, min: 0, max: 9 }) };
  expect([...queryOf('sgd', schema, { n: 1 }, { n: 1 }, false)]).toEqual([]);
  expect([...queryOf('sgd', schema, { n: 1 }, { n: 1 }, true)]).toEqual([['sgd.n', '1']]);
  expect([...queryOf('sgd', schema, { n: 2 }, { n: 1 }, false)]).toEqual([['sgd.n', '2']]);
  expect([...queryOf('sgd', schema, { n: 1 }, { n: 1 }, false, 7)]).toEqual([['sgd.step', '7']]);
});

test('hiddenIn and hidingRules: an address names parts and parameters, and nothing else of it becomes a style', () => {
  const words = hiddenIn(new URLSearchParams('hide=caption,alpha+batchSize,,x%5D,a-b'));
  expect(words).toEqual(['caption', 'alpha', 'batchSize', 'x]', 'a-b']);
  expect(hidingRules(words)).toEqual([
    '.control:has([name="alpha"]), .control:has([name$="-alpha"]) { display: none; }',
    '.control:has([name="batchSize"]), .control:has([name$="-batchSize"]) { display: none; }',
  ]);
  expect(hiddenIn(new URLSearchParams('theme=dark'))).toEqual([]);
});
