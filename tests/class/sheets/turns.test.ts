import { expect, it } from 'vitest';
import { MOST, turns } from '../../../src/class/sheets/turns.ts';

it('gives the page its turn once so much time has passed, however many pieces that were', async () => {
  let now = 0;
  let given = 0;
  const rest = turns(
    () => now,
    async () => {
      given++;
    },
  );
  const work = async (pieces: number, milliseconds: number): Promise<number> => {
    const before = given;
    for (let k = 0; k < pieces; k++) {
      now += milliseconds;
      await rest();
    }
    return given - before;
  };
  expect(await work(MOST - 1, 1)).toBe(0);
  // The slowest possible machine yields after each.
  expect(await work(10, MOST)).toBe(10);
  expect(await work(100 * MOST, 1)).toBe(100);
});

it('has a turn where the browser has no `yield`', async () => {
  let now = 0;
  const rest = turns(() => now);
  now = MOST;
  let others = 0;
  setTimeout(() => others++);
  await rest();
  expect(others).toBe(1);
});
