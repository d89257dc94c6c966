import { describe, expect, it } from 'vitest';
import { problems } from '../../src/engine/problems/index.ts';
import { readReference } from '../../src/references/references.ts';
import { evaluationDifference, problemById } from '../../src/references/replay.ts';

const reference = readReference('problems.json');

describe('problems.json', () => {
  it('has every problem that the optimizers are not compared on', () => {
    const known = new Set([
      ...Object.keys(reference),
      ...readReference('optimizers.json').runs.map(({ problem }) => problem),
    ]);
    const missing = Object.values(problems).flatMap(({ id }) => (known.has(id) ? [] : [id]));
    expect(missing, 'no reference values; add the loss to scripts/reference/losses.py and problems.py').toEqual([]);
  });
});

describe.each(Object.entries(reference))('%s', (id, points) => {
  it("has the losses and slopes of PyTorch's autograd", () => {
    expect(evaluationDifference(problemById(id), points)).toBeLessThanOrEqual(1e-13);
  });
});
