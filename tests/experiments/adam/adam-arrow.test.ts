import { expect, it } from 'vitest';
import { defaults, optimizers, type Problem, train } from '../../../src/engine/index.ts';
import experiment from '../../../src/experiments/adam/adam-arrow.ts';
import { runExperiment } from '../../../src/figure/run.ts';

const shown = (change: object) =>
  runExperiment(experiment, { ...defaults(experiment.parameters), ...change }).presentation.numbers;

/** The last of twenty steps of the engine's Adam, with the slopes supplied one by one. */
function lastStep(slopes: readonly (readonly [number, number])[], beta: number, gamma: number): number[] {
  let t = 0;
  const dealt: Problem = {
    id: 'dealt',
    dimension: 2,
    examples: 0,
    equation: '',
    loss: () => 0,
    gradient(_, out) {
      const [a, b] = slopes[Math.min(t++, slopes.length - 1)]!;
      out[0] = a;
      out[1] = b;
      return 0;
    },
  };
  const hyper = { ...defaults(optimizers.adam.hyperparameters), alpha: 1, beta, gamma };
  const { phi } = train({
    problem: dealt,
    optimizer: optimizers.adam,
    hyper,
    start: [0, 0],
    steps: slopes.length,
    record: { loss: 'ends' },
  });
  const last = phi.length - 2;
  return [0, 1].map((i) => phi[last + i]! - phi[last - 2 + i]!);
}

it.each([
  [0.5, -1.6, 0, 0.9, 0.99],
  [3, 0.02, 0.5, 0.9, 0.99],
  [-1, 1.2, 1, 0.6, 0.999],
])('downhill (%d, %d) and a disagreement of %d make the step of the engine', (along, across, disagree, beta, gamma) => {
  const numbers = shown({ along, across, disagree, beta, gamma });
  const slopes = Array.from({ length: 20 }, (_, t) => {
    const turned = t % 2 === 1 ? 1 : 1 - 2 * disagree;
    return [-along, -across * turned] as const;
  });
  const [first = Number.NaN, second = Number.NaN] = lastStep(slopes, beta, gamma);
  expect(numbers['share0']?.value).toBeCloseTo(Math.abs(first), 6);
  expect(numbers['share1']?.value).toBeCloseTo(Math.abs(second), 6);
});

it('slopes that agree make a step of full length, however steep they are', () => {
  for (const along of [0.05, 1, 3.5]) expect(shown({ along })['share0']?.value).toBeCloseTo(1, 6);
});

it('slopes that cancel across make a step that is short across, and whole along the valley', () => {
  expect(shown({ disagree: 1 })['share1']?.value).toBeLessThan(0.15);
  expect(shown({ disagree: 1 })['share0']?.value).toBeCloseTo(1, 6);
});
