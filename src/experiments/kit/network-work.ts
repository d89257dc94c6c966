/** The overhead of a step, in examples. */
const STEP = 3;
/** Relative cost of an example that is only evaluated rather than learned from. */
const LOOK = 1 / 3;

interface NetworkWork {
  widths: readonly number[];
  steps: number;
  batchSize: number;
  /** Total number of examples on which it is evaluated. */
  looks?: number;
}

/**
 * The work of training a network: examples times weights. Measured on kernels, accurate to a factor of two from batches
 * of 1 on.
 */
export function networkWork({ widths, steps, batchSize, looks = 0 }: NetworkWork): number {
  const weights = widths.slice(1).reduce((sum, width, layer) => sum + width * widths[layer]!, 0);
  return weights * (steps * (batchSize + STEP) + LOOK * looks);
}
