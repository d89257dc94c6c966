/** Evaluates a loss over a map in the interpreter: losses and exact slopes at points. */
import type { PythonError } from './errors.ts';
import type { ProblemText } from './protocol.ts';
import type { Python } from './python.ts';

/** Losses per request: well within the second that Python may take. */
const AT_ONCE = 300;

interface Asked {
  readonly problem: ProblemText;
  readonly points: readonly (readonly number[])[];
  /** Its cost relative to a loss. */
  readonly cost: number;
  readonly lane: string;
  /**
   * Whether the result is no longer wanted because there is a newer request, which these requests would otherwise
   * cancel.
   */
  isLeft(): boolean;
}

interface Measured {
  /** NaN where the code has no value. */
  readonly values: Float64Array<ArrayBuffer>;
  /** Row after row, as many numbers as a point has. */
  readonly slopes: Float64Array<ArrayBuffer>;
  readonly printed: string;
  /** The error in the code: then some numbers are missing. */
  readonly error?: PythonError;
  /** There is a newer request. */
  readonly passed?: true;
}

/** Evaluates a loss at points, a limited number at a time so that newer code can take over in between. */
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
    // A part of the map may have no losses at all, such as that of a logarithm.
    wrong ??= answer.error;
    if (!answer.values || !answer.slopes) continue;
    values.set(answer.values, from);
    slopes.set(answer.slopes, n * from);
  }
  const isNowhere = values.every(Number.isNaN);
  return { values, slopes, printed, ...(wrong && isNowhere && { error: wrong }) };
}
