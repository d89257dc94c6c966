// Everything that one training step of a perceptron needs, in single precision. All pointers are multiples of 16.
export { addGradient, backward, forward } from './dense';
export { crossEntropy, squaredError } from './outputs';
export { adam, gather, momentum } from './updates';
export { tanhInPlace } from './vectors';
