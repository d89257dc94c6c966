/** The inputs of the JavaScript peers, read from the folder in argv[2]. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = process.argv[2];
const types = { f64: Float64Array, f32: Float32Array, i32: Int32Array };

export const settings = JSON.parse(readFileSync(join(folder, 'settings.json'), 'utf8'));

export function read(name) {
  const { buffer, byteOffset, byteLength } = readFileSync(join(folder, name));
  return new types[name.slice(-3)](buffer.slice(byteOffset, byteOffset + byteLength));
}

/** First weights (a row for each input) and biases of each layer. */
export function layers() {
  const { widths } = settings;
  const phi = read('network-phi.f32');
  let at = 0;
  return widths.slice(1).map((outputs, l) => {
    const inputs = widths[l];
    const weights = phi.slice(at, at + inputs * outputs);
    const biases = phi.slice(at + inputs * outputs, at + (inputs + 1) * outputs);
    at += (inputs + 1) * outputs;
    return { inputs, outputs, weights, biases };
  });
}
