import { optimizers } from '../../../engine/optimizers/index.ts';
import type { Optimizer } from '../../../engine/optimizers/optimizer.ts';
import { problems } from '../../../engine/problems/index.ts';
import { stream } from '../../../engine/random-state.ts';
import { median } from '../../../engine/statistics/index.ts';
import { coordinate, type Trace } from '../../../engine/training/trace.ts';
import { train } from '../../../engine/training/train.ts';
import type { Column } from '../../../figure/panels/panel.ts';
import { around, coarse, type Memories, type Setting } from '../../kit/rate-grid.ts';
import { type ProblemName, type RaceRule, type RuleName, raceProblems, raceRules } from './entries.ts';

/** Starts on which the settings of every rule are compared. */
export const RACE_STARTS = 25;
/** Other starts, for choosing settings: all of them for the few that do best on the first five. */
export const TUNING_STARTS = 15;
/** How many of the compared starts have their paths stored, for drawing. */
export const SHOWN_STARTS = 12;
const FIRST_STARTS = 5;
const FINALISTS = 3;
/** Number of stored points of a curve. */
const POINTS = 60;

/** Tuned hyperparameters: rate and memories, only the rate, or nothing. */
export type Tuning = 'tuned' | 'rate' | 'defaults';
/** One rule on one problem. */
export type RacePart = { rule: RuleName; problem: ProblemName; budget: number; seed: number; tuning: Tuning };

export interface Race {
  /**
   * Fraction of the first excess loss left when the evaluations are spent: median over the starts. Infinity: diverged.
   */
  left: number;
  /** The setting used; if tuned, the best one. */
  setting: Setting;
  rate: number;
  /** Number of settings tried. */
  tried: number;
  /** Number of runs that diverged at that setting. */
  diverged: number;
  /** The median fraction along the way: gradient and loss evaluations, and the remaining fraction. */
  evaluations: Column;
  curve: Column;
  /** For the first starts: the position after 0, 1, 2, … evaluations. */
  paths: readonly { x: Column; y: Column }[];
}

/** One rule on one problem with a budget of evaluations; evaluating a loss costs as much as a gradient. */
export function race({ rule, problem: name, budget, seed, tuning }: RacePart): Race {
  // Safe: only the hyperparameters in the rule's entry are set here.
  const optimizer = optimizers[rule] as Optimizer;
  const { rate: rateName = 'alpha', cost = 1, tune = {} }: RaceRule = raceRules[rule];
  const { window, lowest } = raceProblems[name];
  const starts = Array.from({ length: RACE_STARTS + TUNING_STARTS }, (_, r) => {
    const random = stream(seed + r, 'start');
    return window.map(([low, high]) => random.uniform(low, high));
  });
  const [judging, choosing] = [starts.slice(0, RACE_STARTS), starts.slice(RACE_STARTS)];
  const floor = lowest();
  const steps = Math.ceil(budget / cost);
  // A rule with expensive steps may stop between recorded points, so every loss is recorded.
  const tracesAt = (hyper: Setting, from: readonly number[][], loss: 'all' | 'ends', shown = 0) =>
    from.map((start, r) => {
      const record = { phi: r < shown ? 'all' : 'ends', loss: cost > 1 ? 'all' : loss, batches: false } as const;
      return train({ problem: problems[name], optimizer, hyper, start, steps, record });
    });
  const sharesOf = (traces: readonly Trace[]) =>
    traces.map((trace) => (spent: number) => shareLeft(trace, floor, spent));
  const usual = { [rateName]: Number(optimizer.hyperparameters[rateName]!.default) };
  const { setting, tried } =
    tuning === 'defaults'
      ? { setting: usual, tried: 1 }
      : chosen(rateName, tuning === 'tuned' ? tune : {}, (one, count) =>
          sharesOf(tracesAt(one, choosing.slice(0, count), 'ends')).map((left) => left(budget)),
        );
  const traces = tracesAt(setting, judging, 'all', SHOWN_STARTS);
  const runs = sharesOf(traces);
  const evaluations = Float64Array.from({ length: POINTS + 1 }, (_, k) => Math.round((k * budget) / POINTS));
  return {
    left: median(runs.map((left) => left(budget))),
    setting,
    rate: setting[rateName]!,
    tried,
    diverged: runs.filter((left) => left(budget) === Number.POSITIVE_INFINITY).length,
    evaluations,
    curve: evaluations.map((spent) => median(runs.map((left) => left(spent)))),
    paths: traces.slice(0, SHOWN_STARTS).map((trace) => pathOf(trace, budget)),
  };
}

/**
 * The best setting of the grid (`rate-grid.ts`): searched on a few starts, then on all those for choosing. The best one
 * has the fewest diverging runs, since on other starts more of them may diverge, and among these the lowest median.
 * @param shares left by a setting on the first starts.
 */
function chosen(
  rateName: string,
  tune: Memories,
  shares: (setting: Setting, starts: number) => number[],
): { setting: Setting; tried: number } {
  const best = (settings: readonly Setting[], starts: number, count: number): Setting[] =>
    settings
      .map((setting) => {
        const left = shares(setting, starts);
        const diverged = left.filter((share) => share === Number.POSITIVE_INFINITY).length;
        return { setting, diverged, middle: median(left) };
      })
      .sort((a, b) => a.diverged - b.diverged || (a.middle === b.middle ? 0 : a.middle - b.middle))
      .slice(0, count)
      .map(({ setting }) => setting);
  const first = coarse(rateName, tune);
  const second = around(rateName, best(first, FIRST_STARTS, FINALISTS));
  const [setting = {}] = best(second, TUNING_STARTS, 1);
  return { setting, tried: new Set([...first, ...second].map((one) => JSON.stringify(one))).size };
}

/** The last step within a number of evaluations. */
function stepAfter({ gradientEvaluations, lossEvaluations, steps }: Trace, spent: number): number {
  let t = Math.min(steps, spent);
  while (t > 0 && gradientEvaluations[t]! + lossEvaluations[t]! > spent) t--;
  return t;
}

function pathOf(trace: Trace, budget: number): { x: Column; y: Column } {
  const steps = Float64Array.from({ length: budget + 1 }, (_, spent) => stepAfter(trace, spent));
  const along = (i: number): Column => {
    const all = coordinate(trace, i);
    return steps.map((t) => all[t]!);
  };
  return { x: along(0), y: along(1) };
}

/** Fraction of the first excess loss after a number of evaluations. */
function shareLeft(trace: Trace, floor: number, spent: number): number {
  const { loss, steps, status } = trace;
  const t = stepAfter(trace, spent);
  if (status.kind === 'diverged' && t === steps) return Number.POSITIVE_INFINITY;
  const first = loss[0]! - floor;
  // Rounding can take the last excess below zero.
  return first > 0 ? Math.max(0, (t === steps ? loss.at(-1)! : loss[t]!) - floor) / first : 0;
}
