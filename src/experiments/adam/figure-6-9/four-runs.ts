import * as f from '../../../figure/index.ts';
import { valleyMap, valleyMinimum } from '../../kit/valley-map.ts';

/** The rules of the book's figure, which has a map for each. */
export const BOOK_RULES = ['small', 'large', 'normalized', 'adam'] as const;
export type BookRule = (typeof BOOK_RULES)[number];
/** Rules available for the reader's own run on the shared map, beside descent at the small rate, momentum and Adam. */
export const OWN_RULES = ['large', 'normalized', 'rmsprop', 'nesterov'] as const;
export type OwnRule = (typeof OWN_RULES)[number];
export const ALL_RULES = [...BOOK_RULES, 'momentum', 'rmsprop', 'nesterov'] as const;
export type Rule = (typeof ALL_RULES)[number];

export type Runs = Readonly<Record<Rule, f.PlaneRun>>;

/** A run has arrived once its loss is this small; each chart labels this level. */
export const FLOOR = 0.01;
export const DOWN = `down: ${FLOOR}`;
/** A run is called slow if it takes this many times as long as the fastest. */
const SLOW = 4;
/** At this distance from the minimum along the floor, the loss is that of a run that has arrived. */
const BEYOND = Math.sqrt(-8 * Math.log(1 - FLOOR));
/** Further than this from the middle of the valley a run is on its walls. */
const WALL = 0.05;

/** The first step at which a run has arrived; undefined if none. */
export function arrival({ loss }: f.PlaneRun): number | undefined {
  const t = loss.findIndex((value) => value <= FLOOR);
  return t < 0 ? undefined : t;
}

/** The last two points of a run. */
export const lastPair = (run: f.PlaneRun) =>
  [f.standing(run, Math.max(0, f.lastStep(run) - 1)), f.standing(run)] as const;

/** Whether a run has returned to its position of two steps ago, without being at rest. */
export function cycles(run: f.PlaneRun): boolean {
  const last = f.lastStep(run);
  if (last < 4) return false;
  const gap = (s: number, t: number): number => Math.hypot(run.x[s]! - run.x[t]!, run.y[s]! - run.y[t]!);
  return gap(last, last - 2) < 1e-3 * gap(last, last - 1) && gap(last, last - 1) > 1e-6;
}

type Ending = 'diverges' | 'cycles' | 'down' | 'left' | 'past' | 'crawls' | 'leaps' | 'wall';

/** The ending of a run: its success or failure. */
export function endingOf(run: f.PlaneRun): Ending {
  if (run.divergedAt !== undefined) return 'diverges';
  if (cycles(run)) return 'cycles';
  if (run.loss.at(-1)! <= FLOOR) return 'down';
  const [[, before], [along, now]] = lastPair(run);
  const { x, y } = valleyMap();
  const isOn = (value: number, [low, high]: readonly [number, number]): boolean => value >= low && value <= high;
  if (!isOn(along, x.domain) || !isOn(now, y.domain)) return 'left';
  // The run started on the other side of the minimum and is too far beyond it to have arrived.
  const [lowest] = valleyMinimum().phi;
  if (run.x[0]! < lowest && along > lowest + BEYOND && before * now > 0) return 'past';
  if (Math.abs(now) <= WALL) return 'crawls';
  return before * now < 0 ? 'leaps' : 'wall';
}

const NOTES: Readonly<Record<Exclude<Ending, 'down'>, string>> = {
  diverges: 'diverges',
  cycles: 'ends in a two-cycle',
  left: 'has left the map',
  past: 'has shot past the minimum',
  crawls: 'crawls along the valley',
  leaps: 'leaps across the valley',
  wall: 'still on the wall',
};

/** The endings in a few words, for the book's four rules. */
export function notesOf(runs: Runs): Readonly<Record<BookRule, string>> {
  const quickest = Math.min(...BOOK_RULES.map((rule) => arrival(runs[rule]) ?? Number.POSITIVE_INFINITY));
  const note = (run: f.PlaneRun): string => {
    const ending = endingOf(run);
    if (ending !== 'down') return NOTES[ending];
    const steps = arrival(run)!; // a run at its minimum has arrived
    return `${steps > SLOW * quickest ? 'slow: ' : ''}down in ${steps} steps`;
  };
  return { small: note(runs.small), large: note(runs.large), normalized: note(runs.normalized), adam: note(runs.adam) };
}
