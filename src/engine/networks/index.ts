/**
 * Networks on labelled examples. Not exported by the engine's main module, since it includes the kernels (about 5 KB
 * gzip).
 */

export { createPerceptron, type NetworkShape, type Perceptron } from '../problems/perceptron.ts';
export { accuracy, confusion, predictions } from './accuracy.ts';
export { type LargestEigenvalue, powerIteration } from './lambda-max.ts';
export { type Activation, createLayers, initialize, type Layer, type NetworkLoss, parameterCount } from './layers.ts';
export { createMnist1d, type Examples, type Mnist1d, mnist1dShape } from './mnist1d.ts';
export { networkScript } from './script.ts';
export {
  createNetworkTraining,
  type NetworkTrace,
  type NetworkTraining,
  type NetworkTrainingOptions,
  type TrainNetworkOptions,
  trainNetwork,
} from './train-network.ts';
export type { Evaluation, NetworkRule } from './trainer.ts';
