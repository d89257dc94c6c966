import { describe, expect, test } from 'vitest';
import { optimizers } from '../../../../src/engine/optimizers/index.ts';
import { allOptimizers } from '../../../../src/engine/optimizers/since-the-book.ts';
import { pointsText } from '../../../../src/engine/points.ts';
import { gabor } from '../../../../src/engine/problems/gabor.ts';
import { train } from '../../../../src/engine/training/train.ts';
import { bodyOf, FIRST_RULE, namedNumbers } from '../../../../src/experiments/kit/first-texts.ts';
import { problemOf } from '../../../../src/experiments/kit/loss-map.ts';
import { FIRST_POINTS, isPython, losses, lossIds, lossOf } from '../../../../src/experiments/kit/losses.ts';
import { ruleIds, ruleNames } from '../../../../src/experiments/kit/rule-names.ts';
import { lossAxis } from '../../../../src/experiments/your-turn/playground/panels.ts';
import { scriptAt } from '../../../../src/figure/python.ts';
import { sentence } from '../../../../src/figure/sentence.ts';
import { withNumber } from '../../../../src/python/numbers.ts';
import { experiment, madeAt, usual } from './made.ts';

const ids = lossIds.filter((id) => !isPython(id));

/** The losses of the four rules after eighteen steps, by NumPy from the rules' own equations. */
const AT_18 = ['\u22120.275', '1.210', '0.512', '\u22120.439'];

test('every rule of the engine has a name, and a rate just where it has an alpha', () => {
  expect([...ruleIds].sort()).toEqual(Object.keys(allOptimizers).sort());
  for (const id of ruleIds)
    expect(ruleNames[id].rate !== undefined, id).toBe(Object.hasOwn(allOptimizers[id].hyperparameters, 'alpha'));
});

test('the first rule is the engine’s Nesterov momentum, in its own lines', () => {
  const { python, pythonState } = allOptimizers.nesterov;
  const loop = python.replaceAll(/^/gm, '    ');
  expect(bodyOf(FIRST_RULE)).toBe(`${pythonState}\nfor t in range(1, steps + 1):\n${loop}`);
});

describe('numbers at the top of a text', () => {
  const text = `# a comment
alpha = 0.05   # name a number here
tiny=1e-8

beta = -.5
m = np.zeros(2)
late = 3
`;
  test('are those before anything else is done', () => {
    expect(namedNumbers(text)).toEqual([
      { name: 'alpha', value: 0.05 },
      { name: 'tiny', value: 1e-8 },
      { name: 'beta', value: -0.5 },
    ]);
  });

  test('and comments do not change a rule', () => {
    expect(bodyOf(text)).toBe('m = np.zeros(2)\nlate = 3');
    expect(bodyOf(withNumber(FIRST_RULE, 'alpha', 3))).toBe(bodyOf(FIRST_RULE));
  });
});

test('the rules have the losses that were worked out for them, step by step', async () => {
  const { rules, presentation } = await madeAt({}, 18);
  expect(rules.map(([, , loss]) => loss)).toEqual(AT_18);
  expect(sentence(presentation)).toBe(
    'At step 18 your rule is second of the four rules, at \u22120.275; Adam is lowest, at \u22120.439; gradient descent is highest, at 1.210.',
  );
});

test('the numbers of the page’s own rule may be the reader’s, and the engine still runs it', async () => {
  const rule = withNumber(FIRST_RULE, 'beta', 0.5);
  expect((await madeAt({ rule }, 9)).rules[0]).not.toEqual((await madeAt({}, 9)).rules[0]);
  expect((await madeAt({ rule: withNumber(FIRST_RULE, 'alpha', 0.5) })).rules).toEqual((await madeAt()).rules);
});

test.each(ids)('on %s every rule makes its steps from a start that lies on the sheet', async (id) => {
  const { x, y, start, steps } = lossOf(id);
  for (const [k, [from, to]] of [x, y].entries()) {
    expect(start[k]).toBeGreaterThan(from);
    expect(start[k]).toBeLessThan(to);
  }
  const { sheet, presentation } = await madeAt({ loss: id });
  const losses = presentation.panels.find(({ name }) => name === 'losses');
  if (losses?.kind !== 'chart') throw new Error('no losses');
  const first = problemOf({ loss: id, points: FIRST_POINTS }).loss(Float64Array.from(start));
  expect(losses.series).toHaveLength(4);
  for (const { y: loss } of losses.series) {
    expect(loss).toHaveLength(steps + 1);
    expect(loss[0]).toBeCloseTo(first, 9);
    expect(Math.min(...loss)).toBeLessThan(first);
  }
  expect(sheet.bands?.levels.length).toBeGreaterThan(8);
  const lowest = sheet.points?.find(({ mark }) => mark === 'lowest' || mark === 'minimum');
  const problem = problemOf({ loss: id, points: FIRST_POINTS });
  const depth = problem.loss(Float64Array.of(lowest?.x ?? Number.NaN, lowest?.y ?? Number.NaN));
  for (let k = 0; k < 1600; k++) {
    const place = Float64Array.of(
      x[0] + ((x[1] - x[0]) * (k % 40)) / 39,
      y[0] + ((y[1] - y[0]) * Math.floor(k / 40)) / 39,
    );
    expect(problem.loss(place)).toBeGreaterThanOrEqual(depth - 1e-9);
  }
});

