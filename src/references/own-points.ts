/** Results of `verification/reference/own_points.py` for random points, compared with the engine. */
export interface OwnPointsReference {
  numpy: string;
  lines: readonly {
    points: readonly (readonly [number, number])[];
    /** Intercept and slope by `numpy.linalg.lstsq`, and the sum of squares there. */
    solution: readonly [number, number];
    minimum: number;
    /** Eigenvalues of the second derivatives, smallest first. */
    eigenvalues: readonly [number, number];
  }[];
  gabors: readonly {
    points: readonly (readonly [number, number])[];
    /** Every stationary point in the window that is not nearly flat: phi0, phi1 and the loss. */
    stationary: readonly (readonly [kind: 'minimum' | 'saddle' | 'maximum', number, number, number])[];
  }[];
}
