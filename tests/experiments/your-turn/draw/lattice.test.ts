import { beforeAll, expect, test } from 'vitest';
import { optimizers } from '../../../../src/engine/optimizers/index.ts';
import type { Optimizer } from '../../../../src/engine/optimizers/optimizer.ts';
import { copied, type Lattice, latticeOf } from '../../../../src/experiments/kit/lattice.ts';
import { FIRST_LOSS, losses } from '../../../../src/experiments/kit/losses.ts';
import { families } from '../../../../src/experiments/kit/rule-families.ts';
import { distance, sketchOf } from '../../../../src/experiments/your-turn/draw/distance.ts';
import { type Point, toLine } from '../../../../src/experiments/your-turn/draw/sketch-lines.ts';
import { placesOn } from '../../../../src/figure/parts.ts';
import { ruleText } from '../../../../src/python/rule-text.ts';
import { traceOf } from '../../../../src/python/trace.ts';
import { openRoom } from '../../../python/room.ts';
import { found, taskOn, unsteady } from './hand.ts';

/** What the page asks of its Python, by the interpreter itself. */
let room: Awaited<ReturnType<typeof openRoom>>;
beforeAll(async () => {
  room = await openRoom();
});

test.each(['basins', 'ravine', 'banana', 'gabor'] as const)(
  'the copy of a loss is the loss, as far as a search looks: %s',
  (loss) => {
    const { problem, window } = taskOn(loss);
    const [places, g] = [placesOn(latticeOf(window)), new Float64Array(2)];
    const values = Float64Array.from(places, (place) => problem.loss(Float64Array.from(place)));
    const slopes = Float64Array.from(
      places.flatMap((place) => {
        problem.gradient(Float64Array.from(place), g);
        return [...g];
      }),
    );
    const copy = copied({ ...latticeOf(window), values, slopes } satisfies Lattice);
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

test('the copy of a loss in Python is answered by the rule that drew the line, and leads as the loss itself does', {
  timeout: 120_000,
}, async () => {
  const problem = { kind: 'loss', code: FIRST_LOSS } as const;
  const run = async (code: string, start: Point, steps: number): Promise<Point[]> => {
    const { phi } = traceOf(await room.ask('rule', { code, problem, start, steps }), 2);
    return Array.from({ length: phi.length / 2 }, (_, t) => [phi[2 * t]!, phi[2 * t + 1]!]);
  };
  const { x, y } = losses.own;
  const window = { x, y };
  const momentum = ruleText(optimizers.momentum as Optimizer, { alpha: 0.2, beta: 0.8 });
  const points = unsteady(toLine(await run(momentum, [-3, -1], 24), window), { window }, 0.004);
  const { columns } = await room.ask('slopes', { problem, points: placesOn(latticeOf(window)) });
  const lattice = { ...latticeOf(window), values: columns['values']!, slopes: columns['slopes']! };
  const [first] = found({ problem: copied(lattice), window, points });
  expect(first?.family).toBe('momentum');
  expect(Math.abs(Math.log((first?.alpha ?? 0) / 0.2))).toBeLessThan(0.12);
  const { rule } = families.find(({ id }) => id === first?.family)!;
  const text = ruleText(optimizers[rule] as Optimizer, { alpha: first!.alpha, beta: first!.beta ?? 0 });
  const made = distance(sketchOf(toLine(points, window)), toLine(await run(text, points[0]!, first!.steps), window));
  expect(made).toBeLessThan(0.006);
  expect(made).toBeCloseTo(first!.distance, 3);
});
