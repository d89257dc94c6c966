import type { Batch } from '../problems/problem.ts';
import { stream } from '../random-state.ts';

/**
 * How a batch is drawn from N examples.
 * - `epochs`: a shuffled order, divided into batches, reshuffled at its end. If N is not a multiple of the size, the
 * last batch of an epoch is short: every example counts once in each epoch.
 * - `replacement`: each index drawn independently, so an example may occur twice in a batch.
 * - `notebook`: a fresh permutation each step, with its first indices as the batch (notebooks 6.3 and 6.4).
 * - `ordered`: example t mod N, one batch after the other, without randomness.
 */
export type Sampling = 'epochs' | 'replacement' | 'notebook' | 'ordered';

/** The ways to draw a batch, in words. */
export const samplings: Readonly<Record<Sampling, string>> = {
  epochs: 'shuffled each epoch',
  replacement: 'with replacement',
  notebook: 'fresh permutation each step',
  ordered: 'in order',
};

/** The size of the batches, and how they are drawn. */
export interface Batches {
  size: number;
  /** Default `epochs`. */
  sampling?: Sampling;
  /** Seed of the batch stream, `RandomState(seed)`. Default: the seed of the run. */
  seed?: number;
}

/** Draws one batch after another. */
export interface Sampler {
  /** Indices of the next batch. The array is reused: copy anything that must outlive the step. */
  next(): Batch;
}

/**
 * Draws batches; allocates nothing per step.
 * @throws Error if the size is not an integer from 1 to N, or the sampling is unknown.
 */
export function createSampler(examples: number, { size, sampling = 'epochs', seed = 0 }: Batches): Sampler {
  if (examples === 0) throw new Error('batches: this problem is a plain function and has no examples to draw from');
  if (!Number.isInteger(size) || size < 1 || size > examples) {
    throw new Error(`batches: size must be a whole number from 1 to the ${examples} examples; got ${size}`);
  }
  if (!Object.hasOwn(samplings, sampling)) {
    throw new Error(`batches: sampling must be one of ${Object.keys(samplings).join(', ')}; got "${sampling}"`);
  }
  const random = stream(seed, 'batches');
  const batch: Batch = new Int32Array(size);

  if (sampling === 'replacement') {
    return {
      next() {
        for (let k = 0; k < size; k++) batch[k] = random.randint(0, examples);
        return batch;
      },
    };
  }

  if (sampling === 'ordered') {
    let t = 0;
    return {
      next() {
        for (let k = 0; k < size; k++, t = (t + 1) % examples) batch[k] = t;
        return batch;
      },
    };
  }

  const order: Batch = new Int32Array(examples);
  if (sampling === 'notebook') {
    const first = order.subarray(0, size);
    return {
      next() {
        // Each permutation starts from 0 … N - 1, as in numpy.random.permutation.
        for (let i = 0; i < examples; i++) order[i] = i;
        random.shuffle(order);
        return first;
      },
    };
  }

  for (let i = 0; i < examples; i++) order[i] = i;
  const views: Batch[] = [];
  for (let from = 0; from < examples; from += size) views.push(order.subarray(from, Math.min(from + size, examples)));
  let next = 0;
  return {
    next() {
      if (next === 0) random.shuffle(order);
      const view = views[next]!;
      next = (next + 1) % views.length;
      return view;
    },
  };
}

/** Steps in one epoch: ceil(N / size). */
export function stepsPerEpoch(examples: number, size: number): number {
  return Math.ceil(examples / size);
}
