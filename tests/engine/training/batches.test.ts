import { describe, expect, test } from 'vitest';
import { RandomState } from '../../../src/engine/random-state.ts';
import { createSampler, type Sampling, stepsPerEpoch } from '../../../src/engine/training/batches.ts';
import notebook from '../../../src/references/given/notebook-6-4.json' with { type: 'json' };

/** The first `count` batches, copied. */
function draw(examples: number, size: number, sampling: Sampling, count: number, seed = 1): number[][] {
  const sampler = createSampler(examples, { size, sampling, seed });
  return Array.from({ length: count }, () => [...sampler.next()]);
}

describe('createSampler', () => {
  test("'notebook' draws the batches of notebook 6.4", () => {
    expect(draw(30, 5, 'notebook', 81)).toEqual(notebook.sgd_py.batch);
  });

  test("'epochs' uses each example once an epoch and keeps the short last batch", () => {
    const batches = draw(32, 5, 'epochs', 14);
    expect(batches.map((batch) => batch.length)).toEqual([5, 5, 5, 5, 5, 5, 2, 5, 5, 5, 5, 5, 5, 2]);
    const sorted = (epoch: number[][]) => epoch.flat().sort((a, b) => a - b);
    expect(sorted(batches.slice(0, 7))).toEqual(Array.from({ length: 32 }, (_, i) => i));
    expect(sorted(batches.slice(7))).toEqual(Array.from({ length: 32 }, (_, i) => i));
    expect(batches.slice(0, 7)).not.toEqual(batches.slice(7));
    expect(stepsPerEpoch(32, 5)).toBe(7);
  });

  test("'epochs' shuffles as RandomState(seed).shuffle does, again and again", () => {
    const random = new RandomState(4);
    const order = Int32Array.from({ length: 6 }, (_, i) => i);
    random.shuffle(order);
    const first = [...order];
    random.shuffle(order);
    expect(draw(6, 3, 'epochs', 4, 4).flat()).toEqual([...first, ...order]);
  });

  test("'replacement' is RandomState(seed).randint, and repeats examples", () => {
    const random = new RandomState(1);
    const batches = draw(10, 4, 'replacement', 50);
    expect(batches.flat()).toEqual(Array.from({ length: 200 }, () => random.randint(0, 10)));
    expect(batches.some((batch) => new Set(batch).size < 4)).toBe(true);
  });

  test("'ordered' is example t mod N", () => {
    expect(draw(5, 2, 'ordered', 4)).toEqual([
      [0, 1],
      [2, 3],
      [4, 0],
      [1, 2],
    ]);
  });

  test.each(['epochs', 'replacement', 'notebook', 'ordered'] as const)(
    '%s hands out no new array per step',
    (sampling) => {
      const sampler = createSampler(6, { size: 3, sampling, seed: 1 });
      const seen = new Set(Array.from({ length: 20 }, () => sampler.next()));
      expect(seen.size).toBeLessThanOrEqual(2);
    },
  );

  test.each([
    [30, { size: 0 }, 'size must be a whole number from 1 to the 30 examples; got 0'],
    [30, { size: 31 }, 'got 31'],
    [30, { size: 2.5 }, 'got 2.5'],
    [30, { size: Number.NaN }, 'got NaN'],
    [0, { size: 1 }, 'has no examples'],
    [30, { size: 5, sampling: 'shuffled' as Sampling }, 'sampling must be one of epochs, replacement'],
  ])('createSampler(%i, %j) says what is wrong', (examples, batches, text) => {
    expect(() => createSampler(examples, batches)).toThrow(text);
  });
});
