import { beforeAll, expect, it } from 'vitest';
import { defaults } from '../../../../src/engine/values.ts';
import contest from '../../../../src/experiments/your-turn/contest/contest.ts';
import type { Experiment } from '../../../../src/figure/experiment.ts';
import { type ListedPart, listParts, type Trials } from '../../../../src/figure/parts.ts';
import { askOf, withAsks } from '../../../../src/figure/rule.ts';
import { measurePart, presentWith } from '../../../../src/figure/run.ts';
import { openRoom, type Room } from '../../../python/room.ts';

const experiment = contest as unknown as Experiment;
const rule = 'alpha = 0.3\n\nfor t in range(1, steps + 1):\n    phi = phi - alpha * gradient(phi)';
const values = { ...defaults(experiment.parameters), budget: '50', rule };
const parts = withAsks(listParts(experiment.parts(values)), experiment);
const own = parts.filter(({ name }) => name === 'own');

let room: Room;
beforeAll(async () => {
  room = await openRoom();
});

async function trialsOf({ python }: ListedPart): Promise<Trials[]> {
  if (!python || !('texts' in python)) throw new Error('this part asks for no trials');
  const { texts, starts, budget, target, python: code } = python;
  const made: Trials[] = [];
  for (const text of texts) {
    const { columns } = await room.ask('contest', {
      code: text,
      problem: { kind: 'python', code },
      starts,
      first: 0,
      budget,
      target,
    });
    made.push(columns as unknown as Trials);
  }
  return made;
}

it('asks Python for one text on each problem, and for it at each rate where one is looked for', () => {
  expect(own).toHaveLength(20);
  expect(new Set(own.map(({ lane }) => lane)).size).toBe(20);
  const tuning = withAsks(listParts(experiment.parts({ ...values, tune: true })), experiment);
  const [coarse, fine] = ['coarse', 'fine'].map((round) => tuning.filter(({ name }) => name === round));
  // A rate that arrives everywhere, and others that do so nowhere.
  const found = (best: number, of: number) =>
    Array.from({ length: of }, (_, k) => [{ arrived: k === best, spent: 9, diverged: false }]);
  const asked = (part: ListedPart, before?: object) => {
    const ask = part.python ?? askOf(experiment, part, { ...before });
    if (!ask || !('texts' in ask)) throw new Error('this part asks for no trials');
    expect(ask.texts.every((text) => text.endsWith(rule.slice(rule.indexOf('\n'))))).toBe(true);
    expect(new Set(ask.texts).size).toBe(ask.texts.length);
    return ask.texts;
  };
  expect([coarse?.length, fine?.length]).toEqual([10, 10]);
  for (const part of coarse!) expect(asked(part)).toHaveLength(8);
  for (const part of fine!) {
    // It goes by the coarse round on all ten problems, which no list of parts can know.
    expect([part.python, part.after]).toEqual([undefined, coarse!.map(({ key }) => key)]);
    const before = { coarse: coarse!.map(() => found(3, 8)) };
    expect(asked(part, before)).toContain(asked(coarse![0]!)[3]);
    expect(asked(part, before)).toHaveLength(10);
  }
});

it('tunes each of ours once, whatever the seed', () => {
  const tunedKeys = (seed: number) =>
    listParts(experiment.parts({ ...values, seed })).flatMap(({ name, key }) => (name === 'tuned' ? [key] : []));
  expect(tunedKeys(2)).toEqual(tunedKeys(1));
});

it('does not run a text by itself, and takes no claim that cannot be so', async () => {
  expect(() => measurePart(experiment, own[0]!)).toThrow('runs in a page alone');
  const [trials] = await trialsOf(own[0]!);
  expect(measurePart(experiment, own[0]!, [trials!])).toHaveLength(25);
  const claimed = { ...trials!, arrived: Array.from(trials!.arrived, () => 1) };
  expect(() => measurePart(experiment, own[0]!, [claimed])).toThrow('elsewhere than the text says');
});

it('names a text that has run on all problems beside ours, and until then how far it is', async () => {
  const results = new Map<string, unknown>();
  for (const part of parts.filter(({ name }) => name === 'rivals').slice(0, 2))
    results.set(part.key, measurePart(experiment, part));
  const shown = () => presentWith(experiment, values, (key) => results.get(key));
  for (const part of own.slice(1)) results.set(part.key, measurePart(experiment, part, await trialsOf(part)));
  expect(shown().verdict).toMatchObject({ state: 'measuring' });
  expect(shown().numbers['ran']?.value).toBe(19);
  results.set(own[0]!.key, measurePart(experiment, own[0]!, await trialsOf(own[0]!)));
  expect(shown().verdict.text).toMatch(
    /^Your rule got to the lowest place from \{own\} of the starts, and \S+( \S+)? from \{best\}\./,
  );
  // Fourteen names have room in the rows of a table, and none beside dots that stand a few px apart.
  expect(shown().panels.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
    'chart race',
    'table standings',
    'table kinds',
  ]);
  // Counted apart from the standings.
  const outcomes = own.flatMap(({ key }) => results.get(key) as { arrived: boolean }[]);
  expect(shown().numbers['own']?.value).toBeCloseTo(outcomes.filter(({ arrived }) => arrived).length / 500, 12);
});
