import { beforeAll, describe, expect, it } from 'vitest';
import type { Schema, Values } from '../../src/engine/schema.ts';
import type { RecordedRun } from '../../src/engine/training/recorded.ts';
import { defaults } from '../../src/engine/values.ts';
import { experiments } from '../../src/experiments/index.ts';
import { codeNames, withoutCode } from '../../src/figure/code-in.ts';
import type { Experiment, Presentation } from '../../src/figure/experiment.ts';
import type { Panel } from '../../src/figure/panels/panel.ts';
import { listParts } from '../../src/figure/parts.ts';
import { scriptAt } from '../../src/figure/python.ts';
import { withAsks } from '../../src/figure/rule.ts';
import { measurePart, presentWith } from '../../src/figure/run.ts';
import { seenAt } from '../../src/figure/seen-at.ts';
import { showNumber } from '../../src/figure/sentence.ts';
import { textOf } from '../../src/python/rule-text.ts';
import { traceOf } from '../../src/python/trace.ts';
import { type Interpreter, openInterpreter } from '../python/interpreter.ts';
import { fewest } from './fewest.ts';

let interpreter: Interpreter;
beforeAll(async () => {
  interpreter = await openInterpreter();
});

/** A figure whose code is edited in place has other rules beside the reader's, and a sentence about all of them. */
const isInPlace = (parameters: Schema): boolean =>
  Object.values(parameters).some((one) => one.kind === 'code' && one.inPlace);

const load = async (id: string): Promise<Experiment> => (await experiments[id]!()).default;

const changed = (await Promise.all(Object.keys(experiments).map(async (id) => [id, await load(id)] as const))).flatMap(
  // A run without an end is made in pieces: tests/widgets/page/go-on.test.ts makes it in Python.
  ([id, { parameters, ruled, frames }]) =>
    codeNames(parameters).length > 0 && ruled && !frames && !isInPlace(parameters) ? [id] : [],
);

/** The run of a part, made in Python as on the page. */
async function made({ python }: ReturnType<typeof listParts>[number]): Promise<RecordedRun | undefined> {
  if (!python || !('code' in python)) return undefined;
  const ask = python;
  const reply = await interpreter.ask('rule', ask);
  expect(reply.error).toBeUndefined();
  const { dimension, phi, status } = traceOf(reply, ask.start.length);
  return { dimension, places: phi, isLost: status.kind === 'diverged' };
}

/** Results independent of any reader's code: computed once for all tests. */
const measured = new Map<string, unknown>();

async function resultOf(experiment: Experiment, part: ReturnType<typeof listParts>[number]): Promise<unknown> {
  const run = await made(part);
  if (run) return measurePart(experiment, part, run);
  const name = `${experiment.title} ${part.key}`;
  if (!measured.has(name)) measured.set(name, measurePart(experiment, part));
  return measured.get(name);
}

/** The presentation of a setting: its own parts, and those of the original beneath it. */
async function shown(experiment: Experiment, values: Values, at?: number): Promise<Presentation> {
  const original = withoutCode(experiment.parameters, values);
  const pinned = original === values ? undefined : original;
  const results = new Map<string, unknown>();
  for (const of of [values, ...(pinned ? [pinned] : [])])
    for (const part of withAsks(listParts(experiment.parts(of)), experiment))
      if (!results.has(part.key)) results.set(part.key, await resultOf(experiment, part));
  return presentWith(experiment, values, (key) => results.get(key), {
    ...(pinned && { pinned }),
    ...(at !== undefined && { at }),
  });
}

const said = ({ verdict, numbers }: Presentation): string =>
  verdict.text.replaceAll(/\{(\w+)\}/g, (_, name) => showNumber(numbers[name]!));

/** All drawn data, without names and labels. */
const drawn = (panels: readonly Panel[]): Float64Array[] =>
  panels.flatMap((panel) => {
    if (panel.kind === 'surface')
      return (panel.paths ?? []).flatMap(({ role, faint, x, y }) => (role === 'run' && !faint ? [x, y] : []));
    return panel.kind === 'chart' && panel.steps
      ? panel.series.flatMap(({ role, x, y }) => (role === 'run' ? [x, y] : []))
      : [];
  });

const textOfRule = (experiment: Experiment, values: Values): string => textOf(scriptAt(experiment, values)!.run!);

it('seven figures have a rule that a reader may change', () => {
  expect(changed.sort()).toEqual(
    ['adam-moments', 'claim-saddles', 'gabor-descent', 'linear-regression', 'momentum', 'one-dimension', 'sgd'].sort(),
  );
});

