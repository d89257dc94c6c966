/** A saddle that batches cannot leave: hidden units of a network with equal initial weights. */
import { optimizers, problems, stateAt, type Trace, train } from '../../../engine/index.ts';
import { axis, type ChartPanel, type Column, chart, line } from '../../../figure/index.ts';

/** Largest difference between two hidden units at every `EVERY`th step, on all examples and on batches. */
export interface Spreads {
  descent: Column;
  batches: Column;
}

/** A type rather than an interface: a part of the experiment, which is plain JSON. */
export type UnitsPart = { offset: number; seed: number };

const [STEPS, EVERY] = [1200, 10];
const BATCH = 2;
/** Initial weights of the middle one of three units. */
const UNIT = { u: 1, b: 0.2, w: 0.5 } as const;

/** Three tanh units, equal or `offset` apart, trained on all eight examples and on batches of two. */
export function measureUnits({ offset, seed }: UnitsPart): Spreads {
  const problem = problems.tanhNetwork;
  const start = [-1, 0, 1].flatMap((j) => [UNIT.u + j * offset, UNIT.b, UNIT.w]);
  const run = {
    problem,
    optimizer: optimizers.gradientDescent,
    hyper: { alpha: 0.05 },
    start: [...start, 0],
    steps: STEPS,
    record: { phi: EVERY, loss: 'ends' },
  } as const;
  const spreads = (trace: Trace): Column => Float64Array.from(trace.phiAt, (_, r) => problem.spread(stateAt(trace, r)));
  return {
    descent: spreads(train(run)),
    batches: spreads(train({ ...run, batches: { size: BATCH, seed } })),
  };
}

export function unitsChart(units: Spreads | undefined): ChartPanel {
  const { descent, batches } = units ?? { descent: new Float64Array(), batches: new Float64Array() };
  const x = batches.map((_, k) => Math.min(k * EVERY, STEPS));
  return chart({
    name: 'hidden-units',
    title: 'Largest difference between two of three hidden units, on all examples and on batches',
    x: axis('step *t*', [0, STEPS]),
    y: axis('difference of the hidden units', [0, 1.1 * Math.max(1, ...batches, ...descent)]),
    series: units
      ? [line('descent', 'baseline', x, descent, { label: true }), line('SGD', 'batch', x, batches, { label: true })]
      : [],
  });
}
