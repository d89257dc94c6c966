import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { fileOf, parseStored, storedResults } from '../../../src/widgets/prerender/precomputed.ts';

const message = (wrong: string): string => `toy.json ${wrong}; run it again`;
const whole = readFileSync(fileOf('mnist1d'), 'utf8');

test('parseStored: what scripts/precompute.ts wrote', () => {
  expect(parseStored(whole, message)).toEqual(storedResults('mnist1d'));
});

test.each([
  ['an empty file', '', 'toy.json is empty; run it again'],
  ['a file of spaces', ' \n', 'toy.json is empty; run it again'],
  ['a file that breaks off', whole.slice(0, 200), /^toy\.json is incomplete: .*; run it again$/],
  ['a file of something else', '[]', 'toy.json has no hash or no parts; run it again'],
  ['nothing', 'null', 'toy.json has no hash or no parts; run it again'],
])('parseStored: %s is told by its name', (_, text, said) => {
  expect(() => parseStored(text, message)).toThrow(said);
});
