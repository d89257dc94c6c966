import { expect, it } from 'vitest';
import { openInterpreter } from './interpreter.ts';

/** Maximum characters of one answer that reach the page: printed output, and everything else. */
const MOST = 20_000;

const saying = (code: string) => ({
  id: 1,
  text: JSON.stringify({
    kind: 'rule',
    code,
    problem: { kind: 'loss', code: 'def loss(x):\n    return x' },
    start: [1],
    steps: 1,
  }),
});

it.each([
  ['lines', 'for k in range(20000):\n    print(k)', 'reply'],
  ['long lines', 'for k in range(2000):\n    print("x" * 1000)', 'reply'],
  ['one line', 'print("x" * 2000000)', 'reply'],
  ['pieces without a line’s end', 'for k in range(2000):\n    print("x" * 1000, end="")', 'reply'],
  ['the words of an error', 'raise ValueError("x" * 2000000)', 'reply'],
])('a flood of %s comes to the page as one short message', async (_, code, kind) => {
  const interpreter = await openInterpreter();
  const before = interpreter.sent().length;
  const message = await interpreter.say(saying(code));
  expect(message?.kind).toBe(kind);
  expect(interpreter.sent()).toHaveLength(before + 1);
  expect(interpreter.sent().at(-1)).toBeLessThan(MOST);
});

it.each([
  ['is long', `'x' * 200000`],
  ['names a column of more numbers than a sheet has', `'{"columns": [["loss", 0, 300000]]}'`],
  [
    'names so many columns that they are more together than memory has',
    `'{"columns": [%s]}' % ", ".join(['["c%d", 0, 262144]' % k for k in range(400)])`,
  ],
  ['names one column many times', `'{"columns": [%s]}' % ", ".join(['["c", 0, 262144]'] * 400)`],
  ['takes numbers away from the sum', `'{"columns": [["a", 0, -1e9], ["b", 0, 262144]]}'`],
])('an answer that a broken interpreter makes up, and that %s, sends nothing', async (_, told) => {
  const interpreter = await openInterpreter({ '_interpreter.py': `def answer(text):\n    return ${told}` });
  expect((await interpreter.say(saying('')))?.kind).toBe('broken');
  expect(interpreter.sent().at(-1)).toBeLessThan(MOST);
});
