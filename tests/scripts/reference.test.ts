import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { optimizers } from '../../src/engine/optimizers/index.ts';
import { problems } from '../../src/engine/problems/index.ts';

const PYTHON = '/usr/bin/python3';
const hasNumpy = spawnSync(PYTHON, ['-c', 'import numpy']).status === 0;

/** Runs exported.py on one rule, on Rosenbrock from the start of the references. */
function descend(alpha: number) {
  const { id, pythonState, python } = optimizers.gradientDescent;
  const run = {
    problem: 'rosenbrock',
    optimizer: id,
    source: problems.rosenbrock.python,
    state: pythonState,
    step: python,
    hyper: { alpha },
    start: [-1.2, 1],
    steps: 40,
  };
  const input = JSON.stringify({ problems: [], runs: [run] });
  return spawnSync(PYTHON, ['-B', 'scripts/reference/exported.py'], { input, encoding: 'utf8' });
}

describe.skipIf(!hasNumpy)('scripts/reference/exported.py', () => {
  it('names rule, settings, problem and step of a run that overflows, and says what to do', () => {
    const { status, stderr, stdout } = descend(1);
    expect(status).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toMatch(
      /^the exported Python of optimizer gradient-descent \(alpha = 1\) leaves .* problem rosenbrock at step \d+ of 40/,
    );
    expect(stderr).toContain('lower its default rate, or give it settings');
    expect(stderr).not.toMatch(/Traceback|RuntimeWarning|JSON/);
  });

  it('prints the run of a rate that is small enough', () => {
    const { status, stdout } = descend(0.001);
    expect(status).toBe(0);
    expect(JSON.parse(stdout).runs[0].phi).toHaveLength(41);
  });
});
