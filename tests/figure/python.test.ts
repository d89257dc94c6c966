import { describe, expect, it } from 'vitest';
import { optimizers } from '../../src/engine/optimizers/index.ts';
import { problems } from '../../src/engine/problems/index.ts';
import { type Sampling, samplings } from '../../src/engine/training/batches.ts';
import { defaults } from '../../src/engine/values.ts';
import { experiments } from '../../src/experiments/index.ts';
import escapes from '../../src/experiments/stochastic-gradient-descent/claim-escapes-minima/claim-escapes-minima.ts';
import { pythonScript, type Script, scriptAt } from '../../src/figure/python.ts';

const momentum = { problem: problems.gabor, optimizer: optimizers.momentum, start: [-1.5, 6.5], steps: 12, prints: {} };

/** Checks that a script contains the lines of its run, in order, each once if it is longer than a bracket. */
function expectWritten({ text, run }: Required<Script>): void {
  const { problem, numbers, state, step, start, steps, bound } = run;
  const wanted = [
    ...problem.trimEnd().split('\n'),
    ...numbers,
    `steps = ${steps}`,
    `phi = np.array([${start.join(', ')}], dtype=float)`,
    ...state,
    ...step.map((line) => `    ${line}`),
    `    if not np.linalg.norm(phi) <= ${bound}:`,
  ];
  let at = 0;
  for (const line of wanted) {
    const found = text.indexOf(`${line}\n`, at);
    expect(found, line).toBeGreaterThanOrEqual(at);
    at = found + line.length;
  }
}

describe('pythonScript brings along the run that it writes', () => {
  it('on all examples', () => {
    const script = pythonScript({ about: '', ...momentum, hyper: { alpha: 0.25 } });
    expect(script.run).toEqual({
      problem: problems.gabor.python,
      numbers: ['alpha = 0.25', 'beta = 0.9'],
      state: ['m = np.zeros_like(phi)'],
      step: optimizers.momentum.python.split('\n'),
      start: [-1.5, 6.5],
      steps: 12,
      bound: 1e8,
    });
    expectWritten(script);
  });

  it.each(Object.keys(samplings) as Sampling[])('on batches: %s', (sampling) => {
    const script = pythonScript({
      about: '',
      ...momentum,
      batches: { size: 5, sampling, seed: 3 },
      bounds: { norm: 50 },
    });
    expect(script.run.batches).toEqual({ examples: 30, size: 5, sampling, seed: 3 });
    expect(script.run.bound).toBe(50);
    expectWritten(script);
  });

  it('with the sampling and the seed that a run has where it names none', () => {
    const { text, run } = pythonScript({ about: '', ...momentum, batches: { size: 5 } });
    expect(run.batches).toEqual({ examples: 30, size: 5, sampling: 'epochs', seed: 0 });
    expect(text).toContain('rng = np.random.RandomState(0)');
  });
});

describe('of the experiments', () => {
  it.each(Object.entries(experiments))(
    '%s: a script of one run brings it along, and no other does',
    async (_, load) => {
      const { default: experiment } = await load();
      const { text, run } = scriptAt(experiment, defaults(experiment.parameters)) ?? { text: '' };
      expect(run !== undefined).toBe(/^# What the rule sees/m.test(text) && !/^first_alpha/m.test(text));
      if (run) expectWritten({ text, run });
    },
  );

  it('a rate that falls is more than the rule and its numbers: the script has no run to change', () => {
    const usual = defaults(escapes.parameters);
    const at = (schedule: typeof usual.schedule) => scriptAt(escapes, { ...usual, schedule });
    expect(at('constant')?.run).toBeDefined();
    expect(at('linearDecay')?.text).toContain('first_alpha');
    expect(at('linearDecay')?.run).toBeUndefined();
  });
});
