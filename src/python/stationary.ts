import type { Reply } from './protocol.ts';

/** A point where the loss has no slope. */
export interface StationaryPoint {
  readonly kind: 'minimum' | 'saddle' | 'maximum' | 'flat';
  readonly phi: readonly number[];
  readonly loss: number;
  readonly eigenvalues: readonly number[];
}
/** A second derivative below this share of the largest counts as none. */
const FLAT = 1e-6;

/** The columns of a reply as points, lowest first; n coordinates each. */
export function pointsOf({ columns }: Reply, n: number): StationaryPoint[] {
  const { points = new Float64Array(), values = new Float64Array(), eigenvalues = new Float64Array() } = columns;
  return Array.from(values, (loss, k) => {
    const own = Array.from(eigenvalues.subarray(k * n, (k + 1) * n));
    const most = Math.max(...own.map(Math.abs));
    const flat = own.some((value) => !(Math.abs(value) > FLAT * Math.max(most, FLAT)));
    const up = own.filter((value) => value > 0).length;
    const kind = flat ? 'flat' : up === n ? 'minimum' : up === 0 ? 'maximum' : 'saddle';
    return { kind, phi: Array.from(points.subarray(k * n, (k + 1) * n)), loss, eigenvalues: own };
  });
}
