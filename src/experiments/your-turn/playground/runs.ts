/** Runs of rules in the playground: made by the engine, or by the page's Python if they contain a reader's code. */
import type { Optimizer } from '../../../engine/optimizers/optimizer.ts';
import { allOptimizers } from '../../../engine/optimizers/since-the-book.ts';
import type { Problem } from '../../../engine/problems/problem.ts';
import { divergenceBounds } from '../../../engine/training/trace.ts';
import { train } from '../../../engine/training/train.ts';
import type { Column, CurvesAsk, MadeRun, Replayed, RuleAsk } from '../../../figure/index.ts';
import { drawsOf } from '../../../python/draws.ts';
import { ruleText } from '../../../python/rule-text.ts';
import type { Point } from '../../kit/loss-frames.ts';
import { hasExamples, isCurve, type LossId } from '../../kit/losses.ts';
import type { RuleId } from '../../kit/rule-names.ts';
import { ourProblem } from './world.ts';

export type RunPart = {
  loss: LossId;
  points: readonly Point[];
  /** The code of the reader's loss or model; empty: the loss is ours. */
  text: string;
  /** All parameters; two of them are the map's axes. */
  start: readonly number[];
  over: Point;
  steps: number;
  /** Standard deviation of the noise added to each slope. */
  noise: number;
  /** Examples per step; 0: all of them. */
  batch: number;
  seed: number;
  id: RuleId;
  hyper: Readonly<Record<string, number>>;
  /** The rule's code for Python; empty: the engine runs it. */
  rule: string;
  /** It is one of our own rules. */
  isOurs: boolean;
};

/** The path of a rule: row t is before step t. Rows end where it left the range of floating-point numbers. */
export interface Run {
  x: Column;
  y: Column;
  loss: Column;
  /** For a model: all parameters, row after row. */
  phi?: Column;
  /** The step without a finite result. */
  lost?: number;
}

/** One of our rules in Python, for losses in Python. */
export const textOfRule = ({ id, hyper }: Pick<RunPart, 'id' | 'hyper'>): string =>
  ruleText(allOptimizers[id] as Optimizer, hyper);

/** Noise, and batches if the loss is a sum over examples, drawn as in notebook 6.3; all rules get the same draws. */
const drawnBy = ({ loss, noise, batch }: RunPart, examples: number) => ({
  ...(noise > 0 && { noise: { sd: noise } }),
  ...(hasExamples(loss) &&
    batch > 0 &&
    batch < examples && { batches: { size: batch, sampling: 'notebook' as const } }),
});

export function askOfRun(part: RunPart): RuleAsk {
  const { loss, points, text, start, steps, seed, rule, isOurs } = part;
  const ours = text === '' ? ourProblem(part) : undefined;
  const drawn = { dimension: start.length, examples: ours?.examples ?? 0 } as Problem;
  return {
    code: rule,
    problem: ours
      ? { kind: 'python', code: ours.python ?? '' }
      : loss === 'own'
        ? { kind: 'loss', code: text }
        : { kind: 'model', code: text, data: { x: points.map(([x]) => x), y: points.map(([, y]) => y) } },
    start,
    steps,
    bound: divergenceBounds.norm,
    ...(isOurs && { isOurs }),
    ...drawsOf({ problem: drawn, steps, seed, ...drawnBy(part, drawn.examples) }),
  };
}

export const optimizerOf = (id: RuleId): Optimizer => allOptimizers[id] as Optimizer;

/** @param made by Python: a run whose losses the engine computes, or one with its losses */
export function runOf(part: RunPart, made?: Replayed | MadeRun): Run {
  const { loss, text, start, over, steps, seed } = part;
  if (made && 'losses' in made) {
    const { dimension, places, losses, isLost } = made;
    const column = (k: number) => Float64Array.from(losses, (_, t) => places[t * dimension + k] ?? Number.NaN);
    const [i, j] = loss === 'model' ? over : [0, 1];
    const isOnCurve = loss === 'own' ? isCurve(text) : dimension === 1;
    return {
      x: column(i),
      // On a curve the height of a run is its loss.
      y: isOnCurve ? losses.slice() : column(j),
      loss: losses,
      ...(loss === 'model' && { phi: Float64Array.from(places) }),
      ...(isLost && { lost: losses.length }),
    };
  }
  const problem = ourProblem(part);
  const own = { optimizer: optimizerOf(part.id), hyper: part.hyper, steps };
  const trace = train({ problem, start, seed, ...drawnBy(part, problem.examples), ...own, ...made });
  const column = (i: 0 | 1) => Float64Array.from({ length: trace.phi.length / 2 }, (_, t) => trace.phi[2 * t + i]!);
  const { status } = trace;
  return { x: column(0), y: column(1), loss: trace.loss, ...(status.kind === 'diverged' && { lost: status.step }) };
}

/** Maximum number of steps of a run with a computed fit, and of points along the fit. */
const STAGES = 40;
const PLACES = 49;

/** The model fitted by a run, at some of its steps. */
export interface Fits {
  at: readonly number[];
  x: Column;
  /** Row after row. */
  y: Column;
}

/** The range of the points on an axis. */
export const stretchOf = (values: readonly number[]): Point => [Math.min(0, ...values), Math.max(2, ...values)];

const stagesOf = ({ loss }: Run): number[] => {
  const last = loss.length - 1;
  const apart = Math.max(1, Math.ceil(last / STAGES));
  return [...new Set([...Array.from({ length: Math.floor(last / apart) + 1 }, (_, k) => k * apart), last])];
};
const placesAlong = (points: readonly Point[]): number[] => {
  const [from, to] = stretchOf(points.map(([x]) => x));
  return Array.from({ length: PLACES }, (_, k) => from + ((to - from) * k) / (PLACES - 1));
};

/** The request to Python about a model after its run. */
export function askOfFits({ text, points, start }: RunPart, run: Run): CurvesAsk {
  const n = start.length;
  return {
    model: text,
    rows: stagesOf(run).map((t) => Array.from(run.phi?.subarray(t * n, (t + 1) * n) ?? [])),
    xs: placesAlong(points),
  };
}

export const fitsOf = ({ points }: RunPart, run: Run, { values }: { values: Column }): Fits => ({
  at: stagesOf(run),
  x: Float64Array.from(placesAlong(points)),
  y: values,
});
