/** The four runs on one sheet: their colours keep apart for every kind of vision, and no two share a dash. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseRules } from '../../src/widgets/build/standalone-styles.ts';

const source = (path: string) => readFileSync(new URL(`../../src/${path}`, import.meta.url), 'utf8');
const tokens = parseRules(source('site/tokens.css'));
const panels = parseRules(source('widgets/panels/panels.css'));
const RULES = ['accent', 'descent', 'momentum', 'adam'] as const;

function token(name: string, theme: 'light' | 'dark'): string {
  const said = (selector: string) =>
    tokens
      .filter(({ selectors }) => selectors.includes(selector))
      .flatMap(({ declarations }) => declarations)
      .find(({ property }) => property === `--${name}`)?.value;
  const value = (theme === 'dark' ? said(':root[data-theme="dark"]') : undefined) ?? said(':root');
  if (value === undefined) throw new Error(`tokens.css has no --${name}`);
  return value;
}

type Triple = readonly [number, number, number];

const linear = (hex: string): Triple =>
  [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as unknown as Triple; // three in, three out

const times = (rows: readonly Triple[], [r, g, b]: Triple): Triple =>
  rows.map(([x, y, z]) => x * r + y * g + z * b) as unknown as Triple; // three in, three out

/** Machado, Oliveira, Fernandes 2009, severity 1, on linear light. */
const VISION: Readonly<Record<string, readonly Triple[]>> = {
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
const TO_XYZ: readonly Triple[] = [
  [0.4124564, 0.3575761, 0.1804375],
  [0.2126729, 0.7151522, 0.072175],
  [0.0193339, 0.119192, 0.9503041],
];

function lab(light: Triple): Triple {
  const [x, y, z] = times(TO_XYZ, light.map((part) => Math.min(1, Math.max(0, part))) as unknown as Triple);
  const f = (t: number) => (t > 216 / 24389 ? Math.cbrt(t) : (t * 24389) / 27 / 116 + 16 / 116);
  const [fx, fy, fz] = [f(x / 0.95047), f(y), f(z / 1.08883)];
  return [116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)];
}

const brightness = (hex: string): number => times(TO_XYZ, linear(hex))[1];
const contrast = (one: string, other: string): number => {
  const [low, high] = [brightness(one), brightness(other)].sort((a, b) => a - b);
  return (high! + 0.05) / (low! + 0.05);
};

// As far apart as the closest two roles of a picture are (15), but for the reader's run and momentum on a dark page with
// deuteranopia (13.6), of which one is dashed.
describe.each(['light', 'dark'] as const)('on a %s page', (theme) => {
  test('each is read against the page, which is its casing', () => {
    for (const rule of RULES)
      expect(contrast(token(rule, theme), token('page', theme)), rule).toBeGreaterThanOrEqual(4.5);
  });

  test.each(Object.keys(VISION))('no two are near each other, with %s', (vision) => {
    const seen = RULES.map((rule) => lab(times(VISION[vision]!, linear(token(rule, theme)))));
    for (const [i, [l, a, b]] of seen.entries())
      for (const [k, other] of seen.entries())
        if (k < i)
          expect(Math.hypot(l - other[0], a - other[1], b - other[2]), `${RULES[k]}, ${RULES[i]}`).toBeGreaterThan(13);
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
