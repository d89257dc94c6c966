import type { Batch } from '../problems/problem.ts';
import { type RandomState, stream } from '../random-state.ts';
import type { Vector } from '../vector.ts';

/** Labelled examples. */
export interface Examples {
  /** One example per row: `y.length` rows, one after the other. */
  readonly x: Vector;
  /** The class of each example, from 0. */
  readonly y: Batch;
}

export interface Mnist1d {
  readonly train: Examples;
  readonly validation: Examples;
  readonly test: Examples;
}

/** Length of an example, and the number of classes. */
export const mnist1dShape = { inputs: 40, classes: 10 } as const;

interface Mnist1dOptions {
  /** The data stream is `RandomState([seed, 2])`. Default 0. */
  seed?: number;
  /** Number of examples of each kind. Defaults 4000, 0 and 1000: the published sizes. */
  train?: number;
  validation?: number;
  test?: number;
}

/** One digit per line, as twelve heights of a pen. */
const TEMPLATES = [
  [5, 6, 6.5, 6.75, 7, 7, 7, 7, 6.75, 6.5, 6, 5],
  [5, 3, 3, 3.4, 3.8, 4.2, 4.6, 5, 5.4, 5.8, 5, 5],
  [5, 6, 6.5, 6.5, 6, 5.25, 4.75, 4, 3.5, 3.5, 4, 5],
  [5, 6, 6.5, 6.5, 6, 5, 5, 6, 6.5, 6.5, 6, 5],
  [5, 4.4, 3.8, 3.2, 2.6, 2.6, 5, 5, 5, 5, 5, 5],
  [5, 3, 3, 3, 3, 5, 6, 6.5, 6.5, 6, 4.5, 5],
  [5, 4, 3.5, 3.25, 3, 3, 3, 3, 3.25, 3.5, 4, 5],
  [5, 7, 7, 6.6, 6.2, 5.8, 5.4, 5, 4.6, 4.2, 5, 5],
  [5, 4, 3.5, 3.5, 4, 5, 5, 4, 3.5, 3.5, 4, 5],
  [5, 4, 3.5, 3.5, 4, 5, 5, 5, 5, 4.7, 4.3, 5],
] as const;

const PADDING = { least: 36, most: 60 } as const;
const LENGTH = 72;
const SHIFTS = 48;
const SCALE = 0.4;
const SHEAR = 0.75;
const NOISE = { correlated: 0.25, independent: 0.02, filterWidth: 2 } as const;

/**
 * MNIST-1D: ten digits as noisy curves of 40 points, stretched, scaled, shifted and sheared. Generated from the seed
 * rather than read from a file. Example i of each kind belongs to class i mod 10; training, validation and test
 * examples are drawn in this order, then the whole set is centred and divided by its standard deviation.
 *
 * Source: Greydanus and Kobak 2024, greydanus/mnist1d (Apache-2.0); same recipe, different order of classes.
 * @throws Error if a size is not an integer from 0, or all are 0.
 */
export function createMnist1d({ seed = 0, train = 4000, validation = 0, test = 1000 }: Mnist1dOptions = {}): Mnist1d {
  for (const [name, size] of Object.entries({ train, validation, test })) {
    if (!Number.isInteger(size) || size < 0)
      throw new Error(`mnist1d: ${name} must be a whole number ≥ 0; got ${size}`);
  }
  const count = train + validation + test;
  if (count === 0) throw new Error('mnist1d: needs at least one example; train, validation and test are 0');
  const random = stream(seed, 'data');
  const { inputs, classes } = mnist1dShape;
  const digits = TEMPLATES.map(normalized);
  const x = new Float64Array(count * inputs);
  const y = new Int32Array(count);
  const starts = { train: 0, validation: train, test: train + validation };
  for (const [start, size] of [
    [starts.train, train],
    [starts.validation, validation],
    [starts.test, test],
  ] as const) {
    for (let i = 0; i < size; i++) {
      y[start + i] = i % classes;
      x.set(drawExample(digits[i % classes]!, random), (start + i) * inputs);
    }
  }
  standardize(x);

  const part = (start: number, size: number): Examples => ({
    x: x.slice(start * inputs, (start + size) * inputs),
    y: y.slice(start, start + size),
  });
  return {
    train: part(starts.train, train),
    validation: part(starts.validation, validation),
    test: part(starts.test, test),
  };
}

/** Mean 0 and standard deviation 1, then shifted to start at 0, and divided by six. */
function normalized(template: readonly number[]): Vector {
  const x = Float64Array.from(template);
  standardize(x);
  const first = x[0]!;
  return x.map((value) => (value - first) / 6);
}

function standardize(x: Vector): void {
  const mean = x.reduce((sum, value) => sum + value, 0) / x.length;
  const variance = x.reduce((sum, value) => sum + (value - mean) ** 2, 0) / x.length;
  const sd = Math.sqrt(variance);
  for (let i = 0; i < x.length; i++) x[i] = (x[i]! - mean) / sd;
}

/** Draws, in this order: padding, scale, shift, 72 normals, 72 normals, shear. */
function drawExample(digit: Vector, random: RandomState): Vector {
  const padding = PADDING.least + Math.floor(random.randomSample() * (PADDING.most - PADDING.least + 1));
  const padded = new Float64Array(digit.length + padding);
  // The small number distinguishes the digit's own zeros from the padding, which alone receives correlated noise.
  for (let i = 0; i < digit.length; i++) padded[i] = digit[i]! + 1e-8;
  const stretched = resample(padded, LENGTH);
  const scale = 1 + SCALE * (random.randomSample() - 0.5);
  const shift = random.randint(0, SHIFTS);
  const noise = smooth(
    new Float64Array(LENGTH).map(() => NOISE.correlated * random.normal()),
    NOISE.filterWidth,
  );
  const x = new Float64Array(LENGTH);
  for (let i = 0; i < LENGTH; i++) {
    const to = (i + shift) % LENGTH;
    const value = scale * stretched[i]!;
    x[to] = value === 0 ? noise[to]! : value;
  }
  for (let i = 0; i < LENGTH; i++) x[i]! += NOISE.independent * random.normal();
  const shear = SHEAR * (random.randomSample() - 0.5);
  for (let i = 0; i < LENGTH; i++) x[i]! -= shear * (i / (LENGTH - 1) - 0.5);
  return resample(x, mnist1dShape.inputs);
}

/** Linear interpolation at `length` equidistant positions, ends included. */
function resample(x: Vector, length: number): Vector {
  return new Float64Array(length).map((_, i) => {
    const position = i * (x.length - 1);
    const left = Math.min(Math.floor(position / (length - 1)), x.length - 2);
    const share = (position - left * (length - 1)) / (length - 1);
    return x[left]! + share * (x[left + 1]! - x[left]!);
  });
}

/** Gaussian filter cut off at four standard deviations; x is continued beyond its ends by reflection. */
function smooth(x: Vector, sd: number): Vector {
  const radius = Math.floor(4 * sd + 0.5);
  const weights = Array.from({ length: 2 * radius + 1 }, (_, k) => Math.exp(-0.5 * ((k - radius) / sd) ** 2));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const mirrored = (i: number): number => (i < 0 ? -1 - i : i >= x.length ? 2 * x.length - 1 - i : i);
  return x.map((_, i) => {
    let sum = 0;
    for (let k = 0; k < weights.length; k++) sum += weights[k]! * x[mirrored(i + k - radius)]!;
    return sum / total;
  });
}
