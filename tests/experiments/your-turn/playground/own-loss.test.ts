/**
 * The reader's losses and models: Python evaluates them, the engine analyses the interpolation, and every rule runs on
 * them.
 */
import { describe, expect, it, vi } from 'vitest';
import { FIRST_MODEL } from '../../../../src/experiments/kit/first-texts.ts';
import { gallery, isCurve } from '../../../../src/experiments/kit/losses.ts';
import { heightAt } from '../../../../src/experiments/your-turn/playground/world.ts';
import { sentence } from '../../../../src/figure/sentence.ts';
import { resolved } from '../../../../src/figure/sentences.ts';
import { type Interpreter, openInterpreter } from '../../../python/interpreter.ts';
import { experiment, madeAt, usual } from './made.ts';

let interpreter: Interpreter | undefined;
vi.mock('../../../../src/python/python.ts', async () => {
  const { asPage } = await import('../../../python/as-page.ts');
  return {
    openPython: async () => {
      interpreter ??= await openInterpreter();
      return asPage(interpreter);
    },
  };
});

const own = (id: string) => {
  const { python: ground, x, y = x } = gallery.find((loss) => loss.id === id)!;
  return { loss: 'own', ground, left: x[0], right: x[1], bottom: y[0], top: y[1] };
};
const marked = async (id: string) => {
  const { points = [] } = (await madeAt({ ...own(id), rule2: 'none', rule3: 'none', rule4: 'none', own: false })).sheet;
  return {
    minima: points.filter(({ mark }) => mark === 'minimum' || mark === 'lowest'),
    saddles: points.filter(({ mark }) => mark === 'saddle'),
  };
};

describe('the sheet of a loss marks', { timeout: 60_000 }, () => {
  it('Himmelblau’s four minima and four saddles, as in the literature', async () => {
    const { minima, saddles } = await marked('himmelblau');
    expect(saddles).toHaveLength(4);
    const places = [
      [-3.77931, -3.283186],
      [-2.805118, 3.131313],
      [3, 2],
      [3.584428, -1.848127],
    ];
    const sorted = minima.toSorted((a, b) => a.x - b.x);
    expect(sorted).toHaveLength(4);
    for (const [k, { x, y }] of sorted.entries())
      expect(Math.hypot(x - places[k]![0]!, y - places[k]![1]!)).toBeLessThan(3e-3);
  });

  it('none of several equally low places as the lowest', async () => {
    const labelsOf = async (id: string) => (await marked(id)).minima.map(({ mark, label }) => `${mark} ${label}`);
    expect(await labelsOf('himmelblau')).toEqual(Array.from({ length: 4 }, () => 'minimum 0'));
    expect((await labelsOf('camel')).filter((text) => text.startsWith('lowest'))).toEqual([]);
  });

  it('six minima of the camel', async () => expect((await marked('camel')).minima).toHaveLength(6));

  it('Rosenbrock’s one, at (1, 1)', async () => {
    const { minima } = await marked('banana');
    expect(minima).toHaveLength(1);
    expect(Math.hypot(minima[0]!.x - 1, minima[0]!.y - 1)).toBeLessThan(0.01);
  });

  it('a saddle, and the minima beside it', async () => {
    const { minima, saddles } = await marked('saddle');
    expect([minima.length, saddles.length]).toEqual([2, 1]);
  });

  it('each of Rastrigin’s 25 minima in the window', async () =>
    expect((await marked('rastrigin')).minima).toHaveLength(25));

  it('two wells of a curve', async () => {
    const { minima } = await marked('double-well');
    expect(minima).toHaveLength(2);
    expect(minima[0]!.x).toBeCloseTo(-1.088, 3);
  });
});

it('a loss of one parameter is known by its first line', () => {
  expect(isCurve('k = 2\n\ndef loss(w):\n    return w')).toBe(true);
  expect(isCurve('def loss(x, y):\n    return x')).toBe(false);
  for (const { python, y } of gallery) expect(isCurve(python)).toBe(y === undefined);
});

