/** Below it, squares underflow. */
const SMALLEST = 1e-140;

/**
 * Measured factor per step by which a distance shrinks in the long run: the sum of its squares over the last third,
 * relative to the third before. The sums even out ripples, and the first third lets faster directions die away. NaN if
 * there are fewer than three values to compare.
 */
export function convergenceRate(distance: ArrayLike<number>): number {
  let rows = distance.length;
  // Once a distance has reached the smallest numbers, the rest is rounding.
  for (let t = 0; t < rows; t++) if (!(distance[t]! > SMALLEST)) rows = t + 1;
  const width = Math.floor(rows / 3);
  if (width < 1) return distance[rows - 1] === 0 ? 0 : Number.NaN;
  const largest = distance[rows - 1 - width]! || 1;
  let before = 0;
  let after = 0;
  for (let k = 0; k < width; k++) {
    before += (distance[rows - 2 * width + k]! / largest) ** 2;
    after += (distance[rows - width + k]! / largest) ** 2;
  }
  if (after === 0) return 0;
  return (after / before) ** (1 / (2 * width));
}
