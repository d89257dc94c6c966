import { describe, expect, test } from 'vitest';
import { lossIds } from '../../../src/experiments/kit/losses.ts';
import { ruleIds } from '../../../src/experiments/kit/rule-names.ts';
import { firstSettings, readSettings } from '../../../src/laboratory/playground/settings.ts';

describe('settings that come from elsewhere', () => {
  test('come back as they were', () => {
    for (const loss of ['basins', 'gabor', 'line'] as const) {
      const settings = { ...firstSettings(loss), noise: 0.5, seed: 7, steps: 300, tilt: 40 };
      expect(readSettings(JSON.parse(JSON.stringify(settings)))).toEqual(settings);
    }
  });

  test.each([
    [null],
    [3],
    [[]],
    [{ loss: 'toString', start: ['a', {}], steps: Number.NaN, rivals: [null, { id: '__proto__', rate: -1 }] }],
    [{ own: { text: 5, on: 'yes' }, points: [[Number.POSITIVE_INFINITY], null, 'x'], seed: -4, noise: 'loud' }],
  ])('never break the page: %j', (given) => {
    const settings = readSettings(given);
    expect(lossIds).toContain(settings.loss);
    expect(settings.rivals).toHaveLength(3);
    expect(settings.start.every(Number.isFinite)).toBe(true);
    expect(settings.points.flat().every(Number.isFinite)).toBe(true);
    expect(settings.rivals.every(({ id, rate }) => ruleIds.includes(id) && rate >= 0)).toBe(true);
  });

  test('a sheet is seen from above where a link says nothing of its tilt, or nonsense, and never from beneath', () => {
    expect([{}, { tilt: 'steep' }, { tilt: 900 }, { tilt: -5 }].map((given) => readSettings(given).tilt)).toEqual([
      0, 0, 70, 0,
    ]);
  });

  test('a text that is too long is not taken', () => {
    expect(readSettings({ own: { text: 'x'.repeat(6001) } }).own.text).toBe(firstSettings().own.text);
  });
});
