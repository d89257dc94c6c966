import { describe, expect, it } from 'vitest';
import { runExperiment } from '../../src/engine/run.ts';
import { defaults } from '../../src/engine/schema.ts';
import gabor from '../../src/experiments/gabor-descent.ts';

type Values = ReturnType<typeof defaults<typeof gabor.parameters>>;

function numbers(values: Partial<Values>): Record<string, number> {
  const { presentation } = runExperiment(gabor, { ...defaults(gabor.parameters), ...values });
  return Object.fromEntries(Object.entries(presentation.numbers).map(([name, { value }]) => [name, value]));
}
const left = { phi0: -5, phi1: 12 };

describe('what page 6.1 says', () => {
  it('from the figure’s own start the run goes to the lowest minimum', () => {
    const { reachedLoss, lowest, loss, startLoss } = numbers({});
    expect(reachedLoss).toBe(lowest);
    expect(loss).toBeLessThan(startLoss ?? 0);
  });

  it('from the left it falls at every step and comes to rest in a minimum that is not the lowest', () => {
    const { reachedLoss, lowest, loss, stepsUphill } = numbers(left);
    expect(stepsUphill).toBe(0);
    expect(reachedLoss).toBeGreaterThan(2 * (lowest ?? 0));
    expect((loss ?? 0) - (reachedLoss ?? 0)).toBeLessThan(1e-3);
  });

  it('two starts a hair apart end in different valleys', () => {
    const right = numbers({ phi0: -2.84, phi1: 9 });
    expect(right['reachedLoss']).toBe(right['lowest']);
    expect(numbers({ phi0: -2.86, phi1: 9 })['reachedLoss']).toBe(numbers(left)['reachedLoss']);
  });

  it('the notebook’s rate of 0.2 is past the limit, and twenty steps of it do not show it', () => {
    const { limit, stepsUphill } = numbers({ alpha: 0.2, steps: 20 });
    expect(limit).toBeLessThan(0.2);
    expect(stepsUphill).toBe(0);
    const eighty = numbers({ alpha: 0.2, steps: 80 });
    expect(eighty['firstRise']).toBeGreaterThan(20);
    expect(eighty['stepsUphill']).toBeGreaterThan(1);
  });

  it('a line search is no better than the fixed rate of 0.1 here, and chooses no valley', () => {
    const { loss } = numbers({ method: 'line-search' });
    expect(Math.abs((loss ?? 0) - (numbers({ alpha: 0.1 })['loss'] ?? 0))).toBeLessThan(0.005);
    expect(numbers({ method: 'line-search', ...left })['reachedLoss']).toBe(numbers(left)['reachedLoss']);
  });

  it('exercise 1: the run comes to rest just below the limit and not just above it', () => {
    const below = numbers({ alpha: 0.176, steps: 1000 });
    expect((below['loss'] ?? 0) - (below['lowest'] ?? 0)).toBeLessThan(1e-6);
    const above = numbers({ alpha: 0.178, steps: 1000 });
    expect((above['loss'] ?? 0) - (above['lowest'] ?? 0)).toBeGreaterThan(0.01);
    // The nearer the rate, the later it shows.
    expect(above['firstRise']).toBeGreaterThan(numbers({ alpha: 0.2, steps: 1000 })['firstRise'] ?? 0);
  });

  it('exercise 2: past the limit the run is unstable and stays near the minimum', () => {
    const run = numbers({ alpha: 0.2, steps: 1000 });
    expect(run['reachedLoss']).toBe(run['lowest']);
    expect((run['loss'] ?? 0) - (run['lowest'] ?? 0)).toBeGreaterThan(0.1);
  });

  it('exercise 3: a rate of 1 leaves the sheet, and the lowest minimum has the smaller limit', () => {
    const run = numbers({ ...left, alpha: 1, steps: 300 });
    expect(run['endPhi0']).toBeLessThan(-10);
    expect(run['reachedLoss']).toBeNaN();
    expect(numbers(left)['reachedLimit']).toBeGreaterThan(run['limit'] ?? 1);
  });
});
