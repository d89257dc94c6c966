/** One step of SGD on the Gabor problem, compared with the step of all thirty examples. */
import { type Batch, vector } from '../../../engine/index.ts';
// The page's first figure: importing the lists would load every rule and problem (decision 0014).
import { gabor } from '../../../engine/problems/gabor.ts';
import * as f from '../../../figure/index.ts';
import { gaborLens } from '../../kit/gabor-close-up.ts';
import { gaborFit } from '../../kit/gabor-fit.ts';

/** Facts about a run: the effect of each step on its own batch, and its end. */
export interface Facts {
  /** Loss of each step's own batch, before and after the step. */
  batchBefore: f.Column;
  batchAfter: f.Column;
  batches: readonly Batch[];
  /** The step from which the run was off the map, without a gradient that leads back. */
  leftAt: number | undefined;
  /** Index among the landmarks' minima of the one in whose basin the run ended. */
  reached: number | undefined;
  /** The step from which it has stayed in that basin, if it began in another. */
  staysFrom: number | undefined;
}

export type SgdRun = f.RunInView<Facts>;

interface Rate {
  /** For each example of a batch. */
  alpha: number;
  batchSize: number;
}

type Point = readonly [number, number];

/** Minimum width of the map under the lens: at a small rate steps are shorter than marks. */
const LENS = 0.2;

/** The result of a step with all examples from a state, at the same rate for each. */
function fullStep([phi0, phi1]: Point, { alpha, batchSize }: Rate): Point {
  const g = vector(0, 0);
  gabor.gradient(vector(phi0, phi1), g);
  const rate = (alpha * batchSize) / gabor.examples;
  return [phi0 - rate * g[0]!, phi1 - rate * g[1]!];
}

/** The step made and that of all examples, alone on a piece of the map; at the end, no step. */
export function closeUp(rate: Rate, run: SgdRun, now: number): f.SurfacePanel {
  const from = run.at(now);
  const points = [f.point('now', `step ${now}`, ...from)];
  if (now === run.last)
    return { ...gaborLens([from], LENS), title: `The run has ended after step ${now}: no step follows`, points };
  const made = run.at(now + 1);
  const all = fullStep(from, rate);
  return {
    ...gaborLens([from, all, made], LENS),
    title: `Step ${now} under a lens: the step of its batch, and the step of all 30 examples`,
    points,
    arrows: [
      f.arrow('step of the batch', 'batch', from, made, 'batch'),
      f.arrow('step of all 30', 'measured', from, all, 'all 30'),
    ],
  };
}

const change = (before: number, after: number): string => `${before.toFixed(2)} → ${after.toFixed(2)}`;

/** The model before and after the step at `now`, over the examples of its batch; or at both ends of the run. */
export function batchFit(run: SgdRun): f.ChartPanel {
  const { now, last } = run;
  if (now === undefined || now === last)
    return gaborFit({
      label: 'the 30 examples and the fit',
      curves: [
        { name: 'model at the start', role: 'baseline', phi: run.at(0), label: 'at the start' },
        { name: 'model at the end', role: 'run', phi: run.at(last) },
      ],
    });
  const { batchBefore, batchAfter, loss } = run;
  return gaborFit({
    label: `batch ${change(batchBefore[now]!, batchAfter[now]!)}, all ${change(loss[now]!, loss[now + 1]!)}`,
    curves: [
      { name: `model before step ${now}`, role: 'baseline', phi: run.at(now), label: 'before' },
      { name: `model after step ${now}`, role: 'run', phi: run.at(now + 1) },
    ],
    batch: run.batches[now]!,
  });
}

/** The numbers of a step for the formula in the text, by the names of its letters. */
export function updateNumbers({ alpha }: Rate, { x, y }: SgdRun, t: number): Record<string, f.ShownNumber> {
  const of = (name: string, phi: f.Column): [string, f.ShownNumber][] => [
    [`here${name}`, f.fixed(phi[t], 2)],
    [`next${name}`, f.fixed(phi[t + 1], 2)],
    [`slope${name}`, f.fixed((phi[t]! - phi[t + 1]!) / alpha, 2)],
  ];
  return Object.fromEntries([...of('Phi0', x), ...of('Phi1', y)]);
}
