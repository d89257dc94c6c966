import { expect, it } from 'vitest';
import { openRoom } from '../room.ts';

/** What the page takes in of one answer at most: what was printed, and what is told beside it. */
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
  ['what stands in the place of the room', 'import _room\n_room._told = lambda error: "x" * 200000\n1 / 0', 'broken'],
])('a flood of %s comes to the page as one short message', async (_, code, kind) => {
  const room = await openRoom();
  const before = room.sent().length;
  const message = await room.say(saying(code));
  expect(message?.kind).toBe(kind);
  expect(room.sent()).toHaveLength(before + 1);
  expect(room.sent().at(-1)).toBeLessThan(MOST);
});

it('what a text has put in the place of the room sends no more numbers than a sheet has', async () => {
  const room = await openRoom();
  await room.say(saying('import _room\n_room._KINDS["rule"] = lambda ask: ({"loss": [0.0] * 300000}, {}, None)'));
  expect((await room.say(saying('')))?.kind).toBe('broken');
  expect(room.sent().at(-1)).toBeLessThan(MOST);
});
