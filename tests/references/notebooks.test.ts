import { describe, expect, it } from 'vitest';
import { problems } from '../../src/engine/problems/index.ts';
import type { Problem } from '../../src/engine/problems/problem.ts';
import { notebookDifferences } from '../../src/references/notebooks.ts';
import { type Path, readNotebooks } from '../../src/references/references.ts';

const reference = readNotebooks();

describe.each(notebookDifferences())('Notebook $notebook, $run', ({ notebook, difference }) => {
  it('moves as NumPy does', () => {
    expect(difference).toBeLessThanOrEqual(notebook === '6.5' ? 1e-9 : 1e-10);
  });
});

function lossDifference(problem: Problem, { phi, loss }: { phi: Path; loss: readonly number[] }): number {
  return Math.max(...phi.map((row, t) => Math.abs(problem.loss(Float64Array.from(row)) - loss[t]!)));
}

describe('the losses of the notebooks', () => {
  it('are those of the engine at the same parameters', () => {
    const [regression] = reference['6.2'];
    expect(lossDifference(problems.linearRegression, regression)).toBeLessThan(1e-13);
    for (const run of [...reference['6.3'], ...reference['6.4']])
      expect(lossDifference(problems.gabor, run)).toBeLessThan(1e-12);
    for (const run of reference['6.5']) expect(lossDifference(problems.gaussianValley, run)).toBeLessThan(1e-14);
  });

  it('end where the chapter says', () => {
    const last = (runs: readonly { loss: readonly number[] }[]): number[] => runs.map(({ loss }) => loss.at(-1)!);
    expect(last(reference['6.2'])[0]).toBeCloseTo(0.21340498, 8);
    const [descent, stochastic] = last(reference['6.3']);
    expect(descent).toBeCloseTo(1.38838, 5);
    expect(stochastic).toBeCloseTo(4.62436, 5);
    const [sgd, momentum, nesterov] = last(reference['6.4']);
    expect([sgd, momentum, nesterov].map((loss) => loss!.toFixed(5))).toEqual(['0.93632', '0.74591', '0.80087']);
    // The run at the large rate is chaotic: its end depends on the last bit of every step.
    const [small, , normalized, adam] = last(reference['6.5']);
    expect(small).toBeCloseTo(1.2478e-4, 8);
    expect(normalized).toBeCloseTo(7.3727e-3, 7);
    expect(adam).toBeCloseTo(1.8743e-3, 7);
  });
});

describe('linearRegression', () => {
  it('has the least squares solution, minimum and curvatures that NumPy finds', () => {
    const [{ solution, minimum, eigenvalues }] = reference['6.2'];
    const got = problems.linearRegression;
    for (const [i, value] of solution.entries()) expect(got.solution[i]).toBeCloseTo(value, 14);
    for (const [i, value] of eigenvalues.entries()) expect(got.eigenvalues[i]).toBeCloseTo(value, 12);
    expect(got.minimum).toBeCloseTo(minimum, 14);
  });
});
