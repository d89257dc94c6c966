import { expect, it } from 'vitest';
import { defaults } from '../../../../src/engine/values.ts';
import network from '../../../../src/experiments/your-turn/network/network.ts';
import { runExperiment } from '../../../../src/figure/run.ts';

const offered = (change: Partial<ReturnType<typeof values>>) =>
  runExperiment(network, { ...values(), ...change }).presentation.offers?.map(({ text, set }) => [text, set]);
const values = () => ({ ...defaults(network.parameters), steps: 0 });

it('offers a unit more or less in each layer, as far as there may be', () => {
  expect(offered({ first: 4, second: 3 })).toEqual([
    ['add a unit to layer 1', { first: 5 }],
    ['take one from layer 1', { first: 3 }],
    ['add a unit to layer 2', { second: 4 }],
    ['take one from layer 2', { second: 2 }],
  ]);
  expect(offered({ first: 8, second: 0 })).toEqual([
    ['take one from layer 1', { first: 7 }],
    ['add a second layer', { second: 1 }],
  ]);
  expect(offered({ first: 1, second: 1 })).toEqual([
    ['add a unit to layer 1', { first: 2 }],
    ['add a unit to layer 2', { second: 2 }],
    ['take the second layer out', { second: 0 }],
  ]);
});
