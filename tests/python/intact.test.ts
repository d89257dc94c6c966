import { expect, it } from 'vitest';
import { openInterpreter } from './interpreter.ts';

const plain = { code: 'def model(x, phi):\n    return np.exp(x)\n', phi: [0], xs: [0, 1] };

it('a text that changes nothing leaves the interpreter intact, run after run', async () => {
  const interpreter = await openInterpreter();
  for (let k = 0; k < 3; k++) expect((await interpreter.ask('curve', plain)).intact).toBe(true);
  expect((await interpreter.ask('curve', { ...plain, code: `np.random.seed(3)\n${plain.code}` })).intact).toBe(true);
});

it.each(['_interpreter', '_rules', '_surfaces', '_tasks', '_texts', '_train'])(
  'a text imports nothing of the interpreter: %s',
  async (name) => {
    const interpreter = await openInterpreter();
    const { error, intact } = await interpreter.ask('curve', { ...plain, code: `import ${name}\n${plain.code}` });
    expect(error).toMatchObject({ type: 'ImportError', message: expect.stringContaining(name) });
    expect(intact).toBe(true);
    expect((await interpreter.ask('curve', plain)).error).toBeUndefined();
  },
);
