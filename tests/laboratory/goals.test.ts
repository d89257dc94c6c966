import { afterEach, expect, it, vi } from 'vitest';
import { defaults } from '../../src/engine/values.ts';
import network from '../../src/experiments/your-turn/network/network.ts';
import { runExperiment } from '../../src/figure/run.ts';
import { goalSays } from '../../src/laboratory/bring-network.ts';
import { Bests, bestOf, firstOf, isReached, orderSays, type Standing, standingOf } from '../../src/laboratory/goals.ts';

const usual = { ...defaults(network.parameters), steps: 0 };
const shown = (change: Partial<typeof usual>) => {
  const values = { ...usual, ...change };
  return { values, presentation: runExperiment(network, values).presentation };
};
const standing = (change: Partial<Standing> = {}): Standing => ({
  data: 'winding',
  step: 300,
  right: 118,
  of: 120,
  units: 11,
  done: undefined,
  ...change,
});
const textOf = (one: Standing, bests: Bests) =>
  goalSays(one, bests, usual, network.parameters)
    .map((part) => (typeof part === 'string' ? part : `[${part[0]}]`))
    .join('');

function storage(fails?: 'off' | 'full') {
  const kept = new Map<string, string>();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => {
      if (fails === 'off') throw new DOMException('no', 'SecurityError');
      return kept.get(key) ?? null;
    },
    setItem: (key: string, text: string) => {
      if (fails) throw new DOMException('no', fails === 'off' ? 'SecurityError' : 'QuotaExceededError');
      kept.set(key, text);
    },
    removeItem: (key: string) => kept.delete(key),
  });
  return kept;
}
afterEach(() => void vi.unstubAllGlobals());

it('reads a run from its picture, and none of points that are not everybody’s', () => {
  const { values, presentation } = shown({ points: 'circle', steps: 200 });
  expect(standingOf(values, usual, presentation)).toMatchObject({
    data: 'circle',
    step: 200,
    of: 120,
    units: 7,
    right: 120,
  });
  for (const change of [{ noise: 0.2 }, { seed: 3 }, { points: 'own' as const }, { points: 'blobs' as const }]) {
    const other = shown(change);
    expect(standingOf(other.values, usual, other.presentation)).toBeUndefined();
  }
});

it('is reached by training, with all points right', () => {
  expect(isReached(standing())).toBe(false);
  expect(isReached(standing({ right: 120 }))).toBe(true);
  expect(isReached(standing({ right: 120, step: 0 }))).toBe(false);
});

it('keeps the most right, with the fewest units or steps, over visits', () => {
  storage();
  const bests = new Bests();
  expect(textOf(standing({ step: 0 }), bests)).toBe('Long spiral: all 120 right with the fewest units.');
  bests.note(standing({ step: 0, right: 119 }));
  expect(bests.of('winding')).toBeUndefined();
  bests.note(standing());
  bests.note(standing({ units: 14 }));
  expect(textOf(standing(), bests)).toBe('Long spiral: all 120 right with the fewest units. Your best: 118 with 11.');
  bests.note(standing({ right: 120, units: 14 }));
  bests.note(standing());
  expect(new Bests().of('winding')).toEqual([120, 14]);
  expect(textOf(standing({ right: 120, units: 14 }), bests)).toBe(
    'All 120 with 14 units. Can you do it with [fewer]? ',
  );
  const moons = standing({ data: 'moons', right: 120, done: 91, step: 240 });
  expect(bestOf(moons)).toEqual([120, 91]);
  bests.note(moons);
  expect(textOf(moons, bests)).toBe(
    'All 120 in 91 steps, your best. Would [twice the rate] need fewer? Next: [Circle]',
  );
  expect(textOf({ ...moons, done: 116 }, bests)).toBe(
    'All 120 in 116 steps; your best is 91. Try [another start]. Next: [Circle]',
  );
  expect(textOf(standing({ step: 1000 }), bests)).toMatch(/ Stuck\? Try \[another start\]\.$/);
  expect(textOf({ ...moons, right: 100 }, bests)).toBe('Two moons: all 120 right in the fewest steps. Your best: 91.');
});

it.each(['off', 'full'] as const)('keeps the best of the visit in a browser whose storage is %s', (fails) => {
  storage(fails);
  const bests = new Bests();
  bests.note(standing());
  expect(bests.of('winding')).toEqual([118, 11]);
});

it('reads nothing if there is not a best', () => {
  for (const text of [
    '{"winding":[1]}',
    '{"winding":"x"}',
    '[]',
    '3',
    '{',
    '{"winding":[1e99,2]}',
    '{"elsewhere":[1,2]}',
  ]) {
    const kept = storage();
    kept.set('laboratory goals', text);
    expect(new Bests().of('winding')).toBeUndefined();
  }
});

it('names the rule that was first, and says how often the order changes', () => {
  const number = (value: number) => ({ value, digits: 0 });
  expect(firstOf({ numbers: {} })).toBeUndefined();
  expect(firstOf({ numbers: { adamDone: number(90), momentumDone: number(80) } })).toBe('momentum');
  expect(firstOf({ numbers: { adamDone: number(80), momentumDone: number(80) } })).toBeUndefined();
  expect(orderSays(new Map())).toContain('New start draws other first weights');
  expect(orderSays(new Map([['1', 'adam']]))).toBe('Is Adam first from another start? Press New start.');
  expect(
    orderSays(
      new Map([
        ['1', 'adam'],
        ['2', 'adam'],
      ]),
    ),
  ).toBe('First in all 2 starts: Adam. That may change with the next.');
  expect(
    orderSays(
      new Map([
        ['1', 'adam'],
        ['2', 'momentum'],
        ['3', 'adam'],
      ]),
    ),
  ).toBe('First of 3 starts: Adam in 2, momentum in 1. The order depends on the start.');
});
