/** Drawing on a loss in Python: the search uses a copy, and what it finds is run again with the loss itself. */
import type { Trouble } from '../../python/errors.ts';
import type { Python } from '../../python/python.ts';
import { isCurve } from '../playground/losses.ts';
import { problemTextOf, runText, wholeStart } from '../playground/python-side.ts';
import { type Settings, sheetOf } from '../playground/settings.ts';
import { type Lattice, placesOf } from './copy.ts';
import { distance, sketchOf } from './distance.ts';
import { toLine } from './lines.ts';
import { ranked } from './search.ts';
import type { Nearest } from './search-worker.ts';

/** So many places of the lattice are asked for at once, because Python has a second for each answer. */
const PIECE = 300;

/** Why such a loss cannot be drawn on, and what to do about it; undefined where it can. */
export function whyNot({ loss, lossText, phi }: Settings, waits: boolean): string | undefined {
  if (loss !== 'own' && loss !== 'model') return undefined;
  if (waits) return 'The code of this link has not run yet. Say “Run it” above, and then draw.';
  if (loss === 'own' && isCurve(lossText))
    return 'Your loss has one variable, so each run can only go along its curve, and there is no path to choose. Give it two, as in def loss(x, y), or take another loss here.';
  if (loss === 'model' && phi.length !== 2)
    return `Your model has ${phi.length === 1 ? 'one parameter' : `${phi.length} parameters`}, and a line on the sheet says where two of them go. Give it two in the tab Data, or take another loss here.`;
  return undefined;
}

/**
 * The loss and its slopes at the places of the lattice; undefined once `isOld` says that nobody is waiting for them.
 * @throws Error in words for the reader
 */
export async function latticeOf(
  python: Pick<Python, 'slopes'>,
  settings: Settings,
  isOld: () => boolean,
): Promise<Lattice | undefined> {
  const window = sheetOf(settings);
  const places = placesOf(window);
  const problem = problemTextOf(settings, '');
  const values = new Float64Array(places.length).fill(Number.NaN);
  const slopes = new Float64Array(2 * places.length).fill(Number.NaN);
  let wrong: Trouble | undefined;
  const turned = settings.loss === 'model' && settings.over[0] === 1;
  for (let from = 0; from < places.length; from += PIECE) {
    const points = places.slice(from, from + PIECE).map(([x, y]) => wholeStart({ ...settings, start: [x, y] }));
    const answer = await python.slopes({ problem, points, lane: 'lattice' });
    if (answer.passed || isOld()) return undefined;
    if (answer.error && answer.error.kind !== 'wrong') throw new Error(answer.error.message);
    // A part of the sheet may have no losses at all, such as that of a logarithm.
    wrong ??= answer.error;
    if (!answer.values || !answer.slopes) continue;
    values.set(answer.values, from);
    for (let k = 0; k < points.length; k++) {
      slopes[2 * (from + k)] = answer.slopes[2 * k + (turned ? 1 : 0)]!;
      slopes[2 * (from + k) + 1] = answer.slopes[2 * k + (turned ? 0 : 1)]!;
    }
  }
  if (values.every(Number.isNaN)) throw new Error(wrong?.message ?? 'Python gave no answer.');
  return { window, values, slopes };
}

/** The runs that were found on the copy, run with the loss itself, and how far each really stays from the line. */
export async function madeInPython(
  python: Pick<Python, 'run'>,
  settings: Settings,
  found: readonly Nearest[],
): Promise<Nearest[]> {
  const { sketch } = settings;
  const [start] = sketch;
  const window = sheetOf(settings);
  const drawn = sketchOf(toLine(sketch, window));
  const problem = problemTextOf(settings, '');
  const made = new Map<Nearest['family'], Nearest>();
  for (const one of found) {
    if (!start) continue;
    const { steps, text, family } = one;
    const asked: Settings = { ...settings, start, steps, noise: 0, batch: 0 };
    const { run } = (await runText(python, asked, problem, text, `drawn ${family}`)) ?? {};
    if (!run || run.lost !== undefined || run.x.length !== steps + 1) continue;
    const line = toLine(
      Array.from(run.x, (x, t) => [x, run.y[t]!] as const),
      window,
    );
    made.set(family, {
      ...one,
      x: Float64Array.from(run.x),
      y: Float64Array.from(run.y),
      distance: distance(drawn, line),
    });
  }
  return ranked(made);
}
