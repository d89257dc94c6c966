import { expect, it } from 'vitest';
import { openRoom } from './room.ts';

const plain = { code: 'def model(x, phi):\n    return np.exp(x)\n', phi: [0], xs: [0, 1] };

it('a text that changes nothing leaves the room intact, run after run', async () => {
  const room = await openRoom();
  for (let k = 0; k < 3; k++) expect((await room.ask('curve', plain)).intact).toBe(true);
  expect((await room.ask('curve', { ...plain, code: `np.random.seed(3)\n${plain.code}` })).intact).toBe(true);
});

it.each(['_room', '_rules', '_surfaces', '_tasks', '_texts', '_train'])(
  'a text imports nothing of the room: %s',
  async (name) => {
    const room = await openRoom();
    const { error, intact } = await room.ask('curve', { ...plain, code: `import ${name}\n${plain.code}` });
    expect(error).toMatchObject({ type: 'ImportError', message: expect.stringContaining(name) });
    expect(intact).toBe(true);
    expect((await room.ask('curve', plain)).error).toBeUndefined();
  },
);
