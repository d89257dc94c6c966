import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { root } from '../../scripts/command.ts';
import { hasPackages, python } from '../../scripts/python.ts';
import { optimizers } from '../../src/engine/optimizers/index.ts';
import { problems } from '../../src/engine/problems/index.ts';
import { copyProject } from '../../tests/copy-project.ts';
import { numbersPrinted } from '../reference.ts';

/** Runs exported.py on one rule, on Rosenbrock from the start of the references. */
function descend(alpha: number) {
  const { id, pythonState, python: step } = optimizers.gradientDescent;
  const run = {
    problem: 'rosenbrock',
    optimizer: id,
    source: problems.rosenbrock.python,
    state: pythonState,
    step,
    hyper: { alpha },
    start: [-1.2, 1],
    steps: 40,
  };
  const input = JSON.stringify({ problems: [], runs: [run] });
  return spawnSync(python, ['-B', 'verification/reference/exported.py'], { input, encoding: 'utf8' });
}

describe.skipIf(!hasPackages(['numpy']))('verification/reference/exported.py', () => {
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

function reference(args: readonly string[], environment: Readonly<Record<string, string>> = {}, cwd = root) {
  const env = { ...process.env, ...environment };
  return spawnSync(process.execPath, ['verification/reference.ts', ...args], { cwd, encoding: 'utf8', env });
}

describe.skipIf(!hasPackages(['numpy', 'torch']))('npm run reference -- <name>', () => {
  // A copy, since other tests read the references at the same time.
  const copy = copyProject();
  afterAll(() => rmSync(copy, { recursive: true }));
  const folder = join(copy, 'src', 'references');
  const kept = (): Map<string, string> =>
    new Map(
      readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith('.json'))
        .map((file) => [file, readFileSync(join(folder, file), 'utf8')]),
    );
  /** Names of files changed by a run. */
  function changedBy(...names: string[]): { said: string[]; changed: string[] } {
    const before = kept();
    const { stdout, stderr, status } = reference(names, {}, copy);
    expect(stderr).toBe('');
    expect(status).toBe(0);
    const changed = [...kept()].filter(([file, text]) => before.get(file) !== text).map(([file]) => file);
    return { said: stdout.trim().split('\n'), changed };
  }

  it('makes a rule that is not there, and leaves every other file as it is', () => {
    rmSync(join(folder, 'optimizers', 'nadam.json'));
    expect(changedBy('nadam')).toEqual({ said: ['optimizers/nadam.json'], changed: ['optimizers/nadam.json'] });
    // Unchanged, to the last bit or nearly so: another machine may round differently.
    const [made, was] = [copy, root].map((from) =>
      readFileSync(join(from, 'src', 'references', 'optimizers', 'nadam.json'), 'utf8'),
    ) as [string, string];
    expect(Math.abs(made.length - was.length)).toBeLessThan(0.05 * was.length);
  });

  it('makes a problem and the script of an experiment that bear one name', () => {
    const own = ['problems/linear-regression.json', 'scripts/linear-regression.json'];
    const { said, changed } = changedBy('linear-regression');
    expect(said).toEqual(own);
    expect(changed.filter((file) => !own.includes(file))).toEqual([]);
  });
});

describe('npm run reference', () => {
  it('of a name that there is not says which was meant, and runs nothing', () => {
    const { stderr, status } = reference(['adma'], { PYTHON: '/nowhere/python3' });
    expect(stderr.trim()).toBe('Nothing is called "adma"; did you mean "adam"?');
    expect(status).toBe(2);
  });

  it('says which interpreter lacks what', () => {
    const { stderr, status } = reference(['adam'], { PYTHON: '/nowhere/python3' });
    expect(stderr).toContain(
      'PYTHON=/nowhere/python3 lacks NumPy or PyTorch: /nowhere/python3 -m pip install numpy torch',
    );
    expect(status).toBe(1);
  });

  it.each([
    [['perceptron'], 'numpy torch'],
    // A loss of the gallery needs only NumPy.
    [['laboratory'], 'numpy'],
    [['sgd'], 'numpy'],
  ])('of %j needs no package that it does not use', (names, wanted) => {
    const { stderr } = reference(names, { PYTHON: '/nowhere/python3' });
    expect(stderr.trim()).toMatch(new RegExp(`-m pip install ${wanted}$`));
  });

  it('of a script that prints what JSON does not have says whose it is, what it printed and how to see it', () => {
    expect(numbersPrinted('sgd', '{"loss": 0.5}\n')).toEqual({ loss: 0.5 });
    expect(() => numbersPrinted('sgd', '{"loss": NaN}\n')).toThrow(
      'the script of sgd must print one JSON object of numbers; it printed {"loss": NaN}; npm run experiment -- sgd --format=python shows it',
    );
  });

  it('-- --help names everything that can be made', () => {
    const { stdout } = reference(['--help']);
    for (const word of ['adam', 'gabor', 'sgd', 'notebooks', 'rate-ridge', 'PYTHON', '--table'])
      expect(stdout).toContain(word);
  });
});
