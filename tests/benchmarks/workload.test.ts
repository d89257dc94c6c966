import { describe, expect, it } from 'vitest';
import gaborStep from './gabor-step.ts';
import gaborSurface from './gabor-surface.ts';
import networks from './networks.ts';
import trainMany from './train-many.ts';
import { type Contender, compareResults, timeWorkload } from './workload.ts';

const gives = (name: string, ...numbers: number[]): Contender => ({ name, run: () => Float64Array.from(numbers) });

describe('workloads', () => {
  it.each(
    [...gaborStep, ...gaborSurface, ...trainMany, ...networks].map((workload) => [workload.name, workload] as const),
  )('%s: all contenders find the same', (_, workload) => compareResults(workload));

  it('compareResults refuses another result, another length and NaN', () => {
    const compare = (...numbers: number[]) =>
      compareResults({ name: 'w', tolerance: 1e-6, contenders: [gives('one', 1, 2), gives('two', ...numbers)] });
    expect(() => compare(1, 2.1)).toThrow('w: number 1 of two is 2.1, of one 2');
    expect(() => compare(1)).toThrow('two gives 1 numbers, one 2');
    expect(() => compare(1, Number.NaN)).toThrow('is NaN');
    expect(() => compare(1, 2 + 1e-7)).not.toThrow();
  });

  it('timeWorkload takes turns, and gives ratios to the first of the same round', () => {
    const order: string[] = [];
    let clock = 0;
    const takes = (name: string, time: number): Contender => ({
      name,
      run() {
        order.push(name);
        clock += time;
        return Float64Array.of(1);
      },
    });
    const timings = timeWorkload(
      { name: 'w', tolerance: 0, contenders: [takes('a', 4), takes('b', 1)] },
      3,
      () => clock,
    );
    expect(order.join('')).toBe('ab' + 'abbaab');
    expect(timings[1]).toEqual({ name: 'b', times: [1, 1, 1], ratios: [0.25, 0.25, 0.25] });
  });
});
