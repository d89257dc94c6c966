import { describe, expect, it } from 'vitest';
import { optimizers } from '../../src/engine/optimizers/index.ts';
import { problems } from '../../src/engine/problems/index.ts';
import { type Sampling, samplings } from '../../src/engine/training/batches.ts';
import { defaults } from '../../src/engine/values.ts';
import { experiments } from '../../src/experiments/index.ts';
import { pythonScript } from '../../src/figure/python.ts';
import { runOfScript } from '../../src/figure/python-run.ts';

const momentum = { problem: problems.gabor, optimizer: optimizers.momentum, start: [-1.5, 6.5], steps: 12, prints: {} };

describe('runOfScript reads what pythonScript has written', () => {
  it('a run on all examples', () => {
    const run = runOfScript(pythonScript({ about: '', ...momentum, hyper: { alpha: 0.25 } }));
    expect(run).toEqual({
      problem: problems.gabor.python,
      numbers: ['alpha = 0.25', 'beta = 0.9'],
      state: ['m = np.zeros_like(phi)'],
      step: optimizers.momentum.python.split('\n'),
      start: [-1.5, 6.5],
      steps: 12,
      bound: 1e8,
    });
  });

  it.each(Object.keys(samplings) as Sampling[])('a run on batches: %s', (sampling) => {
    const batches = { size: 5, sampling, seed: sampling === 'ordered' ? 0 : 3 };
    const run = runOfScript(pythonScript({ about: '', ...momentum, batches, bounds: { norm: 50 } }));
    expect(run?.batches).toEqual({ examples: 30, ...batches });
    expect(run?.state).toEqual(['m = np.zeros_like(phi)']);
    expect(run?.step).toEqual(optimizers.momentum.python.split('\n'));
    expect(run?.bound).toBe(50);
  });

  it('nothing of a script that makes several runs, or none', () => {
    expect(runOfScript('import numpy as np\n\nprint(1)\n')).toBeUndefined();
  });
});

describe('of the experiments', () => {
  it.each(Object.entries(experiments))('%s: a script of one run is read whole', async (_, load) => {
    const experiment = (await load()).default;
    const script = experiment.python?.(defaults(experiment.parameters)) ?? '';
    const run = runOfScript(script);
    expect(run !== undefined).toBe(/^# What the rule sees/m.test(script));
    for (const line of run?.step ?? []) expect(script).toContain(`\n    ${line}\n`);
    if (run) expect(run.step.join('\n')).toContain('phi = ');
  });
});
