import { createAllocator, createKernels, type KernelKind, type Pointer } from '../kernels/kernels.ts';
import { createLayers, parameterCount } from './layers.ts';
import type { Examples } from './mnist1d.ts';
import type { Trainer, TrainerOptions } from './trainer.ts';

/** Number of rows in a forward pass if only the loss is needed. */
const ROWS = 128;
const FLOAT = 4;

interface Held {
  readonly x: Pointer;
  readonly y: Pointer;
}

/**
 * Training in single precision in the kernels, with separate memory for each run. Every width is padded to a multiple
 * of four; the padding of weights, and of everything computed from them, stays 0.
 */
export function createKernelTrainer(options: TrainerOptions, kind: KernelKind): Trainer {
  const { widths, activation, loss, data, batchSize, optimizer, beta, gamma, epsilon } = options;
  const kernels = createKernels(kind);
  const allocate = createAllocator(kernels);
  const floats = (count: number): Pointer => allocate(FLOAT * count);
  const layers = createLayers(widths);
  const inputs = padded(widths[0]!);
  const classes = widths.at(-1)!;
  const rows = Math.max(batchSize, Math.min(ROWS, data.y.length));

  // Parameters of all layers in one block: elementwise rules then need one call.
  const places = layers.map((layer) => ({ ...layer, rows: padded(layer.inputs), columns: padded(layer.outputs) }));
  const starts: number[] = [];
  let size = 0;
  for (const place of places) {
    starts.push(size);
    size += (place.rows + 1) * place.columns;
  }
  const phi = floats(size);
  const h = places.map(({ columns }) => floats(rows * columns));
  const dz = places.map(({ columns }) => floats(rows * columns));
  const batchX = floats(batchSize * inputs);
  const batchY = floats(batchSize);
  const indices = floats(batchSize);
  // Without averages the gradient is added to the parameters as soon as it is known.
  const averages = optimizer === 'adam' || beta > 0;
  const g = averages ? floats(size) : 0;
  const m = averages ? floats(size) : 0;
  const v = optimizer === 'adam' ? floats(size) : 0;
  const at = (base: Pointer, l: number): Pointer => base + FLOAT * starts[l]!;
  let t = 0;

  /** A view of the current memory: growing it creates another buffer. */
  const singles = (from: Pointer, length: number) => new Float32Array(kernels.memory.buffer, from, length);
  let indexView = new Int32Array(0);
  const indexTarget = (): Int32Array => {
    if (indexView.buffer !== kernels.memory.buffer) {
      indexView = new Int32Array(kernels.memory.buffer, indices, batchSize);
    }
    return indexView;
  };

  const held = new WeakMap<Examples, Held>();
  const hold = (examples: Examples): Held => {
    const known = held.get(examples);
    if (known) return known;
    const count = examples.y.length;
    const place = { x: floats(count * inputs), y: floats(count) };
    const x = singles(place.x, count * inputs);
    const width = widths[0]!;
    for (let i = 0; i < count; i++) x.set(examples.x.subarray(i * width, (i + 1) * width), i * inputs);
    new Int32Array(kernels.memory.buffer, place.y, count).set(examples.y);
    held.set(examples, place);
    return place;
  };

  const forward = (x: Pointer, count: number): Pointer => {
    let from = x;
    for (let l = 0; l < places.length; l++) {
      const { rows: depth, columns } = places[l]!;
      const last = l === places.length - 1;
      const floor = last || activation === 'tanh' ? Number.NEGATIVE_INFINITY : 0;
      kernels.forward(from, at(phi, l), h[l]!, count, depth, columns / 4, floor);
      if (!last && activation === 'tanh') kernels.tanhInPlace(h[l]!, (count * columns) / 4);
      from = h[l]!;
    }
    return from;
  };
  const lossOf = loss === 'cross-entropy' ? kernels.crossEntropy : kernels.squaredError;

  const update = (rate: number): void => {
    t += 1;
    const alpha = optimizer === 'adam' ? rate / (1 - beta ** t) : rate;
    if (optimizer === 'sgd') kernels.momentum(phi, g, m, size / 4, alpha, beta, 1 - beta);
    else kernels.adam(phi, g, m, v, size / 4, alpha, beta, 1 - beta, gamma, 1 - gamma, 1 / (1 - gamma ** t), epsilon);
  };

  const write = (values: ArrayLike<number>): void => {
    for (const [l, { inputs: m, outputs: n, weights, biases, rows: depth, columns }] of places.entries()) {
      const to = singles(at(phi, l), (depth + 1) * columns);
      for (let i = 0; i < m; i++) for (let j = 0; j < n; j++) to[i * columns + j] = values[weights + i * n + j]!;
      for (let j = 0; j < n; j++) to[depth * columns + j] = values[biases + j]!;
    }
  };
  write(options.start);
  const train = hold(data);

  return {
    path: kind,
    step(batch, rate) {
      const count = batch?.length ?? data.y.length;
      let { x, y } = train;
      if (batch) {
        indexTarget().set(batch);
        kernels.gather(x, y, indices, batchX, batchY, count, inputs / 4);
        x = batchX;
        y = batchY;
      }
      const z = forward(x, count);
      const sum = lossOf(z, y, dz.at(-1)!, count, classes, 1 / count);
      for (let l = places.length - 1; l >= 0; l--) {
        const { rows: depth, columns } = places[l]!;
        if (l > 0) {
          const bent = activation === 'tanh' ? 1 : 0;
          kernels.backward(dz[l]!, at(phi, l), h[l - 1]!, dz[l - 1]!, count, depth, columns / 4, bent);
        }
        // The slopes before this layer are known, so its weights may change.
        const from = l > 0 ? h[l - 1]! : x;
        const to = averages ? at(g, l) : at(phi, l);
        kernels.addGradient(from, dz[l]!, to, count, depth, columns / 4, averages ? 1 : -rate);
      }
      if (averages) update(rate);
      return sum / count;
    },
    evaluate(examples) {
      const { x, y } = hold(examples);
      const count = examples.y.length;
      const columns = padded(classes);
      let sum = 0;
      let right = 0;
      for (let from = 0; from < count; from += rows) {
        const some = Math.min(rows, count - from);
        const z = forward(x + FLOAT * from * inputs, some);
        sum += lossOf(z, y + FLOAT * from, dz.at(-1)!, some, classes, 1);
        const outputs = singles(z, some * columns);
        for (let i = 0; i < some; i++) {
          let best = 0;
          for (let j = 1; j < classes; j++) if (outputs[i * columns + j]! > outputs[i * columns + best]!) best = j;
          if (best === examples.y[from + i]) right++;
        }
      }
      return { loss: sum / count, accuracy: right / count };
    },
    parameters() {
      const values = new Float64Array(parameterCount(layers));
      for (const [l, { inputs: m, outputs: n, weights, biases, rows: depth, columns }] of places.entries()) {
        const from = singles(at(phi, l), (depth + 1) * columns);
        for (let i = 0; i < m; i++) values.set(from.subarray(i * columns, i * columns + n), weights + i * n);
        values.set(from.subarray(depth * columns, depth * columns + n), biases);
      }
      return values;
    },
  };
}

function padded(width: number): number {
  return Math.ceil(width / 4) * 4;
}
