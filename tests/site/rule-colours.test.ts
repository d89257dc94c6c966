/** The four runs on one sheet: their colours keep apart for every kind of vision, and no two share a dash. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  accentTrouble,
  CONTRAST,
  contrast,
  DISTANCE,
  distance,
  RULES,
  token,
  tokensCss,
  VISION,
  withAccent,
} from '../../src/widgets/build/accent.ts';
import { parseRules } from '../../src/widgets/build/standalone-styles.ts';

const source = (path: string) => readFileSync(new URL(`../../src/${path}`, import.meta.url), 'utf8');
const panels = parseRules(source('widgets/panels/panels.css'));
const tokens = source('site/tokens.css');

/** Our own, and one that a course may choose: both are held to the same. */
const sheets = [
  ['this course', tokensCss()],
  ['a red course', withAccent(tokens, '#b5121b')],
] as const;

// As far apart as the closest two roles of a picture are (15), but for the reader's run and momentum on a dark page with
// deuteranopia (13.6), of which one is dashed.
describe.each(sheets)('%s', (_, css) => {
  describe.each(['light', 'dark'] as const)('on a %s page', (theme) => {
    test('each is read against the page, which is its casing', () => {
      for (const rule of RULES)
        expect(contrast(token(css, rule, theme), token(css, 'page', theme)), rule).toBeGreaterThanOrEqual(CONTRAST);
    });

    test.each(Object.entries(VISION))('no two are near each other, with %s', (_, vision) => {
      for (const [i, rule] of RULES.entries())
        for (const other of RULES.slice(0, i)) {
          const apart = distance(token(css, rule, theme), token(css, other, theme), vision);
          expect(apart, `${other}, ${rule}`).toBeGreaterThan(DISTANCE);
        }
    });
  });
});

describe('an accent of one’s own', () => {
  test.each([
    ['red', 'a colour is # and six'],
    ['#ff89bd', 'its contrast with the light page is 2.2'],
    ['#5a34b4', 'too near the colour of adam'],
    ['#131f2c', 'too near the colour of descent'],
  ])('%s is refused: %s', (hex, why) => expect(accentTrouble(tokens, hex)).toContain(why));

  test('takes the place of ours in both themes, with its washes, and of nothing else', () => {
    const own = withAccent(tokens, '#B5121B');
    expect(token(own, 'accent', 'light')).toBe('#b5121b');
    expect(token(own, 'accent', 'dark')).not.toBe(token(tokens, 'accent', 'dark'));
    expect(own).not.toMatch(/#c50071|#ff89bd|#fdeaf2|#411e2f/);
    expect(own.replace(/--accent(-wash)?: #\w+/g, '')).toBe(tokens.replace(/--accent(-wash)?: #\w+/g, ''));
    expect(withAccent(tokens, '')).toBe(tokens);
  });
});

test('each rule beside the reader’s own has a dash of its own, and the reader’s own has none', () => {
  const dash = (role: string) =>
    panels
      .filter(({ selectors }) => selectors.includes(`.picture .line.${role}`))
      .flatMap(({ declarations }) => declarations)
      .find(({ property }) => property === 'stroke-dasharray')?.value;
  expect(dash('run')).toBeUndefined();
  const dashes = ['descent', 'momentum', 'adam', 'theory'].map(dash);
  expect(dashes).not.toContain(undefined);
  expect(new Set(dashes).size).toBe(4);
});
