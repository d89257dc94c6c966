import { describe, expect, test } from 'vitest';
import { inTurns, type Job } from '../../../src/widgets/timing/in-turns.ts';

const LEAST = 8;

/** Jobs on a clock of their own: each run of `size` examples takes the next of its `costs`, ms; the last one stays. */
function clockOf(costs: Readonly<Record<number, readonly number[]>>) {
  let time = 0;
  const order: number[] = [];
  const jobs = Object.entries(costs).map(([size, all]): Job => {
    const left = [...all];
    return {
      size: Number(size),
      run(times) {
        order.push(Number(size));
        time += times * (left.length > 1 ? left.shift()! : left[0]!);
      },
    };
  });
  return { jobs, now: () => time, order };
}

const timings = (clock: ReturnType<typeof clockOf>, rounds: number, now = clock.now) =>
  [...inTurns(clock.jobs, now, { rounds, least: LEAST })].at(-1)!;

describe('inTurns()', () => {
  test('gives nanoseconds an example: 8 ms a run for 16 examples are half a million for each', () => {
    const [one, sixteen] = timings(clockOf({ 1: [9], 16: [8] }), 3);
    expect(one).toMatchObject({ size: 1, each: { median: 9e6, low: 9e6, high: 9e6 } });
    expect(sixteen).toMatchObject({ size: 16, each: { median: 5e5, low: 5e5, high: 5e5 } });
  });

  test('gives the median and the middle 80 %, so that one slow round moves neither far', () => {
    // The first run only finds out how many are enough. Eleven rounds follow: ten of 10 to 19 ms, and one of a second.
    const rounds = [10, 11, 12, 13, 14, 1000, 15, 16, 17, 18, 19];
    const [timing] = timings(clockOf({ 1: [9, ...rounds] }), rounds.length);
    expect(timing?.each).toEqual({ median: 15e6, low: 11e6, high: 19e6 });
  });

  test('compares with the first job round by round, so that a machine that gets slower changes no ratio', () => {
    const slower = [10, 20, 40, 80, 160];
    const four = clockOf({ 1: [9, ...slower], 4: [9, ...slower.map((ms) => 2 * ms)] });
    expect(timings(four, slower.length).map(({ saved }) => saved)).toEqual([
      { median: 1, low: 1, high: 1 },
      { median: 2, low: 2, high: 2 },
    ]);
  });

  test('runs a quick job so often that a clock in whole milliseconds can tell its time', () => {
    const clock = clockOf({ 4: [0.003] });
    const [timing] = timings(clock, 5, () => Math.floor(clock.now()));
    expect(timing!.each.median / (0.003e6 / 4)).toBeGreaterThan(1 - 1 / LEAST);
    expect(timing!.each.median / (0.003e6 / 4)).toBeLessThan(1 + 1 / LEAST);
  });

  test('runs a quick job often enough, too, where the machine stood still when that was found out', () => {
    const clock = clockOf({ 1: [9, 0.003] });
    const [timing] = timings(clock, 5, () => Math.floor(clock.now()));
    expect(timing!.each.median / 0.003e6).toBeGreaterThan(1 - 1 / LEAST);
    expect(timing!.each.median / 0.003e6).toBeLessThan(1 + 1 / LEAST);
  });

  test('begins each round with another job, and every job has a turn in each', () => {
    const clock = clockOf({ 1: [9], 2: [9], 3: [9] });
    timings(clock, 4);
    expect(clock.order).toEqual([1, 2, 3, ...[1, 2, 3], ...[2, 3, 1], ...[3, 1, 2], ...[1, 2, 3]]);
  });

  test('tells what it knows after each round', () => {
    const clock = clockOf({ 1: [10, 10, 20, 30] });
    const medians = [...inTurns(clock.jobs, clock.now, { rounds: 3, least: LEAST })].map(([one]) => one!.each.median);
    expect(medians).toEqual([10e6, 15e6, 20e6]);
  });
});