describe('on a sheet', () => {
  test('the reader’s run lies on top, and the lowest minimum says that it is a place', async () => {
    const { sheet } = await madeAt();
    expect(sheet.paths?.at(-1)?.role).toBe('run');
    expect(sheet.paths?.map(({ x }) => x.length)).toEqual([41, 41, 41, 41]);
    expect(sheet.points?.filter(({ mark }) => mark === 'lowest').map(({ label }) => label)).toEqual([
      expect.stringMatching(/^lowest place, /),
    ]);
  });

  test('a start is a share of it, and another loss has its own until one is chosen', async () => {
    expect((await madeAt({ loss: 'ravine' })).sheet.handle?.at).toEqual(losses.ravine.start);
    const { x, y } = losses.ravine;
    expect((await madeAt({ loss: 'ravine', across: 0.5, up: 0.25 })).sheet.handle?.at).toEqual([
      (x[0] + x[1]) / 2,
      expect.closeTo(y[0] + (y[1] - y[0]) / 4, 12),
    ]);
  });
});

describe('losses in a chart', () => {
  test('of a run that diverges do not flatten the others', async () => {
    const { presentation } = await madeAt({ loss: 'ravine', rate2: 28 });
    const losses = presentation.panels.find(({ name }) => name === 'losses');
    if (losses?.kind !== 'chart') throw new Error('no losses');
    const [descent] = losses.series.filter(({ name }) => name === 'descent');
    expect(Math.max(...(descent?.y ?? []))).toBeGreaterThan(1e12);
    expect(losses.y.domain[1]).toBeLessThanOrEqual(3 * (descent?.y[0] ?? 0));
  });

  test('that are none, or one alone, have an axis all the same', () => {
    for (const columns of [[], [Float64Array.of(2)], [Float64Array.of(Number.NaN)], [Float64Array.of(0, 0)]]) {
      const [low, high] = lossAxis(columns).domain;
      expect(low).toBeLessThan(high);
    }
  });
});

test('the rule that stands in its place has the numbers that suit the loss, whatever else is set', () => {
  for (const change of [
    {},
    { loss: 'ravine' },
    { noise: 1 },
    { loss: 'own', ground: 'def loss(x, y):\n    return x' },
  ]) {
    const { run } = scriptAt(experiment, { ...usual, ...change }) ?? {};
    const { rates } = losses[(change as { loss?: 'ravine' }).loss ?? 'basins'];
    expect(run?.numbers).toEqual([`alpha = ${rates.own}`, 'beta = 0.9']);
  }
});

test('noise is the same for all rules, follows the seed, and is none at 0', async () => {
  const same = { rule3: 'gradientDescent', rate3: 1, rule4: 'none', own: false };
  const noisy = await madeAt({ ...same, noise: 0.4 });
  expect(noisy.rules[0]).toEqual(noisy.rules[1]);
  expect((await madeAt({ ...same, noise: 0.4, seed: 2 })).rules).not.toEqual(noisy.rules);
  expect((await madeAt({ ...same, seed: 2 })).rules).toEqual((await madeAt(same)).rules);
});

test('batches follow the seed where the loss has examples, and do nothing where it has none', async () => {
  const one = { rule3: 'none', rule4: 'none', own: false };
  const pathAt = async (change: object) => (await madeAt({ ...one, ...change })).sheet.paths![0]!.x;
  const few = await pathAt({ loss: 'gabor', batch: 5 });
  const { start, steps, rates } = losses.gabor;
  const trace = train({
    problem: gabor,
    optimizer: optimizers.gradientDescent,
    hyper: { alpha: rates.descent },
    start,
    steps,
    batches: { size: 5, sampling: 'notebook', seed: 1 },
  });
  expect(Array.from(few)).toEqual(Array.from(few, (_, t) => trace.phi[2 * t]));
  expect(await pathAt({ loss: 'gabor', batch: 5, seed: 2 })).not.toEqual(few);
  const all = await pathAt({ loss: 'gabor' });
  expect(few).not.toEqual(all);
  // The maximum number, or more, means all of them.
  expect(await pathAt({ loss: 'gabor', batch: 99 })).toEqual(all);
  expect(await pathAt({ batch: 5 })).toEqual(await pathAt({}));
});

