import type { Problem } from '../../../engine/problems/problem.ts';

export interface Well {
  readonly x: number;
  readonly y: number;
  readonly depth: number;
  readonly width: number;
}

/** How steeply the ground rises away from the middle. */
const RISE = 0.04;

/** Round hollows of the given depths in ground that rises away from the middle; in the engine's terms and in Python. */
export function createWells(wells: readonly Well[]): { problem: Problem; python: string } {
  const gradient: Problem['gradient'] = (phi, out) => {
    const [x, y] = [phi[0]!, phi[1]!];
    let loss = RISE * (x * x + y * y);
    out[0] = 2 * RISE * x;
    out[1] = 2 * RISE * y;
    for (const well of wells) {
      const [dx, dy] = [x - well.x, y - well.y];
      const square = well.width * well.width;
      const hollow = well.depth * Math.exp(-(dx * dx + dy * dy) / (2 * square));
      loss -= hollow;
      out[0]! += (hollow * dx) / square;
      out[1]! += (hollow * dy) / square;
    }
    return loss;
  };
  const unused = new Float64Array(2);
  return {
    problem: { id: 'wells', dimension: 2, examples: 0, gradient, loss: (phi) => gradient(phi, unused) },
    python: `wells = ${JSON.stringify(wells.map(({ x, y, depth, width }) => [x, y, depth, width * width]))}

def base(v):
    x, y = v
    loss, down, along = ${RISE} * (x * x + y * y), ${2 * RISE} * x, ${2 * RISE} * y
    for a, b, depth, square in wells:
        dx, dy = x - a, y - b
        hollow = depth * exp(-(dx * dx + dy * dy) / (2 * square))
        loss -= hollow
        down += hollow * dx / square
        along += hollow * dy / square
    return loss, (down, along)
`,
  };
}
