import { beforeAll, describe, expect, it } from 'vitest';
import { coordinate } from '../../../src/engine/training/trace.ts';
import { defaults } from '../../../src/engine/values.ts';
import { experiments } from '../../../src/experiments/index.ts';
import type { SurfacePanel } from '../../../src/figure/panels/panel.ts';
import { scriptAt } from '../../../src/figure/python.ts';
import { runExperiment } from '../../../src/figure/run.ts';
import { showsRun } from '../../../src/figure/shows-run.ts';
import { withRuns } from '../../../src/laboratory/change/overlay.ts';
import { drawsOfScript } from '../../../src/laboratory/change/own-rule.ts';
import { sentenceFor, told, troubleIn } from '../../../src/laboratory/change/sentence.ts';
import { type RuleTrace, traceOf } from '../../../src/python/trace.ts';
import { textOf } from '../../../src/python/rule-text.ts';
import { openRoom, type Room } from '../../python/room.ts';

let room: Room;
beforeAll(async () => {
  room = await openRoom();
});

const ids = ['gabor-descent', 'sgd', 'adam-moments', 'momentum', 'linear-regression'] as const;

/** The text that a figure offers, run in the room. */
async function ownRun(id: string) {
  const experiment = (await experiments[id]?.())?.default;
  if (!experiment) throw new Error(`no experiment ${id}`);
  const values = defaults(experiment.parameters);
  const run = scriptAt(experiment, values)!.run!;
  const reply = await room.ask('rule', {
    code: textOf(run),
    problem: { kind: 'python', code: run.problem },
    start: run.start,
    steps: run.steps,
    bound: run.bound,
    ...drawsOfScript(run),
  });
  expect(reply.error).toBeUndefined();
  return { shown: runExperiment(experiment, values).presentation, own: traceOf(reply, run.start.length) };
}

describe.each(ids)('%s: the rule that the figure offers to change', (id) => {
  it('lies, unchanged, where the figure’s own run lies', async () => {
    const { shown, own } = await ownRun(id);
    const sheet = withRuns(shown, own).panels.find(
      (panel): panel is SurfacePanel =>
        panel.kind === 'surface' && panel.paths?.some(({ name }) => name === 'own rule') === true,
    );
    const theirs = sheet?.paths?.find(({ name, role }) => role === 'measured' && name !== 'own rule');
    expect(theirs?.x.length).toBe(own.loss.length);
    const worst = (a: Float64Array, b: Float64Array) =>
      Math.max(...a.map((x, t) => Math.abs(x - (b[t] ?? Number.NaN))));
    expect(worst(coordinate(own, 0), theirs!.x)).toBeLessThan(1e-9);
    expect(worst(coordinate(own, 1), theirs!.y)).toBeLessThan(1e-9);
  });
});

describe('withRuns', () => {
  it('leaves the accent to the reader’s run alone', async () => {
    const { shown, own } = await ownRun('gabor-descent');
    const { panels } = withRuns(shown, own, [own, own]);
    for (const panel of panels) {
      if (panel.kind !== 'surface') continue;
      expect(panel.paths?.filter(({ role }) => role === 'run').every(({ name }) => name.startsWith('own rule'))).toBe(
        true,
      );
    }
  });

  it('has a verdict on the reader’s run, and no outcome or offer of the figure’s own', async () => {
    const { shown, own } = await ownRun('gabor-descent');
    const offering = { ...shown, verdict: { text: 'x', outcome: 'holds' as const }, offers: [{ text: 'y', set: {} }] };
    const { verdict, offers } = withRuns(offering, own, [], 'Your rule stands at 1.');
    expect([verdict, offers]).toEqual([{ text: 'Your rule stands at 1.' }, undefined]);
  });

  it('leaves a picture alone whose run starts elsewhere', async () => {
    const { shown, own } = await ownRun('gabor-descent');
    const elsewhere = { ...own, phi: own.phi.map((x) => x + 1), loss: own.loss.map((x) => x + 1) };
    expect(withRuns(shown, elsewhere)).toEqual(shown);
  });
});

it.each([
  ['one-dimension', true],
  ['claim-cheaper', false],
  ['figure-6-9', false],
  ['sgd', true],
  ['damping', false],
  ['heavy-ball-cycle', false],
  ['moving-average', false],
] as const)('%s: whether it has a place for another run: %s', async (id, has) => {
  const experiment = (await experiments[id]?.())?.default;
  const values = defaults(experiment!.parameters);
  const run = scriptAt(experiment!, values)?.run;
  expect(showsRun(run, runExperiment(experiment!, values).presentation.panels)).toBe(has);
});

it('a number of the text has twelve digits at most', () => {
  const numbers = ['alpha = 0.5000000000000001; beta = 0.4444444444444444', 'epsilon = 1e-8', 'gamma = 0.99'];
  expect(textOf({ numbers, state: [], step: ['pass'] })).toContain(
    'alpha = 0.5; beta = 0.444444444444\nepsilon = 1e-8\ngamma = 0.99\n',
  );
});

describe('what is said of it', () => {
  const none = { value: undefined };
  const rows = Int32Array.of(0, 40);
  const trace: RuleTrace = {
    dimension: 1,
    steps: 40,
    phi: Float64Array.of(1, 0),
    phiAt: rows,
    loss: Float64Array.of(3, 0.51234),
    lossAt: rows,
    gradientEvaluations: rows,
    lossEvaluations: rows,
    status: { kind: 'finished' },
  };
  const known = { trace: { value: trace }, original: { value: trace }, ends: none };

  it('where both stand', () => {
    expect(sentenceFor(known)).toBe('Your rule stands at a loss of 0.512 after 40 steps, and the original at 0.512.');
  });

  it('what is wrong, and that the last rule that worked stays', () => {
    const trouble = { kind: 'wrong', message: 'Nothing here is called grd.', line: 7, step: 3 } as const;
    expect(troubleIn({ ...known, trouble: { value: trouble } })).toBe(
      'Line 7. Nothing here is called grd. This was at step 3. The last rule that worked stays on the sheet.',
    );
  });

  it('of an ensemble, both means with their intervals', () => {
    const ends = { value: { own: { value: 0.5, low: 0.4, high: 0.6 }, original: { value: 0.7, low: 0.6, high: 0.8 } } };
    expect(sentenceFor({ ...known, ends })).toBe(
      'Over 20 seeds your rule ends at a loss of 0.5 (0.4 to 0.6), and the original at 0.7 (0.6 to 0.8).',
    );
  });

  it('numbers with three digits that tell', () => {
    expect(told(-0.000123456)).toBe('−0.000123');
    expect(told(Number.POSITIVE_INFINITY)).toBe('infinity');
  });
});
