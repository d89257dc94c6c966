import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { clipped } from '../../src/engine/optimizers/clipped.ts';
import { gradientDescent } from '../../src/engine/optimizers/gradient-descent.ts';
import { givenMatrices } from '../../src/engine/optimizers/matrix-places.ts';
import { createMuon } from '../../src/engine/optimizers/muon.ts';
import type { Optimizer } from '../../src/engine/optimizers/optimizer.ts';
import { createShampoo } from '../../src/engine/optimizers/shampoo.ts';
import type { Value } from '../../src/engine/schema.ts';
import { createSchedule, warmUp } from '../../src/engine/training/schedules.ts';
import { withDefaults } from '../../src/references/replay.ts';

interface Kept {
  sizes: [number, number][];
  schedules: Record<'cosine' | 'linear' | 'warm-up', number[]>;
  runs: {
    rule: 'muon' | 'shampoo' | 'gradient-descent';
    clip?: { norm: number } | { value: number };
    hyper: Record<string, Value>;
    phi: number[][];
    gradients: number[][];
  }[];
}
// Safe: written by verification/reference/make_matrix_rules.py in this shape.
const kept = JSON.parse(readFileSync(join('src', 'references', 'matrix-rules.json'), 'utf8')) as Kept;

let first = 0;
const matrices = givenMatrices(
  kept.sizes.map(([rows, columns]) => {
    const place = { first, rows, columns };
    first += rows * columns;
    return place;
  }),
);
const rules = { muon: createMuon(matrices), shampoo: createShampoo(matrices), 'gradient-descent': gradientDescent };

describe.each(kept.runs.map((run) => ({ ...run, at: JSON.stringify({ ...run.hyper, ...run.clip }) })))(
  '$rule on matrices, at $at',
  ({ rule, clip, hyper: given, phi: path, gradients }) => {
    // Safe: each rule reads only the hyperparameters and the state made for it.
    const plain = rules[rule] as Optimizer;
    const optimizer = clip ? (clipped(plain, clip) as Optimizer) : plain;
    const hyper = withDefaults(optimizer.hyperparameters, given);
    const objective = (t: number) => ({
      gradient: (_: ArrayLike<number>, out: { set(values: ArrayLike<number>): void }) => {
        out.set(gradients[t]!);
        return 0;
      },
      loss: () => 0,
    });

    it('makes each step as PyTorch or NumPy made it, within 1e-12', () => {
      const state = optimizer.createState(path[0]!.length);
      const phi = new Float64Array(path[0]!.length);
      let largest = 0;
      for (const [t, before] of path.slice(0, -1).entries()) {
        phi.set(before);
        optimizer.step(phi, state, objective(t), hyper);
        const after = path[t + 1]!;
        const size = Math.max(...after.map(Math.abs));
        for (let i = 0; i < phi.length; i++) {
          const difference = Math.abs(phi[i]! - after[i]!) / size;
          if (!(difference <= largest)) largest = difference;
        }
      }
      expect(largest).toBeLessThanOrEqual(1e-12);
    });
  },
);

it('the gradients that are clipped by norm are sometimes longer than the bound and sometimes not', () => {
  const over = kept.runs.flatMap(({ clip, gradients }) =>
    clip && 'norm' in clip ? gradients.map((g) => Math.hypot(...g) > clip.norm) : [],
  );
  expect(new Set(over)).toEqual(new Set([true, false]));
});

describe('the factors on the rate are those of PyTorch’s schedulers', () => {
  it.each([
    ['cosine', createSchedule('cosine', { duration: 60, end: 0.1 })],
    ['linear', createSchedule('linearDecay', { duration: 60 })],
    ['warm-up', warmUp(10)],
  ] as const)('%s', (name, schedule) => {
    const factors = kept.schedules[name];
    expect(factors).toHaveLength(60);
    for (const [t, factor] of factors.entries()) expect(Math.abs(schedule(t) - factor)).toBeLessThanOrEqual(1e-12);
  });
});
