import { expect, test } from 'vitest';
import { runsOf, sceneOf } from '../../../src/laboratory/playground/compute.ts';
import { rulesOf } from '../../../src/laboratory/playground/engine-rules.ts';
import { onPasted } from '../../../src/laboratory/playground/pasted.ts';
import { firstSettings, type Settings } from '../../../src/laboratory/playground/settings.ts';

const sets: readonly (readonly [string, Settings['points']])[] = [
  ['large', [100, 200, 300, 400].map((x) => [x, 20 * x + (x % 300) / 5] as const)],
  ['small', [0.001, 0.002, 0.004].map((x) => [x, 0.0003 - x / 8] as const)],
];

test.each(sets)('numbers that are %s have their minimum on the sheet, and descent goes down at once', (_, points) => {
  const settings = onPasted(firstSettings('gabor'), points);
  expect(settings.loss).toBe('line');
  const { sheet, minima } = sceneOf(settings);
  const { x, y } = settings.window;
  expect(x[0]).toBeLessThan(x[1]);
  expect(y[0]).toBeLessThan(y[1]);
  expect(sheet.x.domain).toEqual(x);
  expect(minima).toHaveLength(1);
  const [, descent] = runsOf(settings, rulesOf(settings));
  const [from = 0, next = 0] = descent?.loss ?? [];
  expect(next).toBeLessThan(from);
});

test('of points above each other no line is the best, and the page says so', () => {
  for (const points of [
    [
      [2, 1],
      [2, 3],
    ],
    [
      [0, 0],
      [0, 0],
    ],
  ] as const) {
    const settings = onPasted(firstSettings(), points);
    expect([...settings.window.x, ...settings.window.y, ...settings.start].every(Number.isFinite)).toBe(true);
    expect(() => sceneOf(settings)).toThrow('All points stand at one x');
  }
});
