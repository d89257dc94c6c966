import type { RandomState } from '../../../engine/random-state.ts';

/** Points of the unit cube, one for each trial. */
export type Design = readonly (readonly number[])[];

/** `perSide`^`dimensions` points at the centres of equal cells; the last coordinate changes fastest. */
export function gridDesign(perSide: number, dimensions: number): Design {
  return Array.from({ length: perSide ** dimensions }, (_, trial) =>
    Array.from(
      { length: dimensions },
      (_, d) => ((Math.floor(trial / perSide ** (dimensions - 1 - d)) % perSide) + 0.5) / perSide,
    ),
  );
}

/** Points drawn uniformly and independently. */
export function randomDesign(trials: number, dimensions: number, random: RandomState): Design {
  return Array.from({ length: trials }, () => Array.from({ length: dimensions }, () => random.randomSample()));
}

/**
 * A Latin hypercube (McKay, Beckman, Conover 1979): each coordinate is divided into as many equal strips as there are
 * trials, and every strip contains one of them, at a random position.
 */
export function latinHypercube(trials: number, dimensions: number, random: RandomState): Design {
  const strips = Array.from({ length: dimensions }, () => {
    const order = Int32Array.from({ length: trials }, (_, k) => k);
    random.shuffle(order);
    return order;
  });
  return Array.from({ length: trials }, (_, trial) =>
    strips.map((order) => (order[trial]! + random.randomSample()) / trials),
  );
}
