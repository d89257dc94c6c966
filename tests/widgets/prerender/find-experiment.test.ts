import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ExperimentError, findExperiment } from '../../../src/widgets/prerender/find-experiment.ts';

test('findExperiment(id) loads it by its id', async () => {
  expect((await findExperiment('sgd')).source).toContain('UDL');
});

test.each([
  ['sdg', 'unknown experiment "sdg"; did you mean "sgd"?'],
  ['nothing-like-it', 'unknown experiment "nothing-like-it"; there are one-dimension, '],
  ['toString', 'unknown experiment "toString"'],
  ['../engine/run', 'unknown experiment "../engine/run"'],
  ['index', 'unknown experiment "index"'],
])('findExperiment(%j) says which are meant', async (id, text) => {
  await expect(findExperiment(id)).rejects.toThrow(text);
});

describe('where a file is not in the catalogue', () => {
  const here = process.cwd();
  const folder = mkdtempSync(join(tmpdir(), 'find-experiment-'));
  beforeAll(() => {
    mkdirSync(join(folder, 'src/experiments/cliffs'), { recursive: true });
    for (const name of ['cliff', 'two-cliffs']) writeFileSync(join(folder, `src/experiments/cliffs/${name}.ts`), '');
    process.chdir(folder);
  });
  afterAll(() => {
    process.chdir(here);
    rmSync(folder, { recursive: true });
  });

  test.each([
    ['cliff', "cliff: () => import('./cliffs/cliff.ts'),"],
    ['two-cliffs', "'two-cliffs': () => import('./cliffs/two-cliffs.ts'),"],
  ])('findExperiment(%j) gives the line that is missing', async (id, line) => {
    await expect(findExperiment(id)).rejects.toThrow(
      `experiment "${id}": src/experiments/cliffs/${id}.ts exists; add its line to src/experiments/index.ts: ${line}`,
    );
  });
});

describe('ExperimentError', () => {
  test('names the experiment, its file and the line in it', () => {
    const error = new Error('no such loss');
    error.stack =
      'Error: no such loss\n  at f (/x/src/engine/a.ts:1:2)\n  at g (file:///x/src/experiments/stochastic-gradient-descent/sgd/sgd.ts:41:7)';
    expect(new ExperimentError('sgd', error).message).toBe(
      'sgd (src/experiments/stochastic-gradient-descent/sgd/sgd.ts:41): no such loss',
    );
  });

  test('does without a line, and without an Error', () => {
    expect(new ExperimentError('sgd', 'no such loss').message).toBe(
      'sgd (src/experiments/stochastic-gradient-descent/sgd/sgd.ts): no such loss',
    );
  });
});
