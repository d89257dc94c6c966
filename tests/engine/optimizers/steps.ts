import type { Objective, Optimizer } from '../../../src/engine/optimizers/optimizer.ts';
import type { Schema, Values } from '../../../src/engine/schema.ts';
import type { AnyVector } from '../../../src/engine/vector.ts';

/** A loss written as a function of the point, and its slope. */
export interface Landscape {
  loss(phi: AnyVector): number;
  slope(phi: AnyVector): readonly number[];
}

/** phi^2/2 in every coordinate: the gradient is phi itself, so that steps can be worked by hand. */
export const bowl: Landscape = {
  loss: (phi) => Array.from(phi).reduce((sum, x) => sum + x ** 2 / 2, 0),
  slope: (phi) => Array.from(phi),
};

/** An uneven, tilted bowl without symmetry: (x - y/2)^2 + 3 y^2/2 + x/4. */
export const tilted: Landscape = {
  loss: (phi) => (phi[0]! - phi[1]! / 2) ** 2 + 1.5 * phi[1]! ** 2 + phi[0]! / 4,
  slope: (phi) => [2 * (phi[0]! - phi[1]! / 2) + 0.25, -(phi[0]! - phi[1]! / 2) + 3 * phi[1]!],
};

/** The same slope everywhere. */
export function plane(...slope: number[]): Landscape {
  return { loss: (phi) => slope.reduce((sum, g, i) => sum + g * phi[i]!, 0), slope: () => slope };
}

export function scaled(by: number, { loss, slope }: Landscape): Landscape {
  return { loss: (phi) => by * loss(phi), slope: (phi) => slope(phi).map((g) => by * g) };
}

export interface Walk {
  /** Row t is phi after t steps. */
  phi: number[][];
  /** The loss that each step returned. */
  losses: number[];
  /** The points at which gradients were evaluated. */
  asked: number[][];
}

/** Makes steps and records everything. */
export function walk<H extends Schema, State>(
  optimizer: Optimizer<H, State>,
  hyper: Values<H>,
  landscape: Landscape | readonly Landscape[],
  start: readonly number[],
  steps: number,
): Walk {
  const phi = Float64Array.from(start);
  const state = optimizer.createState(phi.length);
  const made: Walk = { phi: [Array.from(phi)], losses: [], asked: [] };
  for (let t = 0; t < steps; t++) {
    // A list of landscapes is used in turn, like batches.
    const { loss, slope } = 'loss' in landscape ? landscape : landscape[t % landscape.length]!;
    const objective: Objective = {
      gradient(point, out) {
        made.asked.push(Array.from(point));
        out.set(slope(point));
        return loss(point);
      },
      loss,
    };
    made.losses.push(optimizer.step(phi, state, objective, hyper));
    made.phi.push(Array.from(phi));
  }
  return made;
}

/** The largest absolute difference of two walks, over rows and coordinates. */
export function apart(a: readonly (readonly number[])[], b: readonly (readonly number[])[]): number {
  return Math.max(...a.flatMap((row, t) => row.map((value, i) => Math.abs(value - (b[t]?.[i] ?? Number.NaN)))));
}
