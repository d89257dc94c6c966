import { type Box, type Spot, spotsAround } from './labels.ts';
import { type Pixels, samples } from './polyline.ts';

/** Beside a line, from its far end inwards. */
export function lineSpots(line: Pixels, box: Box): Spot[] {
  const seen: [number, number][] = [];
  samples(line, box, 8, (x, y) => seen.push([x, y]));
  return [0.9, 0.75, 0.6, 0.45, 0.3, 0.15].flatMap((share) => {
    const point = seen[Math.floor(share * (seen.length - 1))];
    return point ? spotsAround(point[0], point[1], 9) : [];
  });
}
