import { describe, expect, test } from 'vitest';
import { optimizers } from '../../../src/engine/optimizers/index.ts';
import { problems } from '../../../src/engine/problems/index.ts';
import { createQuadratic } from '../../../src/engine/problems/quadratic.ts';
import { recorded } from '../../../src/engine/training/recorded.ts';
import type { Trace } from '../../../src/engine/training/trace.ts';
import { type TrainOptions, train } from '../../../src/engine/training/train.ts';

const { gradientDescent, momentum, nesterov, adam, lineSearch } = optimizers;
const onGabor = { problem: problems.gabor, start: [-1.5, 6.5], steps: 40 };
const notebook = { size: 5, sampling: 'notebook', seed: 1 } as const;

/** A trace without its rule's evaluation counts, which a record does not contain. */
const shownOf = ({ gradientEvaluations: _, lossEvaluations: __, ...shown }: Trace) => shown;

const again = (run: TrainOptions, { dimension, phi, status }: Trace, isLost = status.kind === 'diverged'): Trace =>
  train({ ...run, ...recorded({ dimension, places: phi, isLost }) });

describe('a recorded run', () => {
  test.each<[string, TrainOptions]>([
    ['descent', { ...onGabor, optimizer: gradientDescent, hyper: { alpha: 0.1 } }],
    ['a line search, which asks for losses', { ...onGabor, optimizer: lineSearch }],
    ['momentum on batches', { ...onGabor, optimizer: momentum, hyper: { alpha: 0.6, beta: 0.6 }, batches: notebook }],
    ['Adam, which remembers', { ...onGabor, optimizer: adam, hyper: { alpha: 0.1 } }],
    ['a run of no step', { ...onGabor, optimizer: gradientDescent, steps: 0 }],
  ] as [string, TrainOptions][])('has the places, losses, batches and end of %s', (_, run) => {
    const trace = train(run);
    expect(shownOf(again(run, trace))).toEqual(shownOf(trace));
  });

  test('has the losses of the batches where its steps begin, which are those of a rule that looks there', () => {
    const run: TrainOptions = { ...onGabor, optimizer: nesterov, hyper: { alpha: 0.6, beta: 0.6 }, batches: notebook };
    const trace = train(run);
    const copy = again(run, trace);
    expect(copy.loss).toEqual(trace.loss);
    expect(copy.batches).toEqual(trace.batches);
    // Nesterov looks ahead, so its own losses are at other points.
    expect(copy.batchLoss).not.toEqual(trace.batchLoss);
    const batch = copy.batches.subarray(copy.batchStarts[7], copy.batchStarts[8]);
    expect(copy.batchLoss[7]).toBe(problems.gabor.loss(trace.phi.subarray(14, 16), batch));
  });

  test('diverges where the run did, by growing past a bound or by a step that led nowhere', () => {
    const bowl = createQuadratic({ eigenvalues: [1, 4] });
    const grows: TrainOptions = {
      problem: bowl,
      optimizer: gradientDescent,
      hyper: { alpha: 3 },
      start: [8, 2],
      steps: 90,
    };
    const grown = train(grows);
    expect(grown.status.kind).toBe('diverged');
    expect(shownOf(again(grows, grown))).toEqual(shownOf(grown));

    const places = [8, 2, 4, 1];
    const lost = train({ ...grows, ...recorded({ dimension: 2, places, isLost: true }) });
    expect(lost.status).toMatchObject({ kind: 'diverged', step: 2 });
    expect([...lost.phi]).toEqual(places);
  });

  test('that broke off in good order ends there, and not by diverging', () => {
    const run: TrainOptions = { ...onGabor, optimizer: gradientDescent, hyper: { alpha: 0.1 } };
    const short = train({ ...run, steps: 9 });
    expect(again(run, short)).toMatchObject({ steps: 9, status: { kind: 'finished' } });
  });
});
