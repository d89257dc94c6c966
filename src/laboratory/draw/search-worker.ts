/** Searches away from the page, in short turns, so that a newer sketch or a word to stop is heard at once. */
import { optimizers } from '../../engine/optimizers/index.ts';
import type { Optimizer } from '../../engine/optimizers/optimizer.ts';
import { ruleText } from '../../python/rule-text.ts';
import { workerPort } from '../../widgets/page/worker-port.ts';
import { problemOf } from '../playground/compute.ts';
import { type Settings, sheetOf } from '../playground/settings.ts';
import { copied, type Lattice } from './copy.ts';
import { type FamilyId, families } from './families.ts';
import { type Point, placeAt } from './lines.ts';
import { looked, type Reason, reasonsOf } from './reasons.ts';
import { type Candidate, type Found, rateIsFree, runLine, search, type Task } from './search.ts';

export interface Wanted extends Pick<Settings, 'loss' | 'points' | 'window' | 'sketch'> {
  /** Of a loss in Python. */
  readonly lattice?: Lattice | undefined;
}

export type Question = { ticket: number; kind: 'search'; wanted: Wanted } | { ticket: number; kind: 'stop' };

/** A rule's nearest run, in the two parameters, and its lines of Python. */
export interface Nearest extends Candidate {
  x: Float64Array<ArrayBuffer>;
  y: Float64Array<ArrayBuffer>;
  text: string;
}

/** A reason with the stretch of the sketch where it shows. */
export interface Shown {
  reason: Reason;
  path: readonly Point[];
}

export interface Answer {
  ticket: number;
  /** Nearest first. */
  best: readonly Nearest[];
  reasons: readonly Shown[];
  tried: number;
  /** From 0 to 1: how much of the search is done. */
  share: number;
  /** Whether the search came to its end, or was ended. */
  done: boolean;
  /** Whether the nearest run's line does not tell its rate. */
  free?: boolean;
  /** Why there is nothing, in words. */
  trouble?: string;
}

const port = workerPort<Question, Answer>();

/** Milliseconds of one turn, and between two answers that say how far it has come. */
const TURN = 40;
const PAUSE = 120;

let newest = 0;

async function answerTo(ticket: number, { loss, points, window, sketch, lattice }: Wanted): Promise<void> {
  const sheet = sheetOf({ loss, window });
  const task: Task = {
    problem: lattice ? copied(lattice) : problemOf({ loss, points }),
    window: sheet,
    points: sketch,
  };
  const line = looked(sketch, sheet);
  const reasons = reasonsOf(task, sketch).map((reason): Shown => {
    const path: Point[] = [];
    for (let i = reason.from; i <= reason.to; i++) path.push(placeAt(line.u[i]!, line.v[i]!, sheet));
    return { reason, path };
  });
  const runs = new Map<FamilyId, Nearest>();
  const shown = (candidate: Candidate): Nearest => {
    const known = runs.get(candidate.family);
    if (known && known.distance === candidate.distance && known.alpha === candidate.alpha) return known;
    const made = nearestOf(task, candidate);
    runs.set(candidate.family, made);
    return made;
  };
  const say = ({ best, tried, share }: Found, end: Partial<Answer> = {}): void =>
    port.postMessage({ ticket, best: best.map(shown), reasons, tried, share, done: false, ...end });

  const turns = search(task);
  let said = performance.now();
  for (;;) {
    const begun = performance.now();
    let turn = turns.next();
    while (!turn.done && performance.now() - begun < TURN) turn = turns.next();
    if (ticket !== newest) return;
    if (turn.done) {
      const [first] = turn.value.best;
      say(turn.value, { done: true, free: first !== undefined && rateIsFree(task, first) });
      return;
    }
    if (performance.now() - said > PAUSE) {
      say(turn.value);
      said = performance.now();
    }
    // Messages that have come meanwhile are read in between.
    await new Promise((go) => setTimeout(go));
    if (ticket !== newest) return;
  }
}

function nearestOf(task: Task, candidate: Candidate): Nearest {
  const family = families.find(({ id }) => id === candidate.family);
  if (!family) throw new Error(`no rule is called "${candidate.family}"`);
  const { alpha, beta, steps } = candidate;
  const { u, v } = runLine(task, family, candidate, steps);
  const places = Array.from(u, (_, t) => placeAt(u[t]!, v[t]!, task.window));
  return {
    ...candidate,
    x: Float64Array.from(places, ([x]) => x),
    y: Float64Array.from(places, ([, y]) => y),
    text: ruleText(optimizers[family.rule] as Optimizer, { alpha, ...(beta !== undefined && { beta }) }),
  };
}

port.onmessage = ({ data }) => {
  const { ticket } = data;
  newest = ticket;
  if (data.kind === 'stop') return;
  answerTo(ticket, data.wanted).catch((error: unknown) => {
    const trouble = error instanceof Error ? error.message : String(error);
    port.postMessage({ ticket, best: [], reasons: [], tried: 0, share: 1, done: true, trouble });
  });
};
