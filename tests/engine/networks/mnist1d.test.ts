import { describe, expect, it } from 'vitest';
import { createMnist1d } from '../../../src/engine/networks/mnist1d.ts';
import { difference, reference } from './reference.ts';

describe('createMnist1d', () => {
  it("makes NumPy's examples from the same seed", () => {
    const { seed, train, test, x, y } = reference.mnist1d;
    const made = createMnist1d({ seed, train, test });
    expect([...made.train.y, ...made.test.y]).toEqual(y);
    expect(difference([...made.train.x, ...made.test.x], x)).toBeLessThan(1e-13);
  });

  it('standardizes the whole set and gives each class its share', () => {
    const { train, validation, test } = createMnist1d({ seed: 5, train: 1000, validation: 300, test: 200 });
    const all = [...train.x, ...validation.x, ...test.x];
    const mean = all.reduce((sum, value) => sum + value, 0) / all.length;
    const sd = Math.sqrt(all.reduce((sum, value) => sum + (value - mean) ** 2, 0) / all.length);
    expect(all.length).toBe(1500 * 40);
    expect(Math.abs(mean)).toBeLessThan(1e-12);
    expect(sd).toBeCloseTo(1, 12);
    for (const { y } of [train, validation, test]) {
      const counts = Array.from({ length: 10 }, (_, label) => y.filter((value) => value === label).length);
      expect(new Set(counts)).toEqual(new Set([y.length / 10]));
    }
  });

  it('draws other examples from another seed, and tells the classes apart', () => {
    const [one, other] = [0, 1].map((seed) => createMnist1d({ seed, train: 2000, test: 0 }).train);
    expect(difference(one!.x, other!.x)).toBeGreaterThan(0.5);
    // The mean curve of a class has the same shape for all seeds, and differs from the other classes'.
    const mean = (data: typeof one, label: number): number[] =>
      Array.from({ length: 40 }, (_, j) => {
        const curves = Array.from(data!.y.keys()).filter((i) => data!.y[i] === label);
        return curves.reduce((sum, i) => sum + data!.x[i * 40 + j]!, 0) / curves.length;
      });
    const near = difference(mean(one, 0), mean(other, 0));
    const far = difference(mean(one, 0), mean(other, 6));
    expect(near).toBeLessThan(0.3);
    expect(far).toBeGreaterThan(3 * near);
  });

  it('refuses sizes that are not whole numbers, naming them', () => {
    expect(() => createMnist1d({ train: 2.5 })).toThrow('mnist1d: train must be a whole number ≥ 0; got 2.5');
    expect(() => createMnist1d({ train: 0, test: 0 })).toThrow('at least one example');
  });
});
