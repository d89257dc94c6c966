import { optimizers } from '../../../engine/optimizers/index.ts';
import type { Optimizer } from '../../../engine/optimizers/optimizer.ts';
import { problems } from '../../../engine/problems/index.ts';
import { stream } from '../../../engine/random-state.ts';
import { median, rateGrid } from '../../../engine/statistics/index.ts';
import type { Trace } from '../../../engine/training/trace.ts';
import { train } from '../../../engine/training/train.ts';
import type { Column } from '../../../figure/panels/panel.ts';
import { type ProblemName, type RaceRule, type RuleName, raceProblems, raceRules } from './entries.ts';

/** Starts of every race. */
export const RACE_STARTS = 9;
/** Rates that a tuned rule may choose from. */
export const RACE_RATES = rateGrid(2.5e-4, 8.2, 1);
/** Points at which a curve is kept. */
const POINTS = 60;

/** One rule on one problem. */
export type RacePart = { rule: RuleName; problem: ProblemName; budget: number; seed: number; tuned: boolean };

export interface Race {
  /** Share of the first excess loss that is left when the evaluations are spent: median over the starts. Infinity: diverged. */
  left: number;
  /** The rate it ran at; the best for it where it was tuned. */
  rate: number;
  /** Runs that diverged at that rate. */
  diverged: number;
  /** The median share along the way: gradient and loss evaluations, and what was left. */
  evaluations: Column;
  curve: Column;
}

/** One rule on one problem with a budget of evaluations; a loss that a rule asks for costs as much as a gradient. */
export function race({ rule, problem: name, budget, seed, tuned }: RacePart): Race {
  // Each rule has hyperparameters of its own, of which only the rate is set here.
  const optimizer = optimizers[rule] as Optimizer;
  const { rate: rateName = 'alpha', cost = 1 }: RaceRule = raceRules[rule];
  const { window, lowest } = raceProblems[name];
  const starts = Array.from({ length: RACE_STARTS }, (_, r) => {
    const random = stream(seed + r, 'start');
    return window.map(([low, high]) => random.uniform(low, high));
  });
  const floor = lowest();
  const steps = Math.ceil(budget / cost);
  // A rule of dear steps stops between the ends of its record, so every loss of it is kept.
  const runsAt = (rate: number, loss: 'all' | 'ends') =>
    starts.map((start) => {
      const record = { phi: 'ends', loss: cost > 1 ? 'all' : loss, batches: false } as const;
      const trace = train({ problem: problems[name], optimizer, hyper: { [rateName]: rate }, start, steps, record });
      return (spent: number): number => shareLeft(trace, floor, spent);
    });
  const usual = Number(optimizer.hyperparameters[rateName]!.default);
  const rates = tuned ? RACE_RATES : [usual];
  const scores = rates.map((rate) => median(runsAt(rate, 'ends').map((left) => left(budget))));
  const left = Math.min(...scores);
  const rate = rates[scores.indexOf(left)] ?? usual;
  const runs = runsAt(rate, 'all');
  const evaluations = Float64Array.from({ length: POINTS + 1 }, (_, k) => Math.round((k * budget) / POINTS));
  return {
    left,
    rate,
    diverged: runs.filter((left) => left(budget) === Number.POSITIVE_INFINITY).length,
    evaluations,
    curve: evaluations.map((spent) => median(runs.map((left) => left(spent)))),
  };
}

/** Share of the first excess loss after so many evaluations. */
function shareLeft(trace: Trace, floor: number, spent: number): number {
  const { loss, gradientEvaluations, lossEvaluations, steps, status } = trace;
  let t = Math.min(steps, spent);
  while (t > 0 && gradientEvaluations[t]! + lossEvaluations[t]! > spent) t--;
  if (status.kind === 'diverged' && t === steps) return Number.POSITIVE_INFINITY;
  const first = loss[0]! - floor;
  // Rounding can take the last excess below zero.
  return first > 0 ? Math.max(0, (t === steps ? loss.at(-1)! : loss[t]!) - floor) / first : 0;
}
