/** ConvNetJS: an epoch of the network. It goes through a batch one example at a time. */
import convnetjs from 'convnetjs';
import { serveLines } from '../hosts/lines.ts';
import { layers, read, settings } from './inputs.mjs';

const { widths, examples, networkRate } = settings;
const inputs = widths[0];
const x = read('network-x.f32');
const y = read('network-y.i32');
const order = read('network-orders.i32').subarray(0, examples);
const rows = Array.from({ length: examples }, (_, i) => {
  const row = new convnetjs.Vol(1, 1, inputs, 0);
  row.w.set(x.subarray(i * inputs, (i + 1) * inputs));
  return row;
});

function create() {
  const net = new convnetjs.Net();
  net.makeLayers([
    { type: 'input', out_sx: 1, out_sy: 1, out_depth: inputs },
    ...widths.slice(1, -1).map((width) => ({ type: 'fc', num_neurons: width, activation: 'relu' })),
    { type: 'softmax', num_classes: widths.at(-1) },
  ]);
  const dense = net.layers.filter(({ layer_type: type }) => type === 'fc');
  for (const [l, { inputs: from, outputs, weights, biases }] of layers().entries()) {
    for (let j = 0; j < outputs; j++) {
      for (let i = 0; i < from; i++) dense[l].filters[j].w[i] = weights[i * outputs + j];
      dense[l].biases.w[j] = biases[j];
    }
  }
  return net;
}

function epoch(size) {
  let trainer;
  return {
    prepare() {
      trainer = new convnetjs.SGDTrainer(create(), {
        method: 'sgd',
        learning_rate: networkRate,
        momentum: 0,
        l2_decay: 0,
        batch_size: size,
      });
    },
    run() {
      let sum = 0;
      let steps = 0;
      for (let from = 0; from < examples; from += size, steps++) {
        // The last batch may be short.
        const count = Math.min(size, examples - from);
        trainer.k = 0;
        trainer.batch_size = count;
        let loss = 0;
        for (let k = from; k < from + count; k++) loss += trainer.train(rows[order[k]], y[order[k]]).cost_loss;
        sum += loss / count;
      }
      return Float64Array.of(sum / steps);
    },
  };
}

await serveLines({ 'epoch-8': epoch(8), 'epoch-64': epoch(64), 'epoch-512': epoch(512) }, 'ConvNetJS');
