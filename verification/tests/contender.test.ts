import { describe, expect, it } from 'vitest';
import { type Contender, difference, measure, runOnce } from '../bench/contenders/contender.ts';
import { answer } from '../bench/contenders/hosts/answer.ts';
import { ours } from '../bench/contenders/ours.ts';
import { type WorkloadId, type WorkloadInfo, workloads } from '../bench/contenders/settings.ts';

describe('our contenders', () => {
  const { plain, ...others } = ours([]);
  const pairs = Object.entries(others).flatMap(([variant, contenders]) =>
    Object.entries<Contender>(contenders)
      // The grid needs workers, and its cells are epochs.
      .filter(([id]) => !/grid|column/.test(id))
      .map(([id, contender]) => [variant, id as Exclude<WorkloadId, 'grid' | 'column'>, contender] as const),
  );

  it.each(pairs)('%s finds on %s what the plain one finds', async (_, id, contender) => {
    const info: WorkloadInfo = workloads[id];
    const expected = await runOnce(plain[id]);
    expect(difference(expected, await runOnce(contender), { tolerance: info.tolerance })).toBeUndefined();
  });
});

describe('difference', () => {
  it('names the first number that is off', () => {
    expect(difference([1, 2], [1, 2.1], { tolerance: 1e-6 })).toContain('number 1 is 2.1, not 2');
    expect(difference([1, 2], [1, 2 + 1e-7], { tolerance: 1e-6 })).toBeUndefined();
  });
  it('refuses another length and NaN', () => {
    expect(difference([1, 2], [1], { tolerance: 1e-6 })).toContain('gives 1 numbers, not 2');
    expect(difference([1], [Number.NaN], { tolerance: 1e-6 })).toContain('NaN');
  });
  it('lets a share of the numbers be off', () => {
    expect(difference([1, 1, 1, 1], [1, 1, 1, 9], { tolerance: 1e-6, share: 0.75 })).toBeUndefined();
    expect(difference([1, 1, 1, 1], [1, 1, 9, 9], { tolerance: 1e-6, share: 0.75 })).toContain('2 of 4');
  });
});

describe('measure', () => {
  it('repeats what is short, and leaves the preparation out', async () => {
    let clock = 0;
    let runs = 0;
    const contender: Contender = {
      prepare() {
        clock += 100;
      },
      run() {
        runs += 1;
        clock += 4;
        return Float64Array.of(1);
      },
    };
    expect(await measure(contender, () => clock)).toBe(4);
    expect(runs).toBe(5);
  });
});

describe('answer', () => {
  const contenders = { one: { run: () => Float64Array.of(1, 2) }, none: undefined };
  const ask = (question: string) => answer(contenders, question, () => performance.now());

  it('gives results, times, and says what it does not have', async () => {
    expect(await ask('check one')).toEqual({ result: [1, 2] });
    expect(await ask('time one')).toEqual({ ms: expect.any(Number) });
    expect(await ask('check none')).toEqual({ missing: true });
    expect(await ask('check toString')).toEqual({ missing: true });
  });
  it('turns an error into an answer', async () => {
    const run = (): Float64Array => {
      throw new Error('no');
    };
    expect(await answer({ bad: { run } }, 'check bad', () => 0)).toEqual({ error: 'no' });
  });
});
