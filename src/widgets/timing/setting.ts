/** The setting that is timed; apart from the engine, so that a page that only names it does not carry that. */

/** Examples in a batch. */
export const SIZES = [1, 4, 16, 64, 256, 1024] as const;
/** Units of the network, layer by layer: the perceptron that learns MNIST-1D on page 6.5. */
export const WIDTHS = [40, 100, 100, 10];
/** The batch that one example alone is compared with. */
export const COMPARED = 64;
