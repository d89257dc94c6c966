import {
  type CurvesAsk,
  type Made,
  type PythonAsk,
  placesOn,
  type RuleAsk,
  type SurfaceAsk,
} from '../../figure/parts.ts';
import { openPython, type Python } from '../../python/python.ts';
import { measureSurface } from '../../python/surface.ts';
import { RuleFailure } from './errors.ts';

const UNFETCHED = 'Python could not be loaded. Change something to try again, or reload the page.';
const PASSED = 'a newer rule took its place';
const GONE = 'Python kept crashing. Change anything to try again.';
const TAMPERED = 'This code changes the functions that make the runs, so its results do not count.';

interface MadeInPython {
  made: Made;
  printed: string;
}

/**
 * Runs a part's request in Python.
 * @param figure whose newest request per lane counts
 * @throws RuleFailure if Python fails, or if the code has an error
 */
export async function makeInPython(
  figure: string,
  own: string,
  ask: PythonAsk,
  signal: AbortSignal,
): Promise<MadeInPython> {
  const python = await openPython().catch((): Python => {
    throw new RuleFailure({ kind: 'unloaded', message: UNFETCHED });
  });
  if ('loss' in ask) return surfaceOf(python, figure, ask, signal);
  const lane = `${figure} ${own}`;
  if ('model' in ask) return curves(python, lane, ask, signal);
  return ask.every === undefined ? run(python, lane, ask) : goOn(python, lane, { ...ask, every: ask.every }, signal);
}

async function run(python: Python, lane: string, ask: RuleAsk): Promise<MadeInPython> {
  const { isOurs = false, ...asked } = ask;
  const { trace, error, passed, printed } = await python.run({ ...asked, lane });
  if (error && !(isOurs && trace)) throw new RuleFailure(error, printed);
  if (passed || !trace) throw new Error(PASSED);
  const { dimension, phi, loss, status } = trace;
  const run = { dimension, places: phi, isLost: error !== undefined || status.kind === 'diverged' };
  return { made: ask.problem.kind === 'python' ? run : { ...run, losses: loss }, printed };
}

/** The value of `steps` in the reader's code; a run without an end continues beyond it. */
const SAID = 1000;
/** Maximum number of Python restarts in a row. */
const ANEW = 2;

/** The progress of a run without an end. */
interface Standing {
  run: string;
  session: number;
  at: number[];
  places: number[];
  made: number;
  isLost: boolean;
}
const standing = new Map<string, Standing>();
let sessions = 0;

/** Computes the next steps of a run, a few at a time, so that it can be cancelled. */
async function goOn(
  python: Python,
  lane: string,
  { code, problem, start, steps, batches, every }: RuleAsk & { every: number },
  signal: AbortSignal,
): Promise<MadeInPython> {
  const run = JSON.stringify([code, problem, start, batches?.[0]]);
  const begun = (): Standing => {
    sessions += 1;
    return { run, session: sessions, at: [0], places: [...start], made: 0, isLost: false };
  };
  const known = standing.get(lane);
  let now = known && known.run === run && known.made <= steps ? known : begun();
  let printedBefore = '';
  for (let anew = 0; now.made < steps && !now.isLost; ) {
    if (signal.aborted) throw new Error(PASSED);
    standing.set(lane, now);
    const first = now.made;
    const more = Math.min(steps - first, every - (first % every));
    const answer = await python.train({
      code,
      problem: { kind: 'python', code: first === 0 ? problem.code : '' },
      start: first === 0 ? start : [],
      steps: SAID,
      session: now.session,
      first,
      more,
      ...(batches && { batches: batches.slice(first, first + more) }),
      lane,
    });
    const { error, printed, intact, phi, made, end } = answer;
    if (answer.passed) throw new Error(PASSED);
    if (end === 'gone') {
      if (++anew > ANEW) throw new RuleFailure({ kind: 'broken', message: GONE }, printed);
      now = begun();
      continue;
    }
    if (error || intact === false) standing.delete(lane);
    if (error) throw new RuleFailure(error, printed);
    if (intact === false) throw new RuleFailure({ kind: 'wrong', message: TAMPERED }, printed);
    printedBefore ||= printed;
    anew = 0;
    // An intermediate position is only valid for the last request.
    if (now.at.length > 1 && (now.at.at(-1) ?? 0) % every !== 0) {
      now.at.pop();
      now.places.length -= start.length;
    }
    now.made = made ?? first;
    now.isLost = end === 'diverged';
    if (now.made > (now.at.at(-1) ?? 0)) {
      now.at.push(now.made);
      now.places.push(...(phi ?? []));
    }
  }
  return {
    made: { at: [...now.at], places: Float64Array.from(now.places), isLost: now.isLost },
    printed: printedBefore,
  };
}

/** Computes the curves of a model one after the other, so that it can be cancelled. */
async function curves(python: Python, lane: string, ask: CurvesAsk, signal: AbortSignal): Promise<MadeInPython> {
  const values: number[] = [];
  for (const phi of ask.rows) {
    if (signal.aborted) throw new Error(PASSED);
    const answer = await python.curve({ code: ask.model, phi, xs: ask.xs, lane });
    if (answer.passed) throw new Error(PASSED);
    if (answer.error && answer.error.kind !== 'wrong') throw new RuleFailure(answer.error, answer.printed);
    values.push(...(answer.values ?? ask.xs.map(() => Number.NaN)));
  }
  return { made: { values: Float64Array.from(values) }, printed: '' };
}

/** The latest loss surface of each figure, shared by all of its parts and by the next line on it. */
const surfaces = new Map<string, { of: string; making: Promise<MadeInPython>; signal: AbortSignal }>();

function surfaceOf(python: Python, figure: string, ask: SurfaceAsk, signal: AbortSignal): Promise<MadeInPython> {
  const asked = JSON.stringify(ask);
  const known = surfaces.get(figure);
  if (known?.of === asked) {
    // Earlier callers share this computation, or get none.
    known.signal = signal;
    return known.making;
  }
  const isLast = (): boolean => surfaces.get(figure) === surface;
  const making = measured(python, `${figure} surface`, ask, () => surface.signal.aborted && !isLast());
  const surface = { of: asked, making, signal };
  surfaces.set(figure, surface);
  making.catch(() => {
    if (isLast()) surfaces.delete(figure);
  });
  return making;
}

async function measured(
  python: Python,
  lane: string,
  { loss, cost = 1, ...lattice }: SurfaceAsk,
  isLeft: () => boolean,
): Promise<MadeInPython> {
  const problem = { kind: 'loss', code: loss } as const;
  const points = placesOn(lattice);
  const asked = { problem, points, cost, lane, isLeft };
  const { values, slopes, printed, error, passed } = await measureSurface(python, asked);
  if (passed) throw new Error(PASSED);
  if (error) throw new RuleFailure(error, printed);
  return { made: { values, slopes }, printed };
}
