import { expect, it } from 'vitest';
import { defaults } from '../../../../src/engine/values.ts';
import network from '../../../../src/experiments/your-turn/network/network.ts';
import { runExperiment } from '../../../../src/figure/run.ts';

const shown = (change: Partial<ReturnType<typeof values>>) =>
  runExperiment(network, { ...values(), ...change }).presentation;
const values = () => ({ ...defaults(network.parameters), steps: 0 });

it('lets the size of each hidden layer be changed beside its name, and offers a second one where there is none', () => {
  const sizesOf = (change: Partial<ReturnType<typeof values>>) => {
    const { panels, offers = [] } = shown(change);
    const [first] = panels;
    return { sizes: first?.kind === 'network' && first.sizes, offers: offers.map(({ text, set }) => [text, set]) };
  };
  expect(sizesOf({ first: 4, second: 3 })).toEqual({ sizes: [undefined, 'first', 'second', undefined], offers: [] });
  expect(sizesOf({ first: 8, second: 0 })).toEqual({
    sizes: [undefined, 'first', undefined],
    offers: [['add a second layer', { second: 1 }]],
  });
});

it('says of a rate which multiple of the suggested one it is', () => {
  const { verdict, numbers } = shown({ steps: 5, rate: 2 });
  expect(verdict.text).toContain('a rate of {rate}, which is {times} times the suggested one');
  expect(numbers['times']?.value).toBe(2);
  expect(shown({ steps: 5 }).verdict.text).toContain('at its suggested rate of {rate}');
});
