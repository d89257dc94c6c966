import { beforeAll, expect, it } from 'vitest';
import { defaults } from '../../../../src/engine/values.ts';
import contest from '../../../../src/experiments/your-turn/contest/contest.ts';
import type { Experiment } from '../../../../src/figure/experiment.ts';
import { type ListedPart, listParts, type Trials } from '../../../../src/figure/parts.ts';
import { withAsks } from '../../../../src/figure/rule.ts';
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
  expect(new Set(own.map(({ python }) => python?.lane)).size).toBe(20);
  const tuning = withAsks(listParts(experiment.parts({ ...values, tune: true })), experiment).filter(
    ({ name }) => name === 'tuning',
  );
  expect(tuning).toHaveLength(10);
  for (const { python } of tuning) {
    if (!python || !('texts' in python)) throw new Error('this part asks for no trials');
    expect(python.texts.every((text) => text.endsWith(rule.slice(rule.indexOf('\n'))))).toBe(true);
    expect(new Set(python.texts).size).toBe(python.texts.length);
  }
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
  expect(shown().verdict.text).toMatch(/^Your rule reached \{own\} of the starts, and \S+( \S+)? \{best\}\./);
  // Counted apart from the standings.
  const outcomes = own.flatMap(({ key }) => results.get(key) as { arrived: boolean }[]);
  expect(shown().numbers['own']?.value).toBeCloseTo(outcomes.filter(({ arrived }) => arrived).length / 500, 12);
});
