import { describe, expect, test } from 'vitest';
import { allOptimizers } from '../../../src/engine/optimizers/since-the-book.ts';
import { losses } from '../../../src/experiments/kit/losses.ts';
import { ruleIds, ruleNames } from '../../../src/laboratory/playground/rules.ts';
import {
  bodyOf,
  FIRST_RULE,
  firstSettings,
  namedNumbers,
  onLoss,
  readSettings,
} from '../../../src/laboratory/playground/settings.ts';
import { withNumber } from '../../../src/python/numbers.ts';

test('every rule of the engine has a name, and a rate just where it has an alpha', () => {
  expect([...ruleIds].sort()).toEqual(Object.keys(allOptimizers).sort());
  for (const id of ruleIds) {
    expect(ruleNames[id].rate !== undefined, id).toBe(Object.hasOwn(allOptimizers[id].hyperparameters, 'alpha'));
  }
});

test('the first rule is the engine’s Nesterov momentum, in its own lines', () => {
  const { python, pythonState } = allOptimizers.nesterov;
  const loop = python.replaceAll(/^/gm, '    ');
  expect(bodyOf(FIRST_RULE)).toBe(`${pythonState}\nfor t in range(1, steps + 1):\n${loop}`);
});

describe('numbers at the top of a text', () => {
  const text = `# a comment
alpha = 0.05   # name a number here
tiny=1e-8

beta = -.5
m = np.zeros(2)
late = 3
`;
  test('are those before anything else is done', () => {
    expect(namedNumbers(text)).toEqual([
      { name: 'alpha', value: 0.05 },
      { name: 'tiny', value: 1e-8 },
      { name: 'beta', value: -0.5 },
    ]);
  });

  test('and comments are no part of what a rule does', () => {
    expect(bodyOf(text)).toBe('m = np.zeros(2)\nlate = 3');
    expect(bodyOf(withNumber(FIRST_RULE, 'alpha', 3))).toBe(bodyOf(FIRST_RULE));
  });
});

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
    expect(Object.keys(losses)).toContain(settings.loss);
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

test('another loss begins at its own start, with the rates that suit it, and the same rules', () => {
  const chosen = { ...firstSettings(), rivals: [{ id: 'rmsprop', rate: 3, on: false } as const] };
  const moved = onLoss(chosen, 'gabor');
  expect(moved.start).toEqual(losses.gabor.start);
  expect(moved.rivals).toEqual([{ id: 'rmsprop', rate: losses.gabor.rates.adaptive, on: false }]);
  expect(namedNumbers(moved.own.text)[0]).toEqual({ name: 'alpha', value: losses.gabor.rates.own });
});
