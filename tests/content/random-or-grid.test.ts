import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import experiment from '../../src/experiments/hyperparameters/random-or-grid/random-or-grid.ts';
import { parse } from '../../src/figure/permalink.ts';
import { runExperiment } from '../../src/figure/run.ts';

it.each(['hyperparameters', 'de/hyperparameters'])(
  'random-or-grid opens on %s with good values that random tries hit and the grid misses',
  (page) => {
    const source = readFileSync(`src/content/docs/${page}.mdx`, 'utf8');
    const [, settings = ''] = /<Experiment id="random-or-grid" figure="6.5.1" (.*?) main=/.exec(source)!;
    const [, told = ''] = /<Passage (.*?) step=\{0\}>/.exec(source)!;
    const query = `${settings} ${told}`.replaceAll(/[{}"]/g, '').replaceAll(' ', '&');
    const { values, messages } = parse(experiment.parameters, new URLSearchParams(query));
    expect(messages).toEqual([]);
    const { numbers, verdict } = runExperiment(experiment, values).presentation;
    expect(verdict.outcome).toBe('holds');
    expect(numbers['trials']?.value).toBe(16);
    expect(numbers['gridHere']?.value).toBe(0);
    expect(numbers['randomHere']?.value).toBeGreaterThan(0);
  },
);

it.each(['hyperparameters', 'de/hyperparameters'])(
  'the last passage of the first scene on %s has six tries of which a random one hits and none of the grid',
  (page) => {
    const source = readFileSync(`src/content/docs/${page}.mdx`, 'utf8');
    const [, told = ''] = /<Passage (matter="second" .*?) step=\{6\}>/.exec(source)!;
    const query = `perSide=4&${told.replaceAll(/[{}"]/g, '').replaceAll(' ', '&')}`;
    const { values, messages } = parse(experiment.parameters, new URLSearchParams(query));
    expect(messages).toEqual([]);
    const { numbers } = runExperiment(experiment, values, { at: 6 }).presentation;
    expect(numbers['randomHere']?.value).toBeGreaterThan(0);
    expect(numbers['gridHere']?.value).toBe(0);
  },
);
