import { beforeAll, describe, expect, it } from 'vitest';
import { explain, refused } from '../../src/python/errors.ts';
import { type Interpreter, openInterpreter } from './interpreter.ts';

let interpreter: Interpreter;
beforeAll(async () => {
  interpreter = await openInterpreter();
});

const problem = { kind: 'loss', code: 'def loss(x, y):\n    return x ** 2 + y ** 2\n' } as const;
const RULE = `alpha = 0.1
m = np.zeros_like(phi)

for t in range(1, steps + 1):
    g = gradient(phi)
    m = 0.9 * m + g
    phi = phi - alpha * m`;

/** The message on the rule with one text replaced by another. */
async function saidOf(find: string, put: string) {
  const code = RULE.replace(find, put);
  expect(code).not.toBe(RULE);
  const ask = { code, problem, start: [1, 2], steps: 12 };
  const { error, step } = await interpreter.ask('rule', ask);
  return error && explain(error, ask, step);
}

it('an error in a function of the reader’s own is told where it happens, and not where the function is called', async () => {
  const code = `def move(phi):
    return phi - alhpa * gradient(phi)

for t in range(1, steps + 1):
    phi = move(phi)`;
  const ask = { code, problem, start: [1, 2], steps: 12 };
  const { error, step } = await interpreter.ask('rule', ask);
  expect(error && explain(error, ask, step)).toMatchObject({ where: 'rule', line: 2 });
});

