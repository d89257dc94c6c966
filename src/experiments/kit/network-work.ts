/** The overhead of a step, in examples. */
const STEP = 3;
/** An example that is only evaluated costs this share of one that is learned from. */
const LOOK = 1 / 3;

interface NetworkWork {
  widths: readonly number[];
  steps: number;
  batchSize: number;
  /** Examples that it is evaluated on, all looks together. */
  looks?: number;
}

/** How much work a network is: examples times weights. Measured on kernels, within a factor of two from batches of 1 on. */
export function networkWork({ widths, steps, batchSize, looks = 0 }: NetworkWork): number {
  const weights = widths.slice(1).reduce((sum, width, layer) => sum + width * widths[layer]!, 0);
  return weights * (steps * (batchSize + STEP) + LOOK * looks);
}
