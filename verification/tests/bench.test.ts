import { describe, expect, it } from 'vitest';
import type { Host } from '../bench/host.ts';
import type { Peer } from '../bench/peers.ts';
import { type Entrant, type Outcome, race } from '../bench/race.ts';
import { figures, referenceOf, showTime, timeOf, timesFaster, verdicts } from '../bench/ratios.ts';

const log: string[] = [];

function entrant(id: string, ms: number, result: number[] = [1]): Entrant {
  const host: Host = {
    name: id,
    ask: async (question) => {
      if (question.startsWith('check')) return { result };
      log.push(id);
      return { ms };
    },
    close: async () => {},
  };
  const peer: Peer = { id, title: `${id} title`, start: async () => host };
  return { peer, host };
}

const outcome = (times: Record<string, (number | undefined)[]>): Outcome => ({
  id: 'surface',
  times: Object.entries(times).map(([id, rounds]) => ({ peer: entrant(id, 1).peer, rounds })),
});

describe('race', () => {
  it('takes turns, each round beginning with another one', async () => {
    log.length = 0;
    await race('surface', [entrant('a', 30), entrant('b', 30)], 3);
    // One run each to warm up, then the rounds.
    expect(log.join('')).toBe('ab' + 'abbaab');
  });
  it('lets a slow one sit rounds out', async () => {
    const { times } = await race('surface', [entrant('a', 30), entrant('b', 9000)], 8);
    expect(times.map(({ rounds }) => rounds.filter((ms) => ms !== undefined).length)).toEqual([8, 3]);
  });
  it('refuses a contender that finds something else', async () => {
    const wrong = race('surface', [entrant('a', 30), entrant('b', 30, [1.1])], 3);
    await expect(wrong).rejects.toThrow('b title gives a different result: number 0 is 1.1, not 1');
  });
});

describe('ratios', () => {
  const times = outcome({ plain: [8, 8, 8], c: [4, 4, 12], chromium: [2, 1, 2], slow: [40, 40, undefined] });

  it('are taken round by round, where both ran', () => {
    expect(timesFaster(times, 'chromium', 'c')?.middle).toBe(4);
    expect(timesFaster(times, 'slow', 'chromium')?.middle).toBeCloseTo((2 / 40 + 1 / 40) / 2);
    expect(timesFaster(times, 'chromium', 'torch')).toBeUndefined();
    expect(timeOf(times, 'slow')?.middle).toBe(40);
  });
  it('stand beside C, or beside plain TypeScript where there is none', () => {
    expect(referenceOf(times)).toBe('c');
    expect(referenceOf(outcome({ plain: [8], engine: [2] }))).toBe('plain');
  });
  it('decide targets by the median, and leave out those whose peers are missing', () => {
    expect(verdicts([times], (id) => id)).toEqual([
      expect.objectContaining({ title: expect.stringContaining('beside c'), target: '7 times', met: false }),
    ]);
  });
  it('are written with three figures', () => {
    expect([123.4, 12.34, 1.234, 0.1234, 0.01234].map(figures)).toEqual(['123', '12.3', '1.23', '0.123', '1/81']);
    expect([0.000123, 0.0123, 1.23, 1234].map(showTime)).toEqual(['123 ns', '12.3 µs', '1.23 ms', '1.23 s']);
  });
});
