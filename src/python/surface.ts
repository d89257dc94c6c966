/** A loss over a sheet, as the interpreter measures it: losses and exact slopes at places. */
import type { PythonError } from './errors.ts';
import type { ProblemText } from './protocol.ts';
import type { Python } from './python.ts';

/** Losses of one request: well within the second that Python may take. */
const AT_ONCE = 300;

interface Asked {
  readonly problem: ProblemText;
  readonly points: readonly (readonly number[])[];
  /** How many times dearer than a loss it is. */
  readonly cost: number;
  readonly lane: string;
  /** Whether nobody waits for it any more, and a newer one has come, which its requests would take for unwanted. */
  isLeft(): boolean;
}

interface Measured {
  /** NaN where the text has no value. */
  readonly values: Float64Array<ArrayBuffer>;
  /** Row after row, as many numbers as a point has. */
  readonly slopes: Float64Array<ArrayBuffer>;
  readonly printed: string;
  /** The fault of the text: then the numbers are not all there. */
  readonly error?: PythonError;
  /** A newer one has come. */
  readonly passed?: true;
}

/** Measures a loss at points, so many at a time that a newer text is heard in between. */
export async function measureSurface(
  python: Pick<Python, 'slopes'>,
  { problem, points, cost, lane, isLeft }: Asked,
): Promise<Measured> {
  const n = points[0]?.length ?? 0;
  const values = new Float64Array(points.length).fill(Number.NaN);
  const slopes = new Float64Array(n * points.length).fill(Number.NaN);
  const atOnce = Math.ceil(AT_ONCE / Math.sqrt(cost));
  let wrong: PythonError | undefined;
  let printed = '';
  for (let from = 0; from < points.length; from += atOnce) {
    const answer = await python.slopes({ problem, points: points.slice(from, from + atOnce), lane });
    if (answer.passed || isLeft()) return { values, slopes, printed, passed: true };
    printed ||= answer.printed;
    if (answer.error && answer.error.kind !== 'wrong') return { values, slopes, printed, error: answer.error };
    // A part of the sheet may have no losses at all, such as that of a logarithm.
    wrong ??= answer.error;
    if (!answer.values || !answer.slopes) continue;
    values.set(answer.values, from);
    slopes.set(answer.slopes, n * from);
  }
  const isNowhere = values.every(Number.isNaN);
  return { values, slopes, printed, ...(wrong && isNowhere && { error: wrong }) };
}
