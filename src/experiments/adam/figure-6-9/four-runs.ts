import { lastStep, type PlaneRun, standing } from '../../kit/plane-run.ts';

export const RULES = ['small', 'large', 'normalized', 'adam'] as const;
export type Rule = (typeof RULES)[number];

export interface ValleyRun extends PlaneRun {
  diverged: boolean;
}
export type FourRuns = Readonly<Record<Rule, ValleyRun>>;

/** A run has reached the floor of the valley once its loss is this small. */
export const FLOOR = 0.01;
/** A run is called slow that takes this many times as long as the quickest. */
const SLOW = 4;
/** Further than this from the middle of the valley a run is on its walls. */
const WALL = 0.05;

/** The first step at which the loss is down at the floor; undefined if none is. */
export function arrival({ loss }: ValleyRun): number | undefined {
  const t = loss.findIndex((value) => value <= FLOOR);
  return t < 0 ? undefined : t;
}

/** The last two points of a run. */
export const lastPair = (run: ValleyRun) => [standing(run, Math.max(0, lastStep(run) - 1)), standing(run)] as const;

/** Whether a run has come back to where it was two steps ago, without standing still. */
export function cycles(run: ValleyRun): boolean {
  const last = lastStep(run);
  if (last < 4) return false;
  const gap = (s: number, t: number): number => Math.hypot(run.x[s]! - run.x[t]!, run.y[s]! - run.y[t]!);
  return gap(last, last - 2) < 1e-3 * gap(last, last - 1) && gap(last, last - 1) > 1e-6;
}

/** What goes right or wrong in each run, in a few words. */
export function notesOf(runs: FourRuns): Readonly<Record<Rule, string>> {
  const quickest = Math.min(...RULES.map((rule) => arrival(runs[rule]) ?? Number.POSITIVE_INFINITY));
  const note = (run: ValleyRun): string => {
    if (run.diverged) return 'diverges';
    if (cycles(run)) return 'ends in a two-cycle';
    const steps = arrival(run);
    if (steps !== undefined && run.loss.at(-1)! <= FLOOR)
      return `${steps > SLOW * quickest ? 'slow: ' : ''}${steps} steps to the floor`;
    const [[, before], [, now]] = lastPair(run);
    if (Math.abs(now) <= WALL) return 'crawls along the valley';
    return before * now < 0 ? 'leaps across the valley' : 'still on the wall';
  };
  return { small: note(runs.small), large: note(runs.large), normalized: note(runs.normalized), adam: note(runs.adam) };
}