describe.each(gallery.filter(({ y }) => y === undefined))('the curve $title', ({ id, x, start, lowest }) => {
  const share = ((start[0] ?? 0) - x[0]) / (x[1] - x[0]);
  it('has its minima on it, and runs that stand on it', { timeout: 60_000 }, async () => {
    const rule = 'alpha = 0.02\nfor t in range(1, steps + 1):\n    phi = phi - alpha * gradient(phi)';
    const { sheet } = await madeAt({ ...own(id), across: share, up: 0.5, rule, steps: 20 });
    const [line] = sheet.lines ?? [];
    if (!line) throw new Error('no curve');
    expect(sheet.bands).toBeUndefined();
    expect(line.x.at(0)).toBe(x[0]);
    expect(line.x.at(-1)).toBeCloseTo(x[1], 12);
    const minima = sheet.points?.filter(({ mark }) => mark === 'minimum' || mark === 'lowest') ?? [];
    expect(minima[0]?.x).toBeCloseTo(lowest?.at[0] ?? Number.NaN, 3);
    const mine = sheet.paths?.find(({ role }) => role === 'run');
    expect(mine?.x).toHaveLength(21);
    expect(mine?.x[0]).toBeCloseTo(start[0] ?? Number.NaN, 9);
    expect(mine!.y.at(-1)).toBeLessThan(mine!.y[0]!);
    for (const [t, at] of mine!.x.entries()) expect(Math.abs(heightAt(line, at) - mine!.y[t]!)).toBeLessThan(2e-3);
    expect(sheet.handle).toMatchObject({ x: 'across' });
    expect(sheet.handle?.y).toBeUndefined();
  });
});

describe('a model', { timeout: 60_000 }, () => {
  it('has a sheet of two of its parameters, runs of all of them, and the fit that each rule has reached', async () => {
    const model = 'def model(x, phi):\n    return phi[0] + phi[1] * x + phi[2] * x * x';
    const { sheet, presentation } = await madeAt({
      loss: 'model',
      model,
      count: 3,
      shownAcross: 2,
      shownUp: 0,
      phi1: 1,
    });
    expect([sheet.x.label, sheet.y.label]).toEqual(['ϕ_2', 'ϕ_0']);
    expect(sheet.bands?.levels.length).toBeGreaterThan(8);
    expect(sheet.paths).toHaveLength(4);
    const chart = presentation.panels.find(({ name }) => name === 'points');
    if (chart?.kind !== 'chart') throw new Error('no points');
    expect(chart.series).toHaveLength(5);
    for (const { name, y } of chart.series) expect(y.every(Number.isFinite), name).toBe(true);
    expect(sentence(presentation)).toMatch(/^At step 100 /);
  });

  it('has a sheet of the first two, if it has more', async () => {
    const { sheet } = await madeAt({ loss: 'model', model: FIRST_MODEL, count: 3 });
    expect([sheet.x.label, sheet.y.label]).toEqual(['ϕ_0', 'ϕ_1']);
    expect(sheet.paths).toHaveLength(4);
  });

  it('of one parameter is a curve', async () => {
    const { sheet } = await madeAt({ loss: 'model', model: 'def model(x, phi):\n    return phi[0] * x', count: 1 });
    expect(sheet.lines).toHaveLength(1);
  });

  it('begins with the page’s own', async () => {
    const { sheet, rules } = await madeAt({ loss: 'model', model: FIRST_MODEL });
    expect(sheet.handle?.at).toEqual([2.4, 4.6]);
    expect(rules).toHaveLength(4);
  });
});

it('noise and the reader’s rule on a loss of ours: the draws are the engine’s own', { timeout: 60_000 }, async () => {
  const rule = 'alpha = 0.1\nfor t in range(1, steps + 1):\n    phi = phi - 1 * alpha * gradient(phi)';
  const { rules } = await madeAt({ rule, noise: 0.3, seed: 4 });
  expect(rules[0]?.slice(1)).toEqual(rules[1]?.slice(1));
});

it('without a text there is nothing to see, and the figure says what is missing', () => {
  for (const loss of ['own', 'model']) {
    const { verdict, panels } = resolved(experiment.present({ ...usual, loss } as never, {} as never));
    expect(verdict.state).toBe('unanswered');
    expect(panels).toHaveLength(1);
  }
});
