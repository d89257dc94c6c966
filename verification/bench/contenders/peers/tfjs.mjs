/** TensorFlow.js in single precision, on the backend in argv[3]: `cpu` or `wasm`. */
import { createRequire, registerHooks } from 'node:module';
import { dirname } from 'node:path';
import '@tensorflow/tfjs-backend-cpu';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { serveLines } from '../hosts/lines.ts';
import { layers, read, settings } from './inputs.mjs';

const backend = process.argv[3];
// The gradients are modules for bundlers, whose imports leave out `.js`.
registerHooks({
  resolve(specifier, context, next) {
    try {
      return next(specifier, context);
    } catch {
      return next(`${specifier}.js`, context);
    }
  },
});
await import('@tensorflow/tfjs-core/dist/register_all_gradients.js');
setWasmPaths(`${dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm'))}/`);
tf.enableProdMode();
await tf.setBackend(backend);
await tf.ready();

const x = tf.tensor1d(Float32Array.from(read('gabor-x.f64')));
const y = tf.tensor1d(Float32Array.from(read('gabor-y.f64')));
const { steps, batch, cells, runs, runSteps, examples } = settings;
const indices = read('gabor-batches.i32');
const sixHundredths = tf.scalar(0.06);

/** Sum of squared residuals along the last axis. */
function loss(phi0, phi1, inputs, targets) {
  const u = tf.add(phi0, tf.mul(tf.mul(sixHundredths, phi1), inputs));
  const bell = tf.exp(tf.mul(tf.square(u), -1 / 32));
  return tf.sum(tf.square(tf.sub(tf.mul(tf.sin(u), bell), targets)), -1);
}

function stepping(create, batched) {
  return {
    run() {
      const phi0 = tf.variable(tf.scalar(-1.5));
      const phi1 = tf.variable(tf.scalar(8.5));
      const rule = create();
      for (let t = 0; t < steps; t++) {
        tf.tidy(() => {
          const chosen = batched ? tf.tensor1d(indices.subarray(t * batch, (t + 1) * batch), 'int32') : undefined;
          const inputs = chosen ? tf.gather(x, chosen) : x;
          const targets = chosen ? tf.gather(y, chosen) : y;
          rule.minimize(() => loss(phi0, phi1, inputs, targets), false, [phi0, phi1]);
        });
      }
      const found = Float64Array.of(phi0.dataSync()[0], phi1.dataSync()[0]);
      for (const one of [phi0, phi1, rule]) one.dispose();
      return found;
    },
  };
}

const surface = {
  run() {
    const [left, right, bottom, top] = read('window.f64');
    const middle = Float32Array.from({ length: cells }, (_, k) => (k + 0.5) / cells);
    const values = tf.tidy(() =>
      loss(
        tf.tensor3d(
          middle.map((m) => left + m * (right - left)),
          [1, cells, 1],
        ),
        tf.tensor3d(
          middle.map((m) => bottom + m * (top - bottom)),
          [cells, 1, 1],
        ),
        x,
        y,
      ).dataSync(),
    );
    return Float64Array.from(values);
  },
};

const starts = {
  run() {
    const first = tf.tensor2d(Float32Array.from(read('starts.f64')), [runs, 2]);
    const phi0 = tf.variable(tf.slice(first, [0, 0], [runs, 1]));
    const phi1 = tf.variable(tf.slice(first, [0, 1], [runs, 1]));
    const rule = tf.train.sgd(settings.runRate);
    const all = () => loss(phi0, phi1, x, y);
    for (let t = 0; t < runSteps; t++) tf.tidy(() => void rule.minimize(() => tf.sum(all()), false, [phi0, phi1]));
    const found = tf.tidy(() => Float64Array.from(all().dataSync()));
    for (const one of [first, phi0, phi1, rule]) one.dispose();
    return found;
  },
};

const inputs = tf.tensor2d(read('network-x.f32'), [examples, settings.widths[0]]);
const labels = tf.tensor1d(read('network-y.i32'), 'int32');
const order = read('network-orders.i32').subarray(0, examples);

function epoch(size) {
  return {
    run() {
      const weights = layers().map((layer) => ({
        w: tf.variable(tf.tensor2d(layer.weights, [layer.inputs, layer.outputs])),
        b: tf.variable(tf.tensor1d(layer.biases)),
      }));
      const variables = weights.flatMap(({ w, b }) => [w, b]);
      const rule = tf.train.sgd(settings.networkRate);
      let sum = 0;
      let count = 0;
      for (let from = 0; from < examples; from += size, count++) {
        sum += tf.tidy(() => {
          const chosen = tf.tensor1d(order.subarray(from, Math.min(from + size, examples)), 'int32');
          const rows = tf.gather(inputs, chosen);
          const wanted = tf.oneHot(tf.gather(labels, chosen), settings.widths.at(-1));
          const mean = rule.minimize(
            () => {
              const z = weights.reduce((h, { w, b }, l) => tf.add(tf.matMul(l > 0 ? tf.relu(h) : h, w), b), rows);
              return tf.losses.softmaxCrossEntropy(wanted, z);
            },
            true,
            variables,
          );
          return mean.dataSync()[0];
        });
      }
      for (const one of [...variables, rule]) one.dispose();
      return Float64Array.of(sum / count);
    },
  };
}

const { descentRate, momentumRate, adamRate, beta, gamma, epsilon } = settings;
await serveLines(
  {
    'gabor-descent': stepping(() => tf.train.sgd(descentRate), false),
    // It keeps m / (1 - beta).
    'gabor-momentum': stepping(() => tf.train.momentum(momentumRate * (1 - beta), beta), true),
    'gabor-adam': stepping(() => tf.train.adam(adamRate, beta, gamma, epsilon), true),
    surface,
    starts,
    'epoch-8': epoch(8),
    'epoch-64': epoch(64),
    'epoch-512': epoch(512),
  },
  `TensorFlow.js ${tf.version_core} ${tf.getBackend()}`,
);
