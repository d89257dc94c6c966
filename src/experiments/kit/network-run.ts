import { mnist1dData } from '../../engine/networks/cached-examples.ts';
import { networkScript } from '../../engine/networks/script.ts';
import type { NetworkTrainingOptions } from '../../engine/networks/train-network.ts';
import { defined } from '../../figure/index.ts';

type Script = Parameters<typeof networkScript>[0];
type Usual = 'activation' | 'loss' | 'initialization';
type Told = 'about' | 'steps' | 'schedule' | 'prints';

/**
 * A network on MNIST-1D, for the kernels and for its script: by default with ReLUs, cross-entropy and He
 * initialization. Its seed determines examples, weights and batches; without a batch size each step uses all examples.
 */
export type NetworkRun = Omit<Script, Usual | Told | 'optimizer' | 'hyper'> &
  Partial<Pick<Script, Usual>> & { optimizer: 'sgd' | 'adam' };

/** For `createNetworkTraining` and `trainNetwork`: the same bits on every machine, since results are stored. */
export function trainingOf({
  train,
  validation = 0,
  test = 0,
  batchSize,
  ...rule
}: NetworkRun): NetworkTrainingOptions {
  const { train: data } = mnist1dData({ seed: rule.seed, train, validation, test });
  const batches = batchSize === undefined ? undefined : { size: batchSize };
  return defined<NetworkTrainingOptions>({ ...rule, data, batches, replay: true });
}

export const scriptOf = (run: NetworkRun, told: Pick<Script, Told>): string =>
  networkScript({ activation: 'relu', loss: 'cross-entropy', initialization: 'he', ...run, ...told });
