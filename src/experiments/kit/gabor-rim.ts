import { gabor } from '../../engine/problems/gabor.ts';
import { gaborLandmarks } from '../../engine/problems/gabor-landmarks.ts';
import type { Column } from '../../figure/index.ts';

/** Maximum distance from a minimum of a start on its floor, and of its pass. */
const FLOOR = 0.1;
const REACH = 2;
const DIRECTIONS = 72;

/** The minimum whose floor contains a start, if there is one. */
const floorAt = (start: readonly [number, number]) =>
  gaborLandmarks().minima.find(({ phi }) => Math.hypot(phi[0]! - start[0], phi[1]! - start[1]) < FLOOR);

/** Whether a start is on the floor of a valley inside a window. */
export const isOnFloor = (
  start: readonly [number, number],
  { xDomain, yDomain }: { xDomain: readonly [number, number]; yDomain: readonly [number, number] },
): boolean =>
  [xDomain, yDomain].every(([low, high], k) => start[k]! > low && start[k]! < high) && floorAt(start) !== undefined;

/** The rim of a shallow valley around a start on its floor, at the height of its lowest pass; undefined for other starts. */
export function gaborRim(start: readonly [number, number]): { x: Column; y: Column } | undefined {
  const { all } = gaborLandmarks();
  const away = (phi: ArrayLike<number>): number => Math.hypot(phi[0]! - start[0], phi[1]! - start[1]);
  const floor = floorAt(start);
  if (!floor) return undefined;
  const passes = all.filter(({ kind, phi, loss }) => kind === 'saddle' && loss > floor.loss && away(phi) < REACH);
  if (passes.length === 0) return undefined;
  const height = Math.min(...passes.map(({ loss }) => loss));
  const [x0, y0] = [floor.phi[0]!, floor.phi[1]!];
  const places = Array.from({ length: DIRECTIONS + 1 }, (_, k) => {
    const [c, s] = [Math.cos((2 * Math.PI * k) / DIRECTIONS), Math.sin((2 * Math.PI * k) / DIRECTIONS)];
    let far = 0;
    while (far < REACH && gabor.loss(Float64Array.of(x0 + far * c, y0 + far * s)) < height) far += 0.01;
    return [x0 + far * c, y0 + far * s] as const;
  });
  return { x: Float64Array.from(places, ([x]) => x), y: Float64Array.from(places, ([, y]) => y) };
}
