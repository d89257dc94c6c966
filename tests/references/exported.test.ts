import { describe, expect, it } from 'vitest';
import { exportedRuns } from '../../src/references/exported.ts';
import { readReference } from '../../src/references/references.ts';
import { evaluationDifference, largestDifference, optimizerById, problemById } from '../../src/references/replay.ts';

const { problems, runs } = readReference('exported.json');

describe('exported.json', () => {
  it('holds results of the Python that the engine exports now', () => {
    const now = exportedRuns();
    const asked = runs.map(({ optimizer, problem, hyper, state, step }) => ({
      optimizer,
      problem,
      hyper,
      state,
      step,
    }));
    const again = 'the text has changed; run npm run reference';
    expect(
      now.problems.map(({ problem, source }) => ({ problem, source })),
      again,
    ).toEqual(problems.map(({ problem, source }) => ({ problem, source })));
    expect(
      now.runs.map(({ source: _source, start: _start, steps: _steps, ...run }) => run),
      again,
    ).toEqual(asked);
  });
});

describe.each(problems)('the Python of $problem', ({ problem, points }) => {
  it('has the losses and slopes of the engine', () => {
    expect(evaluationDifference(problemById(problem), points)).toBeLessThanOrEqual(1e-13);
  });
});

describe.each(runs.map((run) => ({ ...run, setting: Object.values(run.hyper).join(' ') })))(
  'the Python of $optimizer on $problem at $setting',
  ({ optimizer, problem, hyper, phi }) => {
    it('makes the steps of the engine', () => {
      const run = { optimizer: optimizerById(optimizer), problem: problemById(problem), hyper, phi };
      expect(largestDifference(run, 'single steps')).toBeLessThanOrEqual(1e-12);
    });
  },
);
