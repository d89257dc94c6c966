import { describe, expect, it } from 'vitest';
import { problems } from '../../src/engine/problems/index.ts';
import type { Problem } from '../../src/engine/problems/problem.ts';
import { readStored } from '../../src/references/references.ts';
import { evaluationDifference } from '../../src/references/replay.ts';

describe.each<Problem>(Object.values(problems))('problem $id', (problem) => {
  it("has the losses and slopes of PyTorch's autograd", () => {
    const { points = [] } = readStored('problems', problem.id) ?? {};
    const how = `no loss in verification/reference/problems/${problem.id}.py, or not run: npm run reference --prefix verification -- ${problem.id}`;
    expect(points.length, how).toBe(12);
    expect(points.some(({ batch }) => batch)).toBe(problem.examples > 0);
    expect(evaluationDifference(problem, points)).toBeLessThanOrEqual(1e-13);
  });
});
