/** Half the width of the central 95 % of N(0, 1). */
export const Z95 = 1.959963984540054;

/** The .975 quantile of Student's t, within .2 %: exact for 1 and 2 degrees of freedom, else Fisher's expansion. */
export function quantileOfT(degrees: number): number {
  if (degrees === 1) return Math.tan(0.475 * Math.PI);
  if (degrees === 2) return (0.95 * Math.SQRT2) / Math.sqrt(4 * 0.975 * 0.025);
  const z = Z95;
  const terms = [
    z,
    (z ** 3 + z) / 4,
    (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96,
    (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384,
    (79 * z ** 9 + 776 * z ** 7 + 1482 * z ** 5 - 1920 * z ** 3 - 945 * z) / 92160,
  ];
  return terms.reduce((sum, term, k) => sum + term / degrees ** k, 0);
}