describe.each(changed)('%s: the rule that the figure offers to change', async (id) => {
  const experiment = await load(id);
  const values = fewest(experiment);
  const rule = textOfRule(experiment, values);

  it('makes, unchanged, the run of the figure, with its losses and fits', async () => {
    const [own, original] = [await shown(experiment, { ...values, rule }), await shown(experiment, values)];
    const [mine, theirs] = [drawn(own.panels), drawn(original.panels)];
    expect(mine.length).toBeGreaterThan(1);
    // Adam's fractions of a step come from its moments, which a reader's rule does not report.
    for (const [k, column] of (id === 'adam-moments' ? theirs.slice(0, 2) : theirs).entries()) {
      expect(mine[k]?.length).toBe(column.length);
      const worst = Math.max(
        ...column.map((value, t) => Math.abs(value - mine[k]![t]!) / Math.max(1, Math.abs(value))),
      );
      expect(worst).toBeLessThan(1e-9);
    }
  });

  it('has a name beside the original’s, and a verdict on how both end', async () => {
    const own = await shown(experiment, { ...values, rule });
    const labels = JSON.stringify(own.panels.map((panel) => ({ ...panel, bands: undefined })));
    expect(labels).toContain('"label":"yours"');
    expect(labels).toContain('"label":"original"');
    expect(labels).not.toContain('"label":"pinned"');
    expect(own.verdict.outcome).toBeUndefined();
    expect([own.offers, own.limits]).toEqual([undefined, undefined]);
    const [, mine, theirs] =
      /^With your rule the loss is (\S+) after \d+ steps, and with the original (\S+)\.$/.exec(said(own)) ?? [];
    expect(mine).toBeDefined();
    expect(mine).toBe(theirs);
  });

  it('may diverge, end before its last step, or not move: the figure says so at every step', async () => {
    const far = await shown(experiment, { ...values, rule: 'for t in range(1, steps + 1):\n    phi = phi * 1e9' });
    expect(said(far)).toMatch(/^(?:Your rule diverges at step \d+|With your rule the loss is )/);
    const lost = await shown(experiment, {
      ...values,
      rule: `for t in range(1, steps + 1):\n    phi = phi * float("nan") if t == 2 else phi * 0.9`,
    });
    expect(said(lost)).toMatch(
      /^Your rule diverges at step 2, and (?:the original diverges at|with the original the loss is)/,
    );
    const short = { ...values, rule: 'for t in range(1, steps + 1):\n    phi = phi * 0.9\n    if t == 3: break' };
    const { steps = 0 } = await shown(experiment, short);
    // The step in which a loop ends is not made. Other runs of a figure continue.
    if (id !== 'momentum' && id !== 'claim-saddles') expect(steps).toBe(2);
    expect(said(await shown(experiment, short))).toContain(' after 2 steps');
    for (const at of [0, 1, steps]) expect((await shown(experiment, short, at)).panels.length).toBeGreaterThan(1);
  });
});

it.each(['sgd', 'momentum'])('%s: the same rule has the same mean over twenty seeds as the original', async (id) => {
  const experiment = await load(id);
  // A short run shows the same as a long one.
  const values = { ...defaults(experiment.parameters), manySeeds: true, steps: 12 };
  const own = await shown(experiment, { ...values, rule: textOfRule(experiment, values) });
  const [, mine, theirs] =
    /^Over 20 seeds your rule ends at a loss of (.+), and the original at (.+)\.$/.exec(said(own)) ?? [];
  expect(mine).toMatch(/^\d+\.\d+ \[/);
  expect(mine).toBe(theirs);
  const seeds = own.panels
    .flatMap((panel) => (panel.kind === 'surface' ? (panel.paths ?? []) : []))
    .filter(({ name }) => /^seed \d+$/.test(name));
  expect(seeds).toHaveLength(20);
  expect(new Set(seeds.map(({ x }) => x.at(-1))).size).toBeGreaterThan(10);
});

describe('without Python', () => {
  it('a rule of the reader’s is not run, and never taken for the figure’s own', async () => {
    const experiment = await load('gabor-descent');
    const values = { ...defaults(experiment.parameters), rule: 'phi = 1' };
    const [part] = listParts(experiment.parts(values));
    expect(() => measurePart(experiment, part!)).toThrow('runs: it uses code in Python, which runs only in a page');
  });

  it('no sheet counts what a figure shows by another rule', async () => {
    const experiment = await load('gabor-descent');
    expect(seenAt(experiment, 'rule=phi+%3D+1')).toEqual({ impossible: 'Its rule is another than the figure’s.' });
  });
});

describe('the script of a figure with a rule of the reader’s', () => {
  const scriptWith = async (rule: string): Promise<string> => {
    const experiment = await load('gabor-descent');
    return scriptAt(experiment, { ...defaults(experiment.parameters), rule })!.text;
  };
  it('has its lines in the place of the figure’s own', async () => {
    const text = await scriptWith(
      'alpha = 0.2\nm = 0 * phi\n\nfor t in range(1, steps + 1):\n    m = 0.5 * m + gradient(phi)\n    phi = phi - alpha * m',
    );
    expect(text).toContain('\nalpha = 0.2\nm = 0 * phi\n');
    expect(text).toContain(
      'for t in range(1, steps + 1):\n    m = 0.5 * m + gradient(phi)\n    phi = phi - alpha * m\n    path.append',
    );
    expect(text).not.toContain('g = gradient(phi)');
  });
  it('counts as the rule does', async () => {
    expect(await scriptWith('for k in range(steps):\n  phi = phi / (k + 1)')).toContain(
      'for t in range(1, steps + 1):\n    k = t - 1\n    phi = phi / (k + 1)\n    path.append',
    );
  });
});

it('a number of the text has twelve digits at most', () => {
  const numbers = ['alpha = 0.5000000000000001; beta = 0.4444444444444444', 'epsilon = 1e-8', 'gamma = 0.99'];
  expect(textOf({ numbers, state: [], step: ['pass'] })).toContain(
    'alpha = 0.5; beta = 0.444444444444\nepsilon = 1e-8\ngamma = 0.99\n',
  );
});
