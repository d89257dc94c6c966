import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { explain } from '../../src/python/errors.ts';
import { numpyNames } from '../../src/python/known-names.ts';
import { EXPRESSION_NAMES, expressions, type LaboratoryReference } from '../../src/references/laboratory.ts';
import { referenceFolder } from '../../src/references/references.ts';
import { type Interpreter, openInterpreter } from './interpreter.ts';

const reference: LaboratoryReference = JSON.parse(readFileSync(`${referenceFolder}/laboratory.json`, 'utf8'));

let interpreter: Interpreter;
beforeAll(async () => {
  interpreter = await openInterpreter();
});

const number = (text: string): number => Number(text.replace('inf', 'Infinity').replace('nan', 'NaN'));

/** The shape and the numbers of an expression, in the interpreter. */
async function evaluated(code: string): Promise<{ shape: number[]; values: number[]; error: unknown }> {
  const text = `${EXPRESSION_NAMES}
value = ${code}
shape = list(np.shape(value))
flat = [float(one) for one in (np.ravel(value) if shape else [value])]
answer = [float(len(shape))] + [float(one) for one in shape] + flat
def model(x, phi):
    return answer[int(x)] if x < len(answer) else -12345.0
`;
  const reply = await interpreter.ask('curve', { code: text, phi: [0], xs: Array.from({ length: 40 }, (_, k) => k) });
  const all = Array.from(reply.columns['values'] ?? []);
  const [n = 0] = all;
  const end = all.indexOf(-12345);
  return { shape: all.slice(1, 1 + n), values: all.slice(1 + n, end < 0 ? undefined : end), error: reply.error };
}

describe('the small NumPy gives what NumPy gives', () => {
  it('on every expression that the reference holds, and no other', () => {
    expect(reference.expressions.map(({ code }) => code)).toEqual(expressions);
    expect(expressions.length).toBeGreaterThan(190);
  });

  it.each(reference.expressions.map((one) => [one.code, one] as const))('%s', async (code, { shape, values }) => {
    const got = await evaluated(code);
    expect(got.error).toBeUndefined();
    expect(got.shape).toEqual(shape);
    expect(got.values.length).toBe(values.length);
    for (const [k, text] of values.entries()) {
      const wanted = number(text);
      if (Number.isFinite(wanted))
        expect(Math.abs(got.values[k]! - wanted)).toBeLessThanOrEqual(1e-12 * Math.max(1, Math.abs(wanted)));
      else expect(got.values[k]).toEqual(wanted);
    }
  });
});

it('a stretch of a list of numbers is cut out at once, and not place by place', async () => {
  const code = `
asked = []
places = np._places
def counted(key, shape):
    asked.append(key)
    return places(key, shape)
np._places = counted
x = np.array([1.0, 2.0, 3.0, 4.0])
cut = x[1:].tolist() + x[slice(None)].tolist() + x[::-2].tolist() + x[9:].tolist()
before = len(asked)
x[[0, 1]]
np._places = places
answer = [before, len(asked)] + cut
def model(x, phi):
    return answer[int(x)]
`;
  const { columns, error } = await interpreter.ask('curve', { code, phi: [0], xs: [...new Array(11).keys()] });
  expect(error).toBeUndefined();
  expect(Array.from(columns['values'] ?? [])).toEqual([0, 1, 2, 3, 4, 1, 2, 3, 4, 4, 2]);
});

describe('what is not in it says so by its name', () => {
  it.each([
    ['np.fft.fft(a)', 'numpy.fft is not in this small NumPy.'],
    ['np.linalg.qr(M)', 'numpy.linalg.qr is not in this small NumPy.'],
    [
      'np.random.default_rng(1)',
      'numpy.random.default_rng is not in this small NumPy. np.random has RandomState, choice, normal, permutation,',
    ],
    ['np.array([[a]])', 'because there is an array of 3 numbers inside the brackets: should they be summed?'],
    ['np.array([[a[:1]], [0]])', 'inside the brackets: take the number out of it with [0].'],
    ['np.sqroot(a)', 'numpy.sqroot is not in this small NumPy. Did you mean sqrt?'],
    ['np.einsum("i,i", a, b)', 'numpy.einsum is not in this small NumPy.'],
    ['np.zeros((2, 2, 2))', 'This small NumPy only has arrays of one and two dimensions; this one would have 3.'],
    ['np.array(["a"])', 'An array can only contain numbers, not a string.'],
    ['a + np.zeros(2)', 'Shapes (3,) and (2,) do not match.'],
    ['a[3]', 'Index 3 is out of bounds: the array has 3 entries.'],
    ['1 if a > 0 else 2', 'The truth value of an array with several numbers is ambiguous: use np.any or np.all.'],
    ['a.cumsun()', 'An array has no cumsun. Did you mean cumsum?'],
  ])('%s', async (code, message) => {
    const ask = { code: `${EXPRESSION_NAMES}\ndef model(x, phi):\n    return ${code}\n`, phi: [0], xs: [1] };
    const { error } = await interpreter.ask('curve', ask);
    expect(error && explain(error, ask).message).toContain(message);
  });

  it('and lists what is there', () => {
    for (const name of ['array', 'zeros_like', 'sqrt', 'maximum', 'linalg', 'random', 'where'])
      expect(numpyNames).toContain(name);
    for (const name of numpyNames) expect(name).toMatch(/^[a-z]\w*$/);
  });
});

describe('an array that is changed in place', () => {
  it.each([
    ['a[0] = 9\nvalue = a', [9, -2, 3.25]],
    ['a[1:] = 0\nvalue = a', [1.5, 0, 0]],
    ['a[a > 0] = 1\nvalue = a', [1, -2, 1]],
    ['M[0] = a\nvalue = M[0]', [1.5, -2, 3.25]],
    ['M[:, 1] = 0\nvalue = M[1]', [4, 0, 6.5]],
    ['other = a\na += 1\nvalue = other', [2.5, -1, 4.25]],
    ['other = a\na = a + 1\nvalue = other', [1.5, -2, 3.25]],
    ['c[0] = 2.9\nvalue = c', [2, 1, 2]],
    ['other = a.copy()\na *= 2\nvalue = other', [1.5, -2, 3.25]],
  ])('%s', async (code, wanted) => {
    const text = `${EXPRESSION_NAMES}\n${code}\ndef model(x, phi):\n    return float(value[int(x)])\n`;
    const { columns, error } = await interpreter.ask('curve', { code: text, phi: [0], xs: [0, 1, 2] });
    expect(error).toBeUndefined();
    expect(Array.from(columns['values'] ?? [])).toEqual(wanted);
  });

  it('that holds whole numbers takes no fractions', async () => {
    const ask = { code: `${EXPRESSION_NAMES}\nc += 0.5\ndef model(x, phi):\n    return x\n`, phi: [0], xs: [0] };
    const { error } = await interpreter.ask('curve', ask);
    expect(error && explain(error, ask).message).toContain('integer array cannot store fractions');
  });
});