describe('an error of a rule is said in plain words, with its line', () => {
  it.each([
    ['gradient(phi)', 'grad(phi)', 5, 'grad is not defined. Did you mean gradient?'],
    ['alpha * m', 'alhpa * m', 7, 'alhpa is not defined. Did you mean alpha?'],
    ['gradient(phi)', 'sqrt(phi)', 5, 'sqrt is not defined, but NumPy has np.sqrt.'],
    ['0.1', 'true', 1, 'Python writes True, not true.'],
    ['gradient(phi)', 'gradient(phi', 5, 'The ( in this line is never closed.'],
    ['gradient(phi)', 'gradient phi)', 5, 'This ) has no opening bracket.'],
    ['+ 1):', '+ 1)', 4, 'Missing colon: a line that begins with for must end with one.'],
    ['0.9 * m', '0.9 m', 6, 'Use * to multiply'],
    ['    m = 0.9', '   m = 0.9', 6, 'Indentation does not match any outer block'],
    ['    m = 0.9', '      m = 0.9', 6, 'Unexpected indent'],
    ['m = 0.9 * m + g', 'm = 0.9 * m +', 6, 'A value is missing at the end of this line.'],
    ['m = 0.9', 'if m = 0.9', 6, 'colon'],
    ['g = gradient(phi)', 'g = None', 6, '+ does not work between a number and nothing (None).'],
    [
      'g = gradient(phi)',
      'g = gradient(3)',
      5,
      'gradient and loss take a point of 2 numbers, such as phi; here they got a whole number.',
    ],
    ['g = gradient(phi)', 'g = gradient(phi, 2)', 5, 'takes'],
    ['g = gradient(phi)', 'g = gradient', 6, '+ does not work between a number and a function.'],
    ['gradient(phi)', 'loss(phi).backward()', 5, 'backward() does not exist here: use gradient(phi) for the gradient.'],
    [
      'phi = phi - alpha * m',
      'phi.backward()',
      7,
      'backward() does not exist here: use gradient(phi) for the gradient.',
    ],
    ['phi = phi - alpha * m', 'phi = m[0]', 4, 'After step 1 phi is'],
    ['phi = phi - alpha * m', 'phi = phi * (1 / 0)', 7, 'Division by zero'],
    [
      'phi = phi - alpha * m',
      'phi = phi(alpha)',
      7,
      'An array is not a function, so it cannot be called. Is a * missing before the bracket?',
    ],
    ['phi = phi - alpha * m', 'phi = phi - alpha * m[2]', 7, 'Index 2 is out of bounds: the array has 2 entries.'],
    ['alpha = 0.1', 'import pandas as pd', 1, 'The module pandas is not available here, only a small NumPy'],
    ['alpha = 0.1', 'from matplotlib import pyplot', 1, 'Remove this import if you do not need it.'],
    ['m = 0.9 * m + g', 'm = 0.9 * g^2', 6, 'In Python, ^ is not the power operator; use **.'],
    ['m = 0.9 * m + g', 'm = t ^ 0.5', 6, 'In Python, ^ is not the power operator; use **.'],
    ['alpha = 0.1', 'import random\nrandom.sample([1], 1)', 2, 'np.random.permutation or np.random.choice'],
    ['alpha = 0.1', 'raise ValueError("mine, all of it ")', 1, 'ValueError: mine, all of it.'],
    ['alpha = 0.1', 'def f(): return f()\nf()', 1, 'Infinite recursion: a function here keeps calling itself.'],
    ['alpha = 0.1', 'x = [0] * 10 ** 9', 1, 'Out of memory'],
    ['alpha = 0.1', 'return 3', 1, 'return must be inside a function'],
    ['alpha = 0.1', 'match 3:\n    case 3: pass', 1, 'This small Python has no match'],
    ['m = 0.9 * m + g', 'm = g if 0 < g else m', 6, 'write x > 0 instead of 0 < x'],
  ] as const)('%s becomes %s', async (find, put, line, message) => {
    const said = await saidOf(find, put);
    expect(said?.message).toContain(message);
    expect(said?.line).toBe(line);
    return expect(said?.where).toBe('rule');
  });

  it('tells the step where it is not the first', async () => {
    expect(await saidOf('m = 0.9 * m + g', 'm = 0.9 * m + g if t < 5 else nothing')).toMatchObject({
      line: 6,
      step: 5,
    });
  });

  it('marks the word that is meant', async () => {
    expect(await saidOf('gradient(phi)', 'grd(phi)')).toMatchObject({ line: 5, from: 8, to: 11 });
  });

  it('keeps the steps that were made before', async () => {
    const code = RULE.replace('m = 0.9 * m + g', 'm = 0.9 * m + g if t < 5 else nothing');
    const { columns } = await interpreter.ask('rule', { code, problem, start: [1, 2], steps: 12 });
    expect(columns['loss']).toHaveLength(5);
  });

  it('a block that is still being typed is told at the line that opens it', async () => {
    const ask = { code: 'alpha = 0.1\n\nwhile True:\n    ', problem, start: [1, 2], steps: 12 };
    const { error } = await interpreter.ask('rule', ask);
    expect(error && explain(error, ask)).toMatchObject({
      line: 3,
      message: 'The block after this line is empty: it needs an indented line.',
    });
  });

  it.each(['pass', 'phi - alpha * m', 'phi = phi', 'phi[0] = phi[0]'])(
    'a rule that never moves phi is told so: %s',
    async (put) => {
      expect(await saidOf('phi = phi - alpha * m', put)).toEqual({
        kind: 'wrong',
        where: 'rule',
        line: 4,
        message: 'phi never changes: set it in the last line of the loop.',
      });
    },
  );

  it('but not one whose rate is 0, nor one that starts where there is no slope', async () => {
    expect(await saidOf('0.1', '0')).toBeUndefined();
    const { error } = await interpreter.ask('rule', { code: RULE, problem, start: [0, 0], steps: 12 });
    expect(error).toBeUndefined();
  });

  it('a rule without the loop over its steps is told the line that it wants', async () => {
    expect((await saidOf('for t in range(1, steps + 1):', 'for t in [1, 2]:'))?.message).toContain(
      'for t in range(1, steps + 1):',
    );
  });
});

