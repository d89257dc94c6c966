import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import experiment from '../../src/experiments/hyperparameters/random-or-grid/random-or-grid.ts';
import { parse } from '../../src/figure/permalink.ts';
import { runExperiment } from '../../src/figure/run.ts';

const source = readFileSync('src/content/docs/hyperparameters.mdx', 'utf8');

/** The passages of both scenes, with who hears music there. */
const passages = [...source.matchAll(/<Passage (matter=.*?)>/g)].map(([, told = '']) => {
  const query = `perSide=4&${told
    .replace(/ play$/, '')
    .replaceAll(/[{}"]/g, '')
    .replaceAll(' ', '&')}`;
  const { values, messages } = parse(experiment.parameters, new URLSearchParams(query));
  expect(messages).toEqual([]);
  const { numbers } = runExperiment(experiment, values).presentation;
  const value = (name: string): number => numbers[name]?.value ?? Number.NaN;
  return {
    values,
    matter: values.matter,
    tries: value('trials'),
    grid: value('gridHere'),
    random: value('randomHere'),
    times: value('randomTheory') / value('gridTheory'),
  };
});

it('what the passages say of their pictures is so', () => {
  expect(passages).toHaveLength(6);
  const [first, between, again, hidden, both, second] = passages;
  // Both hear music before the reader hides.
  expect(first).toMatchObject({ matter: '1', tries: 16, grid: 4 });
  expect(first?.random).toBeGreaterThan(0);
  expect(between).toMatchObject({ matter: '1', grid: 0 });
  expect(between?.random).toBeGreaterThan(0);
  expect(again?.values).toEqual(between?.values);
  expect(hidden).toMatchObject({ matter: '1', grid: 0 });
  expect(hidden?.random).toBeGreaterThan(0);
  // The grid finds the peak more often; here it is in a gap of the random tries.
  expect(both).toMatchObject({ matter: '2', random: 0 });
  expect(both?.grid).toBeGreaterThan(0);
  expect(both?.times).toBeLessThan(0.8);
  // Again between two of its settings; the random tries find the strip nearly twice as often.
  expect(second).toMatchObject({ matter: 'second', grid: 0 });
  expect(second?.random).toBeGreaterThan(0);
  expect(second?.times).toBeGreaterThan(1.7);
  expect(second?.times).toBeLessThan(2);
});

it('before the last draw nobody had heard the strip, and the reader could hide from both', () => {
  const [, , again, hidden] = passages;
  const { seed } = again!.values;
  expect(hidden?.values.seed).not.toBe(seed);
  const { numbers } = runExperiment(experiment, { ...hidden!.values, seed }).presentation;
  expect([numbers['gridHere']?.value, numbers['randomHere']?.value]).toEqual([0, 0]);
});
