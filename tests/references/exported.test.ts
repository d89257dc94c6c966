import { describe, expect, it } from 'vitest';
import type { Optimizer } from '../../src/engine/optimizers/optimizer.ts';
import { allOptimizers } from '../../src/engine/optimizers/since-the-book.ts';
import { problems } from '../../src/engine/problems/index.ts';
import type { Problem } from '../../src/engine/problems/problem.ts';
import { exportedPoints, exportedRuns } from '../../src/references/exported.ts';
import { readStored } from '../../src/references/references.ts';
import { evaluationDifference, largestDifference, problemById } from '../../src/references/replay.ts';

const again = (id: string): string => `the text has changed; run npm run reference --prefix verification -- ${id}`;

describe.each<Problem>(Object.values(problems))('the Python of problem $id', (problem) => {
  const kept = readStored('problems', problem.id);

  it('is that which NumPy ran', () => {
    expect(kept?.source, again(problem.id)).toBe(exportedPoints(problem, [])[0]?.source);
  });

  it('has the losses and slopes of the engine', () => {
    expect(kept?.exported).toHaveLength(12);
    expect(evaluationDifference(problem, kept?.exported ?? [])).toBeLessThanOrEqual(1e-13);
  });
});

// Safe: each rule reads only the hyperparameters and the state made for it.
describe.each(Object.values(allOptimizers) as Optimizer[])('the Python of rule $id', (optimizer) => {
  const { runs = [], exported = [] } = readStored('optimizers', optimizer.id) ?? {};

  it('is that which NumPy ran, at the settings of the references', () => {
    const asked = exportedRuns(optimizer, runs).map(({ problem, hyper, state, step }) => ({
      problem,
      hyper,
      state,
      step,
    }));
    expect(
      exported.map(({ phi: _, ...run }) => run),
      again(optimizer.id),
    ).toEqual(asked);
  });

  it.each(exported.map((run) => ({ ...run, setting: Object.values(run.hyper).join(' ') })))(
    'makes the steps of the engine on $problem at $setting',
    ({ problem, hyper, phi }) => {
      const run = { optimizer, problem: problemById(problem), hyper, phi };
      expect(largestDifference(run, 'single steps')).toBeLessThanOrEqual(1e-12);
    },
  );
});
