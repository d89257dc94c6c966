import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import experiment from '../../src/experiments/hyperparameters/random-or-grid/random-or-grid.ts';
import { parse } from '../../src/figure/permalink.ts';
import { runExperiment } from '../../src/figure/run.ts';

const source = readFileSync('src/content/docs/hyperparameters.mdx', 'utf8');

it('random-or-grid opens with good values that random tries hit and the grid misses', () => {
  const [, settings = ''] = /<Experiment id="random-or-grid" figure="6.5.1" (.*?) main=/.exec(source)!;
  const [, told = ''] = /<Passage (.*?) step=\{2\}>/.exec(source)!;
  const query = `${settings} ${told}`.replaceAll(/[{}"]/g, '').replaceAll(' ', '&');
  const { values, messages } = parse(experiment.parameters, new URLSearchParams(query));
  expect(messages).toEqual([]);
  const { numbers, verdict } = runExperiment(experiment, values).presentation;
  expect(verdict.outcome).toBe('holds');
  expect(numbers['trials']?.value).toBe(16);
  expect(numbers['gridHere']?.value).toBe(0);
  expect(numbers['randomHere']?.value).toBeGreaterThan(0);
});

it('what the passages say of their pictures is so', () => {
  const passages = [...source.matchAll(/<Passage (matter=.*?) play>/g)].map(([, told = '']) => {
    const query = `perSide=4&${told.replaceAll(/[{}"]/g, '').replaceAll(' ', '&')}`;
    const { values, messages } = parse(experiment.parameters, new URLSearchParams(query));
    expect(messages).toEqual([]);
    const { numbers } = runExperiment(experiment, values).presentation;
    const value = (name: string): number => numbers[name]?.value ?? Number.NaN;
    return {
      matter: values.matter,
      seed: values.seed,
      grid: value('gridHere'),
      random: value('randomHere'),
      times: value('randomTheory') / value('gridTheory'),
    };
  });
  expect(passages).toHaveLength(4);
  const [between, both, second, hidden] = passages;
  expect(between).toMatchObject({ matter: '1', grid: 0 });
  // The grid finds the peak more often; here it is in a gap of the random tries.
  expect(both).toMatchObject({ matter: '2', random: 0 });
  expect(both?.grid).toBeGreaterThan(0);
  expect(both?.times).toBeLessThan(0.8);
  // Again between two of its settings; the random tries find the strip nearly twice as often.
  expect(second).toMatchObject({ matter: 'second', grid: 0 });
  expect(second?.random).toBeGreaterThan(0);
  expect(second?.times).toBeGreaterThan(1.7);
  expect(second?.times).toBeLessThan(2);
  // Next redraws only the random tries.
  expect(hidden).toMatchObject({ matter: '1', grid: 0 });
  expect(hidden?.random).toBeGreaterThan(0);
  expect(hidden?.seed).not.toBe(between?.seed);
});
