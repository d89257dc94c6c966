/** The tint above `passed` of `count` levels: 0 is the page, 13 the deepest ink. */
export function tintOf(passed: number, count: number, deepest: 'low' | 'high' = 'low'): number {
  if (count === 0) return 6;
  return Math.round((13 * (deepest === 'low' ? count - passed : passed)) / count);
}