describe('points of one’s own', () => {
  const sets = [
    ['large', [100, 200, 300, 400].map((x) => [x, 20 * x + (x % 300) / 5] as const)],
    ['small', [0.001, 0.002, 0.004].map((x) => [x, 0.0003 - x / 8] as const)],
  ] as const;
  test.each(sets)('that are %s have their minimum on the map, and descent goes down at once', async (_, points) => {
    const { sheet, presentation } = await madeAt({ loss: 'line', points: pointsText(points) });
    const [minimum, ...others] = sheet.points?.filter(({ mark }) => mark === 'minimum') ?? [];
    expect(others).toEqual([]);
    for (const [at, [from, to]] of [[minimum?.x, sheet.x.domain] as const, [minimum?.y, sheet.y.domain] as const]) {
      expect(at).toBeGreaterThan(from);
      expect(at).toBeLessThan(to);
    }
    const losses = presentation.panels.find(({ name }) => name === 'losses');
    const descent = losses?.kind === 'chart' ? losses.series.find(({ name }) => name === 'descent') : undefined;
    expect(descent?.y[1]).toBeLessThan(descent?.y[0] ?? Number.NaN);
  });

  test('that stand above each other have no best line, and the page says so', async () => {
    for (const points of [
      pointsText([
        [2, 1],
        [2, 3],
      ]),
      pointsText([
        [0, 0],
        [0, 0],
      ]),
    ])
      await expect(madeAt({ loss: 'line', points })).rejects.toThrow('All points have the same x');
  });
});

describe('what the page offers to try is true', () => {
  const offered = async (text: RegExp) => {
    const { presentation } = await madeAt();
    const found = presentation.offers?.filter((offer) => text.test(offer.text)) ?? [];
    expect(found).toHaveLength(1);
    return found[0]!.set;
  };
  const path = (sheet: Awaited<ReturnType<typeof madeAt>>['sheet'], name: string) =>
    sheet.paths!.find((one) => one.name === name)!;
  const leaves = (sheet: Awaited<ReturnType<typeof madeAt>>['sheet'], name: string): number =>
    path(sheet, name).y.findIndex((y) => Math.abs(y) > 0.5);

  test('Adam leaves the saddle later than descent, and at the page’s own rate before it', async () => {
    const set = await offered(/leaving the saddle later/);
    const after = (await madeAt({ ...set, steps: 60 })).sheet;
    expect(leaves(after, 'Adam')).toBeGreaterThan(Number(set['steps']));
    expect(leaves(after, 'descent')).toBeLessThanOrEqual(Number(set['steps']));
    const before = (await madeAt({ loss: 'saddle' })).sheet;
    expect(leaves(before, 'Adam')).toBeGreaterThan(0);
    expect(leaves(before, 'Adam')).toBeLessThan(leaves(before, 'descent'));
  });

  test('in the ravine the rule of the page is lowest, and without its memory it diverges', async () => {
    const set = await offered(/ravine/);
    expect(sentence((await madeAt(set)).presentation)).toContain('your rule is lowest');
    const rule = withNumber(withNumber(FIRST_RULE, 'alpha', losses.ravine.rates.own), 'beta', 0);
    expect((await madeAt({ ...set, rule })).rules[0]?.[2]).toMatch(/diverged|e\d/);
  });

  test('descent, momentum and Adam all end in the highest basin', async () => {
    const { sheet } = await madeAt(await offered(/all caught/));
    const minima = sheet.points!.filter(({ mark }) => mark === 'minimum' || mark === 'lowest');
    const highest = minima.at(-1)!;
    for (const name of ['descent', 'momentum', 'Adam']) {
      const { x, y } = path(sheet, name);
      expect(Math.hypot(x.at(-1)! - highest.x, y.at(-1)! - highest.y), name).toBeLessThan(0.15);
    }
  });
});

test('controls that have no say are left out, and the others of the schema are there', async () => {
  const { presentation } = await madeAt();
  for (const name of ['ground', 'model', 'points', 'left', 'phi0', 'batch', 'seed'])
    expect(presentation.idle).toContain(name);
  for (const name of presentation.idle ?? []) expect(Object.keys(experiment.parameters)).toContain(name);
  const model =
    experiment.present({ ...(await madeAt()).values, loss: 'model', count: 3 } as never, {} as never).idle ?? [];
  for (const name of ['model', 'points', 'left', 'phi2']) expect(model).not.toContain(name);
  expect(model).toContain('phi3');
});
