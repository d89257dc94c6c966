import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { fileOf, keptResults, parseKept } from '../../../src/widgets/prerender/precomputed.ts';

const message = (wrong: string): string => `toy.json ${wrong}; run it again`;
const whole = readFileSync(fileOf('mnist1d'), 'utf8');

test('parseKept: what scripts/precompute.ts wrote', () => {
  expect(parseKept(whole, message)).toEqual(keptResults('mnist1d'));
});

test.each([
  ['an empty file', '', 'toy.json is empty; run it again'],
  ['a file of blanks', ' \n', 'toy.json is empty; run it again'],
  ['a file that breaks off', whole.slice(0, 200), /^toy\.json is not whole: .*; run it again$/],
  ['a file of something else', '[]', 'toy.json has no hash or no parts; run it again'],
  ['nothing', 'null', 'toy.json has no hash or no parts; run it again'],
])('parseKept: %s is told by its name', (_, text, said) => {
  expect(() => parseKept(text, message)).toThrow(said);
});
