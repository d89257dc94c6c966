import { expect, test } from 'vitest';
import { copied, latticeOf } from '../../../src/experiments/kit/lattice.ts';
import { problemOf } from '../../../src/experiments/kit/loss-map.ts';
import { losses } from '../../../src/experiments/kit/losses.ts';
import { placesOn } from '../../../src/figure/parts.ts';

test.each(['basins', 'ravine', 'banana', 'gabor'] as const)(
  'the copy of a loss is the loss, as far as one looks: %s',
  (loss) => {
    const problem = problemOf({ loss, points: [] });
    const window = losses[loss];
    const lattice = latticeOf(window, { across: 81, up: 61 });
    const [places, g] = [placesOn(lattice), new Float64Array(2)];
    const values = Float64Array.from(places, (place) => problem.loss(Float64Array.from(place)));
    const slopes = Float64Array.from(
      places.flatMap((place) => {
        problem.gradient(Float64Array.from(place), g);
        return [...g];
      }),
    );
    const copy = copied({ ...lattice, values, slopes });
    const spread = Math.max(...values) - Math.min(...values);
    const steepest = Math.max(...slopes.map(Math.abs));
    const [ours, theirs] = [new Float64Array(2), new Float64Array(2)];
    for (let k = 0; k < 500; k++) {
      const [u, v] = [(k * 0.618) % 1, (k * 0.414) % 1];
      const at = Float64Array.of(
        window.x[0] + u * (window.x[1] - window.x[0]),
        window.y[0] + v * (window.y[1] - window.y[0]),
      );
      const loss = problem.gradient(at, theirs);
      expect(Math.abs(copy.gradient(at, ours) - loss)).toBeLessThan(1e-3 * spread);
      expect(copy.loss(at)).toBe(copy.gradient(at, ours));
      for (const i of [0, 1]) expect(Math.abs(ours[i]! - theirs[i]!)).toBeLessThan(2e-3 * steepest);
    }
    // Its slopes match its losses, also beyond the grid.
    for (const share of [-0.5, 0.31, 0.77, 1.4]) {
      const at = Float64Array.of(
        window.x[0] + share * (window.x[1] - window.x[0]),
        window.y[0] + 0.4 * (window.y[1] - window.y[0]),
      );
      copy.gradient(at, ours);
      const h = 1e-5 * (window.x[1] - window.x[0]);
      const rise = copy.loss(Float64Array.of(at[0]! + h, at[1]!)) - copy.loss(Float64Array.of(at[0]! - h, at[1]!));
      expect(Math.abs(rise / (2 * h) - ours[0]!)).toBeLessThan(1e-4 * steepest);
    }
  },
);
