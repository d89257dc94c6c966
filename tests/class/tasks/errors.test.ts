import { beforeAll, describe, expect, it } from 'vitest';
import { examine, type RunTask } from '../../../src/class/tasks/diagnose.ts';
import { slipped } from '../../../src/class/tasks/task.ts';
import { verdictOf } from '../../../src/class/tasks/task-verdict.ts';
import { taskOf } from '../../../src/class/tasks/tasks.ts';
import { openInterpreter } from '../../python/interpreter.ts';
import { inPython } from './in-python.ts';

let run: RunTask;
beforeAll(async () => {
  run = inPython(await openInterpreter());
});

const step = taskOf('notebook-6.3.fixed-rate');
const adam = taskOf('notebook-6.5.adam');
const momentum = taskOf('notebook-6.4.momentum');
const batch = taskOf('notebook-6.3.batch');
const says = async (task: typeof step, code: string) => verdictOf(task, await examine(task, code, run));
const body = (lines: string) => `def gradient_descent_step_fixed_learning_rate(phi, data, alpha):\n${lines}`;

describe('what a text that cannot be compared is told', () => {
  it.each([
    ['nothing given back', '    phi = phi + 1', 'returns nothing (None). Its last line should begin with return phi.'],
    ['another shape', '    return phi * data', 'returns an array of shape (2, 30) instead of 2 numbers.'],
    ['one number', '    return 3', 'returns one number instead of 2 numbers.'],
    ['a string', "    return 'phi'", 'returns a string, even if it looks like a number; write numbers without quotes.'],
    ['a number as a text', '    return str(3)', 'returns a string, even if it looks like a number'],
    ['a list of texts', "    return ['1', '2']", 'returns something that does not consist of numbers.'],
    [
      'a name that is given, misspelt',
      '    return compute_gradent(phi)',
      'Line 2. compute_gradent is not defined. Did you mean compute_gradient?',
    ],
    ['a bracket left open', '    return (phi', 'Line 2. The ( in this line is never closed.'],
    ['a division by zero', '    return phi * (1 / 0)', 'Line 2. Division by zero.'],
    ['too few values', '    return compute_gradient(phi)', 'Line 2. '],
  ])('%s', async (_, lines, told) => {
    expect(await says(step, body(lines))).toContain(told);
  });

  it('a name of the page that is none of the task, without offering it', async () => {
    const late = slipped(adam, { put: ['beta ** (c_step + 1)', 'beta ** t'] });
    expect(await says(adam, late)).toBe('Line 10. t is not defined.');
  });

  it('a function of another name', async () => {
    expect(await says(step, 'def my_step(phi):\n    return phi')).toContain(
      'Your code does not define the function gradient_descent_step_fixed_learning_rate.',
    );
  });

  it('an error in a later step, with its step', async () => {
    expect(await says(adam, slipped(adam, { put: ['m_tilde = m /', 'm_tilde = mm /'] }))).toContain(
      'mm is not defined.',
    );
  });

  it('a malformed path', async () => {
    expect(await says(adam, slipped(adam, { put: ['return grad_path', 'return grad_path[:, 0]'] }))).toContain(
      'adam should return grad_path, an array of shape (2, 61).',
    );
  });

  it('one thing given back for two', async () => {
    expect(await says(momentum, slipped(momentum, { put: ['return phi, momentum', 'return phi'] }))).toContain(
      'momentum_step should return two values:',
    );
  });
});

describe('what is right in another way', () => {
  it('a batch drawn by another function: the engine follows the examples that were drawn', async () => {
    const other = slipped(batch, {
      put: [
        'np.random.permutation(data.shape[1])[:batch_size]',
        'np.random.choice(data.shape[1], batch_size, replace=False) * 1',
      ],
    });
    expect(await examine(batch, other, run)).toMatchObject({ kind: 'met' });
    const backwards = slipped(batch, {
      put: ['np.random.permutation(data.shape[1])[:batch_size]', 'np.random.permutation(data.shape[1])[-batch_size:]'],
    });
    expect(await examine(batch, backwards, run)).toMatchObject({ kind: 'met' });
  });

  it('flat arrays where the notebook has columns', async () => {
    const flat = body(
      '    g = compute_gradient(data[0], data[1], phi).reshape(-1)\n    return phi.reshape(-1) - alpha * g',
    );
    expect(await examine(step, flat, run)).toMatchObject({ kind: 'met' });
  });

  it('phi changed in place', async () => {
    const inPlace = body('    phi -= alpha * compute_gradient(data[0, :], data[1, :], phi)\n    return phi');
    expect(await examine(step, inPlace, run)).toMatchObject({ kind: 'met' });
  });
});

it('what is right in another way is not called wrong where our own run of that way did not end', async () => {
  const search = taskOf('notebook-6.1.line-search');
  const other = slipped(search, search.variants![0]!);
  const ended = { printed: '', error: { kind: 'ended', message: 'This took more than a second.' } } as const;
  const slow: RunTask = async (ask, lane) => (lane === search.id ? run(ask, lane) : ended);
  expect(await examine(search, other, slow)).toMatchObject({ kind: 'error', error: { kind: 'ended' } });
  const passing: RunTask = async (ask, lane) => (lane === search.id ? run(ask, lane) : { printed: '', passed: true });
  expect(await examine(search, other, passing)).toEqual({ kind: 'passed' });
  // It is tried again the next time.
  expect(await examine(search, other, run)).toMatchObject({ kind: 'met', variant: {} });
});

describe('what is wrong in more ways than one', () => {
  it('names both slips where no single one has the numbers', async () => {
    const two = slipped(
      momentum,
      { put: ['(1 - beta) * gradient', 'gradient'] },
      { put: ['phi = phi - alpha * momentum', 'phi = phi + alpha * momentum'] },
    );
    const finding = await examine(momentum, two, run);
    expect(finding).toMatchObject({
      kind: 'differs',
      like: { slips: [{ name: 'weight forgotten' }, { name: 'sign' }] },
    });
    expect(verdictOf(momentum, finding)).toContain('This looks like two mistakes at once.');
  });

  it('says so where it knows no slip with these numbers', async () => {
    const odd = slipped(momentum, { put: ['(1 - beta) * gradient', '0.123 * gradient'] });
    expect(await says(momentum, odd)).toContain('It matches none of the usual mistakes.');
  });

  it('says at which step a run leaves the reference', async () => {
    const nesterov = taskOf('notebook-6.4.nesterov');
    expect(await says(nesterov, nesterov.stub)).toMatch(/^Step 1 is right, but at step 2 \*m\*_0 is /);
  });
});
