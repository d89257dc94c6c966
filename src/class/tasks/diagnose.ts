import type { PythonError } from '../../python/errors.ts';
import type { TaskAsk } from '../../python/protocol.ts';
import type { Noted, TaskAnswer } from '../../python/python.ts';
import checkTools from './check.py?raw';
import { agreement, type Difference, firstDifference } from './compare.ts';
import { type Slip, slipped, type Task } from './task.ts';

/** Runs code: the page uses its Python, a test uses the interpreter directly. */
export type RunTask = (ask: TaskAsk, lane: string) => Promise<TaskAnswer>;

/** The known mistakes that a reader's code resembles. */
export interface Likeness {
  /** One slip, or two at once. */
  readonly slips: readonly Slip[];
  /** The last step up to which the numbers agree; undefined if all do. */
  readonly until?: number;
}

export type Finding =
  | { readonly kind: 'passed' }
  | { readonly kind: 'error'; readonly error: PythonError; readonly printed: string }
  | ({ readonly printed: string; readonly own: readonly Noted[]; readonly reference: readonly Noted[] } & (
      | { readonly kind: 'met'; readonly variant?: Slip }
      | { readonly kind: 'differs'; readonly difference: Difference; readonly like?: Likeness }
    ));

export function askOf({ name, given, check, quantities }: Task, code: string): TaskAsk {
  return { code, name, given, check: `${checkTools}\n${check}`, quantities: Object.keys(quantities) };
}

/** Runs a reader's code, compares it with the engine's run and, if they differ, with the runs of known slips. */
export async function examine(task: Task, code: string, run: RunTask): Promise<Finding> {
  const answer = await run(askOf(task, code), task.id);
  if (answer.passed) return { kind: 'passed' };
  const { error, printed, rows: own = [] } = answer;
  if (error) return { kind: 'error', error, printed };
  const reference = task.reference(own);
  const shared = { printed, own, reference };
  const difference = firstDifference(own, reference, task);
  if (!difference) return { ...shared, kind: 'met' };
  for (const variant of task.variants ?? []) {
    const right = await runOf(task, [variant], run);
    // No verdict without a correct run to compare with.
    if (!('rows' in right)) return right;
    if (agreement(own, right.rows).whole) return { ...shared, kind: 'met', variant };
  }
  const like = await likenessOf(task, own, difference, run);
  return { ...shared, kind: 'differs', difference, ...(like && { like }) };
}

async function likenessOf(
  task: Task,
  own: readonly Noted[],
  { step }: Difference,
  run: RunTask,
): Promise<Likeness | undefined> {
  // A match must hold through the whole step that differs: one number may agree by chance.
  const through = own.findLastIndex((row) => row.step === step) + 1;
  let best: { same: number; slips: readonly Slip[] } | undefined;
  const rowsOf = async (slips: readonly Slip[], until?: number): Promise<readonly Noted[]> => {
    const made = await runOf(task, slips, run, until);
    return 'rows' in made ? made.rows : [];
  };
  const look = async (slips: readonly Slip[]): Promise<boolean> => {
    // The first steps rule out most slips, so only the remaining ones are run to the end.
    if (through === 0 || agreement(own, await rowsOf(slips, step)).same < through) return false;
    const { same, whole } = agreement(own, await rowsOf(slips));
    if (!whole && same > (best?.same ?? 0)) best = { same, slips };
    return whole;
  };
  for (const slip of task.slips) if (await look([slip])) return { slips: [slip] };
  if (!best) for (const two of pairsOf(task)) if (await look(two)) return { slips: two };
  if (!best) return undefined;
  return { slips: best.slips, until: own[best.same - 1]?.step ?? step };
}

/** Pairs of mistakes that can occur in one program, since they change different places. */
function pairsOf(task: Task): (readonly [Slip, Slip])[] {
  return task.slips.flatMap((one, i) =>
    task.slips.slice(i + 1).flatMap((other) => {
      const text = slipped(task, one);
      return text.includes(other.put[0]) && slipped(task, other).includes(one.put[0]) ? [[one, other] as const] : [];
    }),
  );
}

/** The runs of slips do not depend on the reader's code, so each is made once. */
const kept = new Map<string, { readonly rows: readonly Noted[] }>();

/** @returns a finding if the run did not finish: a second attempt may */
async function runOf(
  task: Task,
  slips: readonly Slip[],
  run: RunTask,
  until?: number,
): Promise<{ readonly rows: readonly Noted[] } | Extract<Finding, { kind: 'passed' | 'error' }>> {
  const key = [task.id, ...slips.map(({ name }) => name), until ?? 'all'].join(' + ');
  const known = kept.get(key);
  if (known) return known;
  const {
    rows = [],
    error,
    passed,
  } = await run({ ...askOf(task, slipped(task, ...slips)), ...(until !== undefined && { until }) }, key);
  if (passed) return { kind: 'passed' };
  if (error && error.kind !== 'wrong') return { kind: 'error', error, printed: '' };
  // A slip may raise an error, as a reader's own code may.
  const made = { rows: error ? [] : rows };
  kept.set(key, made);
  return made;
}
