import { describe, expect, it } from 'vitest';
import experiment from '../../../../src/experiments/adam/adam-scale/adam-scale.ts';
import { shownBy } from '../../shown-by.ts';

const run = shownBy(experiment);
const value = (query: string, name: string): number => run(query).numbers[name]!.value;

describe('adam-scale: multiply the loss', () => {
  it.each([1e-4, 1e-2, 1, 100, 1e4])('Adam ends at .0156 with s = %f', (scale) => {
    expect(value(`scale=${scale}`, 'adamEnd')).toBeCloseTo(0.0156, 4);
  });

  it('ε bites at last: .0177 with s = 1e-6, .306 with 1e-8', () => {
    expect(value('scale=1e-6', 'adamEnd')).toBeCloseTo(0.0177, 4);
    expect(value('scale=1e-8', 'adamEnd')).toBeCloseTo(0.306, 3);
  });

  it('it bites where s is near ε, wherever that is', () => {
    for (const [epsilon, scale] of [
      [1e-8, 1e-7],
      [1e-4, 1e-3],
      [1e-11, 1e-10],
    ] as const) {
      expect(value(`epsilon=${epsilon}&scale=${scale}`, 'adamEnd')).toBeGreaterThan(0.03);
      expect(value(`epsilon=${epsilon}&scale=${1000 * scale}`, 'adamEnd')).toBeLessThan(0.017);
    }
  });

  it('gradient descent follows every change, and diverges from s = 2/α on', () => {
    expect(value('scale=0.01', 'descentEnd')).toBeCloseTo((1 - 1e-4) ** 200, 12);
    expect(value('scale=1', 'descentEnd')).toBeCloseTo(0.99 ** 200, 12);
    expect(value('scale=300', 'descentEnd')).toBe(Number.POSITIVE_INFINITY);
  });
});

describe('adam-scale: turn the ravine', () => {
  it('Adam needs 12, 26, 34 steps at 0, 15, 45 degrees, to within the choice of the starts; momentum always 9', () => {
    // Other sets of 32 to 128 starts give 12 to 18, 25 to 28 and 34 to 41.
    for (const [angle, steps, spread] of [
      [0, 12, 3],
      [15, 26, 3],
      [45, 34, 5],
    ] as const) {
      expect(Math.abs(value(`angle=${angle}`, 'adamSteps') - steps), `${angle}°`).toBeLessThanOrEqual(spread);
      expect(Math.abs(value(`angle=${angle}`, 'momentumSteps') - 9), `${angle}°`).toBeLessThanOrEqual(1);
    }
  });

  it('holds, depends and fails', () => {
    expect(run('angle=0').verdict.outcome).toBe('holds');
    expect(run('').verdict.outcome).toBe('depends');
    expect(run('scale=1e-8&angle=45').verdict.outcome).toBe('fails');
  });
});