describe('an error of a loss', () => {
  const said = async (code: string) => {
    const ask = { problem: { kind: 'loss', code } as const, points: [[1, 1]] };
    const { error } = await interpreter.ask('slopes', ask);
    return error && explain(error, ask);
  };

  it.each([
    ['def loss(x, y):\n    x ** 2', 'loss returns nothing. Is a return at its end missing?'],
    ['def los(x, y):\n    return x', 'Your code does not define the function loss.'],
    ['def loss(phi):\n    return phi[0]', 'loss must take both parameters: write def loss(x, y):.'],
    ['def loss(x, y, z):\n    return x', 'loss must take both parameters: write def loss(x, y):.'],
    ['def loss(x, y):\n    return np.array([x, y])', 'loss returns an array of 2 numbers instead of one number.'],
    ['def loss(x, y):\n    return x + z', 'z is not defined.'],
    ['def loss(x, y):\n    return "a"', 'loss returns a string instead of one number.'],
  ])('%s', async (code, message) => {
    expect((await said(code))?.message).toContain(message);
  });

  it('math’s functions would lose the slope, and say so', async () => {
    const ask = {
      problem: { kind: 'loss', code: 'import math\ndef loss(x, y):\n    return math.exp(x) + y' } as const,
      points: [[1, 2]],
    };
    const { error } = await interpreter.ask('slopes', ask);
    expect(error && explain(error, ask)).toMatchObject({
      where: 'loss',
      line: 3,
      message: expect.stringContaining('np.exp'),
    });
  });

  it('a place without a value has none, and the others theirs', async () => {
    const problem = { kind: 'loss', code: 'def loss(x):\n    return 1 / x' } as const;
    const { columns, error } = await interpreter.ask('slopes', { problem, points: [[0], [4]] });
    expect(error).toBeUndefined();
    expect(Array.from(columns['values'] ?? [])).toEqual([Number.NaN, 0.25]);
    expect(Array.from(columns['slopes'] ?? [])).toEqual([Number.NaN, -0.0625]);
  });
});

describe('a model of the reader’s own', () => {
  const problem = {
    kind: 'model',
    code: 'def model(x, phi):\n    return phi[0] + phi[1] * x if x > 0 else phi[0]',
    data: { x: [-1, 0.5, 2], y: [1, 2, 3] },
  } as const;

  it('has the sum of squares over its points, with exact slopes', async () => {
    const { columns, error } = await interpreter.ask('slopes', { problem, points: [[0.5, 1]] });
    expect(error).toBeUndefined();
    // Residuals 0.5 - 1, 1 - 2 and 2.5 - 3.
    expect(columns['values']?.[0]).toBeCloseTo(0.25 + 1 + 0.25, 12);
    expect(columns['slopes']?.[0]).toBeCloseTo(2 * (-0.5 - 1 - 0.5), 12);
    expect(columns['slopes']?.[1]).toBeCloseTo(2 * (-1 * 0.5 - 0.5 * 2), 12);
  });

  it('has a curve', async () => {
    const { columns } = await interpreter.ask('curve', { code: problem.code, phi: [1, 2], xs: [-1, 1] });
    expect(Array.from(columns['values'] ?? [])).toEqual([1, 3]);
  });

  it('is fitted by a rule, on batches too', async () => {
    const ask = { code: RULE, problem, start: [0, 0], steps: 3, batches: [[0], [1], [2]] };
    const { columns, error } = await interpreter.ask('rule', ask);
    expect(error).toBeUndefined();
    expect(columns['loss']).toHaveLength(4);
    expect(columns['phi']?.[2]).toBeCloseTo(0.2, 12);
  });
});

describe('what the interpreter would take and Python does not', () => {
  const said = (code: string) => refused('rule', { code, problem, start: [1, 2], steps: 12 });
  it.each([
    ['a sign that stands in no name', '\u{1f642} = 0.5', 1, [0, 2], 'Invalid character \u{1f642}.'],
    ['a minus of a book', `x = 1\ny = x \u2212 1`, 2, [6, 7], 'Use - instead.'],
    ['quotes of a page', 'print(\u201cx\u201d)', 1, [6, 7], 'Use " instead.'],
    ['a space of a page', 'x =\u00a01', 1, [3, 4], 'This line contains an invisible character.'],
    ["the browser's module", 'import math\nfrom js import document', 2, [5, 7], 'The module js is not available here'],
  ])('is told: %s', (_, code, line, [from, to], message) => {
    expect(said(code)).toEqual({
      kind: 'wrong',
      where: 'rule',
      line,
      from,
      to,
      message: expect.stringContaining(message),
    });
  });
  it('and nothing else is: letters of all languages, signs in texts and remarks, names that begin like a module', () => {
    for (const code of [
      RULE,
      'α = 0.1\nélan = α',
      '# \u2212 \u{1f642}\nx = "\u2212" + \'\u2019\'',
      '"""\n\u2212\n"""',
      'import json\njs = 1',
    ])
      expect(said(code)).toBeUndefined();
    const problem = { kind: 'loss', code: 'def loss(x):\n    return x \u2212 1' } as const;
    expect(refused('slopes', { problem, points: [] })?.where).toBe('loss');
  });
});
