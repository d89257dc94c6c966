import { describe, expect, test } from 'vitest';
import { settingsOfLink } from '../../../src/laboratory/playground/keeping.ts';
import { pack } from '../../../src/laboratory/playground/link.ts';
import { firstSettings, onLoss, readSettings, sheetOf } from '../../../src/laboratory/playground/settings.ts';
import { MOST_SKETCH, readSketch } from '../../../src/laboratory/playground/sketch.ts';

const sheet = sheetOf(firstSettings());
const sketch = [
  [-3, 2],
  [0.5, -1.25],
] as const;

test('a drawn line goes through a link as it is', async () => {
  const settings = { ...firstSettings(), sketch };
  const found = await settingsOfLink(`#lab=${await pack(settings)}`);
  expect(found).toEqual({ settings, step: undefined });
});

test('the longest line makes a link that a message can hold', async () => {
  const long = Array.from({ length: MOST_SKETCH }, (_, i) => [
    Number((4 * Math.sin(7 * i)).toFixed(3)),
    Number((3 * Math.cos(5 * i)).toFixed(3)),
  ]);
  expect((await pack({ ...firstSettings(), sketch: long })).length).toBeLessThan(1600);
});

describe('what cannot be drawn is refused with a sentence', () => {
  test.each([
    ['a text', 'M0 0L1 1', 'is no list of points'],
    ['too many points', Array.from({ length: 65 }, () => [0, 0]), 'more than the 64 points'],
    ['a point that is none', [[0, 0], [1]], 'no pair of numbers'],
    ['words for numbers', [['0', 0]], 'no pair of numbers'],
    ['no numbers', [[Number.NaN, 0]], 'no pair of numbers'],
    [
      'a place beside the sheet',
      [
        [0, 0],
        [99, 0],
      ],
      'leaves the sheet',
    ],
    ['nothing', null, 'is no list of points'],
  ])('%s', async (_, given, said) => {
    expect(() => readSketch(given, sheet)).toThrow(said);
    // JSON has no NaN: what comes through a link is null there.
    const linked = await settingsOfLink(`#lab=${await pack({ ...firstSettings(), sketch: given })}`);
    expect(linked).toBeInstanceOf(Error);
    expect((linked as Error).message).toContain(said);
    // From the device it is left out, and the rest stands.
    expect(readSettings({ ...firstSettings('ravine'), sketch: given })).toEqual(firstSettings('ravine'));
  });
});

test('another loss begins without a line, which would mean nothing there', () => {
  expect(onLoss({ ...firstSettings(), sketch, batch: 3 }, 'gabor')).toMatchObject({ sketch: [], batch: 0 });
});
