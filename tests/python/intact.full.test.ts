import { expect, it } from 'vitest';
import { hostilePython } from '../browser/hostile.ts';
import { openInterpreter } from './interpreter.ts';

const plain = { code: 'def model(x, phi):\n    return np.exp(x)\n', phi: [0], xs: [0, 1] };

it.each([
  'np.exp = None',
  'np.ndarray.__add__ = None',
  'np.Dual.__mul__ = lambda a, b: a',
  'import sys\nsys.path.clear()',
  'import sys\nsys.modules.clear()',
  'import builtins\nbuiltins.len = lambda x: 0',
])('a text that changes what later runs stand on is found out: %s', async (code) => {
  const interpreter = await openInterpreter();
  const message = await interpreter.say({
    id: 1,
    text: JSON.stringify({ kind: 'curve', ...plain, code: `${code}\n${plain.code}` }),
  });
  // Broken, or detected as modified: either way the page replaces the worker.
  expect(message?.kind === 'broken' || (message?.kind === 'reply' && !message.reply.intact)).toBe(true);
});

it('numbers drawn without a generator of one’s own are the same in each run', async () => {
  const interpreter = await openInterpreter();
  const ask = { code: 'shift = np.random.rand()\ndef model(x, phi):\n    return x + shift\n', phi: [0], xs: [0] };
  const [first, second] = [await interpreter.ask('curve', ask), await interpreter.ask('curve', ask)];
  expect(second.columns).toEqual(first.columns);
});

it('Python cannot access JavaScript, and writes no file', async () => {
  const attempts = hostilePython('http://localhost/');
  const closed = Object.keys(attempts).filter((name) => /^js|JavaScript|proxy/.test(name));
  expect(closed.length).toBeGreaterThan(9);
  for (const name of closed) {
    const interpreter = await openInterpreter();
    const ask = {
      code: attempts[name]!,
      problem: { kind: 'loss', code: 'def loss(x):\n    return x' },
      start: [1],
      steps: 1,
    };
    const message = await interpreter.say({ id: 1, text: JSON.stringify({ kind: 'rule', ...ask }) });
    const error = message?.kind === 'reply' ? message.reply.error?.message : 'broken';
    expect(error, name).toMatch(/has no attribute|no such|broken|isn't|KeyError|no loop|^js$/);
  }
  const interpreter = await openInterpreter();
  const file = await interpreter.ask('curve', { ...plain, code: `open("/x", "w").write("a")\n${plain.code}` });
  expect(file.error?.type).toBe('OSError');
});
