import { describe, expect, it } from 'vitest';
import { firstLayerUnits } from '../../../src/engine/networks/first-layer.ts';
import { createLayers, createMnist1d, createPerceptron, initialize } from '../../../src/engine/networks/index.ts';
import { stream } from '../../../src/engine/random-state.ts';

describe('firstLayerUnits', () => {
  // Two inputs, two units, two classes: unit 0 depends on the first input, unit 1 on the second.
  const layers = createLayers([2, 2, 2]);
  const data = { x: Float64Array.of(1, 0, 3, 0, 0, 2, 0, 4, -1, 0), y: Int32Array.of(0, 0, 1, 1, 1) };
  const phi = Float64Array.of(1, 0, 0, 1, 0, 0, /* on from unit 0: */ 1, -1, /* from unit 1: */ 5, 5, 0, 0);

  it('puts first what gives out much that is much heard, and finds what excites it', () => {
    const [first, second] = firstLayerUnits(layers, phi, data, { count: 2, nearest: 2 });
    expect(first).toEqual({ unit: 1, weights: [0, 1], excites: [0, 3], class: 1, ofClass: 2, of: 2 });
    expect(second).toEqual({ unit: 0, weights: [1, 0], excites: [2, 0], class: 0, ofClass: 2, of: 2 });
  });

  it('counts what a rectified unit gives out, not what it holds back', () => {
    const [first] = firstLayerUnits(layers, phi.with(6, 0).with(7, 0).with(4, -9).with(5, -9), data, {
      count: 2,
      nearest: 2,
    });
    // Both units output 0: the order of the units decides.
    expect(first?.unit).toBe(0);
  });

  it('leaves the classes of a single layer in their order, and agrees with the outputs of the network', () => {
    const { test } = createMnist1d({ seed: 1, train: 10, test: 200 });
    const widths = [40, 10];
    const start = initialize(widths, stream(1, 'weights'));
    const units = firstLayerUnits(createLayers(widths), start, test, { count: 10, nearest: 1 });
    expect(units.map(({ unit }) => unit)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    const outputs = createPerceptron({ widths, data: test }).outputs(start);
    for (const { unit, excites } of units) {
      let most = 0;
      for (let i = 0; i < 200; i++) if (outputs[i * 10 + unit]! > outputs[most * 10 + unit]!) most = i;
      expect(excites).toEqual([...test.x.subarray(40 * most, 40 * most + 40)]);
    }
  });
});
