import { gabor } from '../../engine/problems/gabor.ts';
import { gaborLandmarks } from '../../engine/problems/gabor-landmarks.ts';
import { rateLimit } from './limits.ts';

/**
 * Above this rate on the mean gradient, descent on all examples cannot settle at the lowest minimum: N times 2/λ_max of
 * the summed loss.
 */
export const gaborMeanLimit = (): number => (gabor.examples * 2) / gaborLandmarks().minima[0]!.eigenvalues[1];

/** The mark of this limit on the control of `aMean`, and the offer to go back below the limit. */
export const gaborMeanRate = (aMean: number) => rateLimit('aMean', aMean, gaborMeanLimit(), '30 · 2/λ_max');
