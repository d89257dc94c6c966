import { createSampler, problems, stream } from '../../../src/engine/index.ts';
import { createMnist1d, type Examples, initialize } from '../../../src/engine/networks/index.ts';
import { GABOR_WINDOW } from '../../../src/engine/problems/gabor-landmarks.ts';
import type { Vector } from '../../../src/engine/vector.ts';
import { settings } from './settings.ts';

const { steps, batch, batchSeed, runs, widths, examples, gridEpochs } = settings;

export const start = [-1.5, 8.5] as const;
export const gaborBatches = { size: batch, sampling: 'epochs', seed: batchSeed } as const;
export const sheet = GABOR_WINDOW;

const random = stream(0, 'start');
const { xDomain, yDomain } = sheet;
const within = ([low, high]: readonly [number, number]): number => low + (high - low) * random.randomSample();
export const starts: readonly (readonly [number, number])[] = Array.from({ length: runs }, () => [
  within(xDomain),
  within(yDomain),
]);

let made: { data: Examples; phi: Vector } | undefined;
/** Examples and initial weights of the network, drawn once. */
export function network(): { data: Examples; phi: Vector } {
  made ??= {
    data: createMnist1d({ seed: 0, train: examples, test: 0 }).train,
    phi: initialize(widths, stream(0, 'weights')),
  };
  return made;
}

function drawn(count: number, size: number, next: () => Int32Array): Int32Array {
  const all = new Int32Array(count * size);
  for (let t = 0; t < count; t++) all.set(next(), t * size);
  return all;
}

/**
 * Inputs for contenders in other languages, as files of raw numbers; the extension is their type. Our own draw the same
 * numbers themselves, within the timed part; so do the Gabor steps in C.
 */
export function inputFiles(): Record<`${string}.${'f64' | 'f32' | 'i32'}`, ArrayBufferView> {
  const { data, phi } = network();
  const batches = createSampler(problems.gabor.examples, gaborBatches);
  const orders = createSampler(examples, { size: examples, seed: 0 });
  return {
    'gabor-x.f64': problems.gabor.x,
    'gabor-y.f64': problems.gabor.y,
    'gabor-batches.i32': drawn(steps, batch, () => batches.next()),
    'window.f64': Float64Array.from([...xDomain, ...yDomain]),
    'starts.f64': Float64Array.from(starts.flat()),
    'network-x.f32': Float32Array.from(data.x),
    'network-y.i32': data.y,
    'network-phi.f32': Float32Array.from(phi),
    // An epoch takes its batches one after the other from its row.
    'network-orders.i32': drawn(gridEpochs, examples, () => orders.next()),
  };
}
