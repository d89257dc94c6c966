import { beforeAll, describe, expect, it, test } from 'vitest';
import { optimizers } from '../../../src/engine/optimizers/index.ts';
import { copied, type Lattice, placesOf } from '../../../src/laboratory/draw/copy.ts';
import { toLine } from '../../../src/laboratory/draw/lines.ts';
import { latticeOf, madeInPython, whyNot } from '../../../src/laboratory/draw/python-loss.ts';
import { type Found, search, type Task } from '../../../src/laboratory/draw/search.ts';
import { problemTextOf, runText } from '../../../src/laboratory/playground/python-side.ts';
import { firstSettings, onLoss, type Settings, sheetOf } from '../../../src/laboratory/playground/settings.ts';
import { explain } from '../../../src/python/errors.ts';
import type { Python } from '../../../src/python/python.ts';
import { ruleText } from '../../../src/python/rule-text.ts';
import { traceOf } from '../../../src/python/trace.ts';
import { openRoom } from '../../python/room.ts';
import { taskOn, unsteady } from './hand.ts';

/** What the page asks of its Python, by the interpreter itself. */
let python: Pick<Python, 'slopes' | 'run'>;
beforeAll(async () => {
  const room = await openRoom();
  python = {
    async slopes({ lane: _, ...ask }) {
      const { columns, error } = await room.ask('slopes', ask);
      const { values, slopes } = columns;
      return {
        printed: '',
        ...(values && slopes && { values, slopes }),
        ...(error && { error: explain(error, ask) }),
      };
    },
    async run({ lane: _, ...ask }) {
      const reply = await room.ask('rule', ask);
      const trace = traceOf(reply, ask.start.length);
      return { printed: '', trace, ...(reply.error && { error: explain(reply.error, ask) }) };
    },
  };
});

function found(task: Task): Found {
  const turns = search(task);
  for (;;) {
    const { done, value } = turns.next();
    if (done) return value;
  }
}

const own = (lossText?: string): Settings => {
  const settings = onLoss(firstSettings(), 'own');
  return lossText === undefined ? settings : { ...settings, lossText };
};

test.each(['basins', 'ravine', 'banana', 'gabor'] as const)(
  'the copy of a loss is the loss, as far as a search looks: %s',
  (loss) => {
    const { problem, window } = taskOn(loss);
    const [places, g] = [placesOf(window), new Float64Array(2)];
    const values = Float64Array.from(places, ([x, y]) => problem.loss(Float64Array.of(x, y)));
    const slopes = Float64Array.from(
      places.flatMap(([x, y]) => {
        problem.gradient(Float64Array.of(x, y), g);
        return [...g];
      }),
    );
    const copy = copied({ window, values, slopes } satisfies Lattice);
    const spread = Math.max(...values) - Math.min(...values);
    const steepest = Math.max(...slopes.map(Math.abs));
    const [ours, theirs] = [new Float64Array(2), new Float64Array(2)];
    for (let k = 0; k < 500; k++) {
      const [u, v] = [(k * 0.618) % 1, (k * 0.414) % 1];
      const at = Float64Array.of(
        window.x[0] + u * (window.x[1] - window.x[0]),
        window.y[0] + v * (window.y[1] - window.y[0]),
      );
      const loss = problem.gradient(at, theirs);
      expect(Math.abs(copy.gradient(at, ours) - loss)).toBeLessThan(1e-3 * spread);
      expect(copy.loss(at)).toBe(copy.gradient(at, ours));
      for (const i of [0, 1]) expect(Math.abs(ours[i]! - theirs[i]!)).toBeLessThan(2e-3 * steepest);
    }
    // Its slopes are those of its losses, beyond the lattice as well.
    for (const share of [-0.5, 0.31, 0.77, 1.4]) {
      const at = Float64Array.of(
        window.x[0] + share * (window.x[1] - window.x[0]),
        window.y[0] + 0.4 * (window.y[1] - window.y[0]),
      );
      copy.gradient(at, ours);
      const h = 1e-5 * (window.x[1] - window.x[0]);
      const rise = copy.loss(Float64Array.of(at[0]! + h, at[1]!)) - copy.loss(Float64Array.of(at[0]! - h, at[1]!));
      expect(Math.abs(rise / (2 * h) - ours[0]!)).toBeLessThan(1e-4 * steepest);
    }
  },
);

describe('a line on a loss in Python', () => {
  it('is answered by the rule that drew it, and the run that is shown is made with the loss itself', {
    timeout: 120_000,
  }, async () => {
    const settings = { ...own(), start: [-3, -1] as const, steps: 24 };
    const text = ruleText(optimizers.momentum, { alpha: 0.2, beta: 0.8 });
    const { run } = (await runText(python, settings, problemTextOf(settings, ''), text, 'drawn')) ?? {};
    const window = sheetOf(settings);
    const line = toLine(
      Array.from(run!.x, (x, t) => [x, run!.y[t]!] as const),
      window,
    );
    const drawn: Settings = { ...settings, sketch: unsteady(line, { window }, 0.004) };
    const lattice = await latticeOf(python, drawn, () => false);
    const { best } = found({ problem: copied(lattice!), window, points: drawn.sketch });
    const [first] = best;
    expect(first?.family).toBe('momentum');
    const named = best.map((one) => ({
      ...one,
      x: new Float64Array(),
      y: new Float64Array(),
      text: ruleText(optimizers.momentum, { alpha: one.alpha, beta: one.beta ?? 0 }),
    }));
    const [made] = await madeInPython(python, drawn, named.slice(0, 1));
    expect(made?.family).toBe('momentum');
    expect(Math.abs(Math.log((made?.alpha ?? 0) / 0.2))).toBeLessThan(0.12);
    expect(made?.distance).toBeLessThan(0.006);
    // The copy and the loss lead the same way.
    expect(made?.distance).toBeCloseTo(first?.distance ?? 0, 3);
    expect(made?.x).toHaveLength((first?.steps ?? 0) + 1);
  });

  it('has holes where the loss has no value, and words where it has none at all', async () => {
    const half = await latticeOf(python, own('def loss(x, y):\n    return x ** 2 + np.log(y)'), () => false);
    expect(half?.values.some(Number.isNaN)).toBe(true);
    expect(half?.values.some(Number.isFinite)).toBe(true);
    await expect(latticeOf(python, own('def loss(x, y):\n    return z'), () => false)).rejects.toThrow(
      'Nothing here is called z.',
    );
  });

  it('is left where a newer one has come', async () => {
    expect(await latticeOf(python, own(), () => true)).toBeUndefined();
  });
});

test('where nobody can draw, the tab says why, and where to go', () => {
  expect(whyNot(firstSettings(), true)).toBeUndefined();
  expect(whyNot(own(), false)).toBeUndefined();
  expect(whyNot(own(), true)).toContain('has not run yet');
  expect(whyNot(own('def loss(x):\n    return x ** 2'), false)).toContain('one variable');
  const model = onLoss(firstSettings(), 'model');
  expect(whyNot({ ...model, phi: [0, 0] }, false)).toBeUndefined();
  expect(whyNot({ ...model, phi: [0, 0, 0] }, false)).toContain('3 parameters');
});
