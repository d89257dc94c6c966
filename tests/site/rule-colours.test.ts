/** The four runs on one map: their colours differ for every kind of vision, and no two share a dash. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { CONTRAST, contrast, token, tokensCss, withAccent } from '../../src/widgets/prerender/accent.ts';
import { parseRules } from '../../src/widgets/prerender/standalone-styles.ts';

const source = (path: string) => readFileSync(new URL(`../../src/${path}`, import.meta.url), 'utf8');
const panels = parseRules(source('widgets/panels/panels.css'));
const tokens = source('site/tokens.css');

const RULES = ['accent', 'descent', 'momentum', 'adam'] as const;
const THEMES = ['light', 'dark'] as const;
/** Minimum distance of two in CIELAB. */
const DISTANCE = 13;

type Matrix = readonly (readonly number[])[];
/** Machado, Oliveira, Fernandes 2009, severity 1, on linear light. */
const VISION: Readonly<Record<string, Matrix>> = {
  usual: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};
const TO_XYZ: Matrix = [
  [0.4124564, 0.3575761, 0.1804375],
  [0.2126729, 0.7151522, 0.072175],
  [0.0193339, 0.119192, 0.9503041],
];
const times = (rows: Matrix, vector: readonly number[]): number[] =>
  rows.map((row) => row.reduce((sum, one, k) => sum + one * vector[k]!, 0));

/** A colour in CIELAB, as seen with this kind of vision. */
function seen(hex: string, vision: Matrix): [number, number, number] {
  const light = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  const [x, y, z] = times(
    TO_XYZ,
    times(vision, light).map((part) => Math.min(1, Math.max(0, part))),
  ) as [number, number, number];
  const f = (t: number) => (t > 216 / 24389 ? Math.cbrt(t) : (t * 24389) / 27 / 116 + 16 / 116);
  const [fx, fy, fz] = [f(x / 0.95047), f(y), f(z / 1.08883)];
  return [116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)];
}

// As far apart as the closest two roles of a picture (15), except the reader's run and momentum on a dark page with
// deuteranopia (13.6), one of them dashed.
describe.each(THEMES)('on a %s page', (theme) => {
  test('each is read against the page, which is its casing', () => {
    for (const rule of RULES)
      expect(contrast(token(tokens, rule, theme), token(tokens, 'page', theme)), rule).toBeGreaterThanOrEqual(CONTRAST);
  });

  test.each(Object.entries(VISION))('no two are near each other, with %s', (_, vision) => {
    for (const [i, rule] of RULES.entries())
      for (const other of RULES.slice(0, i)) {
        const [[a, b, c], [x, y, z]] = [rule, other].map((one) => seen(token(tokens, one, theme), vision)) as [
          [number, number, number],
          [number, number, number],
        ];
        expect(Math.hypot(a - x, b - y, c - z), `${other}, ${rule}`).toBeGreaterThan(DISTANCE);
      }
  });
});

describe('an accent of one’s own', () => {
  test('that of this course is read on both pages', () => {
    for (const theme of THEMES)
      expect(contrast(token(tokensCss(), 'accent', theme), token(tokens, 'page', theme))).toBeGreaterThan(CONTRAST);
  });

  test.each([
    ['red', 'accent red in site.config.ts: must be # and six hexadecimal digits'],
    ['#ff89bd', 'its contrast with the light page is 2.2, and text needs 4.5; choose a darker colour'],
    ['#808080', 'its contrast with the light page is 3.9'],
  ])('%s is refused: %s', (hex, why) => expect(() => withAccent(tokens, hex)).toThrow(why));

  test.each(['#B5121B', '#000000', '#0b5fa5'])(
    '%s takes the place of ours in both themes, and of nothing else',
    (hex) => {
      const own = withAccent(tokens, hex);
      expect(token(own, 'accent', 'light')).toBe(hex.toLowerCase());
      expect(contrast(token(own, 'accent', 'dark'), token(tokens, 'page', 'dark'))).toBeGreaterThanOrEqual(CONTRAST);
      expect(own).not.toMatch(/#c50071|#ff89bd|#fdeaf2|#411e2f/);
      expect(own.replace(/--accent(-wash)?: #\w+/g, '')).toBe(tokens.replace(/--accent(-wash)?: #\w+/g, ''));
    },
  );

  test('none leaves ours', () => expect(withAccent(tokens, '')).toBe(tokens));
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
