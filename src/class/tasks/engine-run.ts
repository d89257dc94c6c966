import type { Objective, Optimizer } from '../../engine/optimizers/optimizer.ts';
import type { Problem } from '../../engine/problems/problem.ts';
import type { Value } from '../../engine/schema.ts';
import { createSampler } from '../../engine/training/batches.ts';
import { defaults } from '../../engine/values.ts';
import type { Noted } from '../../python/noted.ts';

/**
 * The state of one of the engine's optimizers after a step: its numbers and short arrays, by their names in the code.
 */
type State = Readonly<Record<string, number | ArrayLike<number>>>;

interface Run {
  readonly problem: Problem;
  readonly optimizer: unknown;
  readonly hyper: Readonly<Record<string, Value>>;
  readonly start: readonly [number, number];
  readonly steps: number;
  /** The examples of each step; if absent, all of them. */
  readonly batches?: readonly (readonly number[])[] | undefined;
}

export interface Stand {
  readonly phi: readonly number[];
  readonly state: State;
}

/** The positions of the engine's optimizer on the engine's problem after each step, beginning with the start. */
export function standsOf({ problem, optimizer, hyper, start, steps, batches }: Run): Stand[] {
  // Safe: an optimizer reads only its own hyperparameters and the state made for it.
  const { createState, step, hyperparameters } = optimizer as Optimizer;
  const all = { ...defaults(hyperparameters), ...hyper };
  const phi = Float64Array.from(start);
  const state = createState(phi.length);
  const stands: Stand[] = [{ phi: [...phi], state: {} }];
  for (let t = 0; t < steps; t++) {
    const batch = batches && Int32Array.from(batches[t] ?? []);
    const objective: Objective = {
      gradient: (point, out) => problem.gradient(point, out, batch),
      loss: (point) => problem.loss(point, batch),
    };
    step(phi, state, objective, all);
    stands.push({ phi: [...phi], state: copyOf(state) });
  }
  return stands;
}

function copyOf(state: unknown): State {
  const entries = Object.entries(state as Record<string, number | ArrayLike<number>>);
  return Object.fromEntries(
    entries.map(([name, value]) => [name, typeof value === 'number' ? value : [...Array.from(value)]]),
  );
}

/** The parameters after each step, in the format of the checks. */
export const phiRows = (stands: readonly Stand[]): Noted[] =>
  stands.flatMap(({ phi }, step) => (step === 0 ? [] : phi.map((value, i) => ({ step, quantity: `phi_${i}`, value }))));

/** The batches drawn by NumPy in the notebooks, with their seed. */
export function notebookBatches(examples: number, size: number, steps: number): number[][] {
  const sampler = createSampler(examples, { size, sampling: 'notebook', seed: 1 });
  return Array.from({ length: steps }, () => Array.from(sampler.next()));
}
