import { expect, it } from 'vitest';
import { defaults, problems, vector } from '../../../src/engine/index.ts';
import experiment from '../../../src/experiments/adam/three-rules.ts';
import { runExperiment } from '../../../src/figure/run.ts';

type Step = (g: readonly [number, number], t: number) => [number, number];

/** The loss after forty steps of a rule as written in the book, with differences of the loss. */
function endOf(start: readonly [number, number], step: Step): number {
  const loss = (a: number, b: number) => problems.gabor.loss(vector(a, b));
  let [a, b] = start;
  const h = 1e-5;
  for (let t = 1; t <= 40; t++) {
    const g = [(loss(a + h, b) - loss(a - h, b)) / (2 * h), (loss(a, b + h) - loss(a, b - h)) / (2 * h)] as const;
    const [da, db] = step(g, t);
    [a, b] = [a - da, b - db];
  }
  return loss(a, b);
}

const descent =
  (): Step =>
  ([a, b]) => [0.1 * a, 0.1 * b];
function momentum(): Step {
  let m = [0, 0];
  return (g) => {
    m = m.map((old, i) => 0.9 * old + 0.1 * g[i]!);
    return [0.3 * m[0]!, 0.3 * m[1]!];
  };
}
function adam(): Step {
  let [m, v] = [
    [0, 0],
    [0, 0],
  ];
  return (g, t) => {
    m = m.map((old, i) => 0.9 * old + 0.1 * g[i]!);
    v = v.map((old, i) => 0.99 * old + 0.01 * g[i]! ** 2);
    const along = (i: 0 | 1) => (0.3 * m[i]!) / (1 - 0.9 ** t) / (Math.sqrt(v[i]! / (1 - 0.99 ** t)) + 1e-8);
    return [along(0), along(1)];
  };
}

/** One start from which each rule is lowest, as stated in the passages of 6.4. */
it.each([
  ['Adam', [-1.5, 5]],
  ['Adam', [-0.5, 6.5]],
  ['momentum', [4, 12]],
  ['descent', [2.5, 6]],
] as const)('%s is lowest from %s', (name, start) => {
  const values = { ...defaults(experiment.parameters), phi0: start[0], phi1: start[1] };
  const { numbers, summary, verdict } = runExperiment(experiment, values).presentation;
  const ends = { descent: endOf(start, descent()), momentum: endOf(start, momentum()), Adam: endOf(start, adam()) };
  expect(numbers['descentEnd']?.value).toBeCloseTo(ends.descent, 3);
  expect(numbers['momentumEnd']?.value).toBeCloseTo(ends.momentum, 3);
  expect(numbers['adamEnd']?.value).toBeCloseTo(ends.Adam, 3);
  expect(Math.min(...Object.values(ends))).toBe(ends[name]);
  expect(summary).toContain(`${name} is lowest`);
  expect(verdict.outcome).toBe(name === 'Adam' ? 'holds' : 'fails');
});
