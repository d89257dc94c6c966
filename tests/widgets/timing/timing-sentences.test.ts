import { expect, test } from 'vitest';
import type { Timing } from '../../../src/widgets/timing/in-turns.ts';
import { COMPARED } from '../../../src/widgets/timing/setting.ts';
import { micro, range, saysOf } from '../../../src/widgets/timing/timing-sentences.ts';

/** A time and a ratio that scatter by a tenth. */
const spread = (median: number) => ({ median, low: 0.9 * median, high: 1.1 * median });
const of = (size: number, each: number, saved: number): Timing => ({ size, each: spread(each), saved: spread(saved) });

test('micro() and range() write nanoseconds as microseconds in three digits', () => {
  expect([871, 4934, 31_200, 2_345_678].map(micro)).toEqual(['0.871', '4.93', '31.2', '2346']);
  expect(range(spread(5000))).toBe('4.50–5.50');
});

test('saysOf() compares one example alone with a batch, by the ratios of the rounds', () => {
  const timings = [of(1, 6000, 1), of(16, 2500, 2.4), of(COMPARED, 2000, 3)];
  expect(saysOf(timings, true)).toBe(
    'Alone, an example takes 3.0 times as long as in a batch of 64; in most rounds it was between 2.7 and 3.3 times.',
  );
});

test('saysOf() claims no gain that is within the spread', () => {
  expect(saysOf([of(1, 2100, 1), of(COMPARED, 2000, 1.05)], true)).toBe(
    'The times scatter too much to tell whether a batch of 64 saves any. Time it again while the machine does nothing else.',
  );
});

test('saysOf() says why where the kernels do not run, and nothing where nothing was timed', () => {
  expect(saysOf([of(1, 6000, 1), of(COMPARED, 2000, 3)], false)).toMatch(/^Alone, .*lacks WebAssembly SIMD/);
  expect(saysOf([], true)).toBe('');
});
