import type { PythonError } from '../../python/errors.ts';
import type { TaskAsk } from '../../python/protocol.ts';
import type { Noted, TaskAnswer } from '../../python/python.ts';
import checkTools from './check.py?raw';
import { agreement, type Difference, firstDifference } from './compare.ts';
import { type Slip, slipped, type Task } from './task.ts';

/** Runs a text: the page asks its Python, a test the interpreter itself. */
export type RunTask = (ask: TaskAsk, lane: string) => Promise<TaskAnswer>;

/** The likeness of a reader's text. */
export interface Likeness {
  /** One slip, or two at once. */
  readonly slips: readonly Slip[];
  /** The last step up to which the numbers are the same; undefined where all are. */
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

/** Runs a reader's text, compares it with the engine's run, and where it differs with those of the known slips. */
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
    // Nothing is said of a text while we do not know what it could be right as.
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
  // A likeness holds through all of the step that differs: one number may be the same by chance.
  const through = own.findLastIndex((row) => row.step === step) + 1;
  let best: { same: number; slips: readonly Slip[] } | undefined;
  const rowsOf = async (slips: readonly Slip[], until?: number): Promise<readonly Noted[]> => {
    const made = await runOf(task, slips, run, until);
    return 'rows' in made ? made.rows : [];
  };
  const look = async (slips: readonly Slip[]): Promise<boolean> => {
    // Most are told from it by the first steps, so only of the others the whole run is made.
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

/** Two mistakes that can occur in one program, each in its own place. */
function pairsOf(task: Task): (readonly [Slip, Slip])[] {
  return task.slips.flatMap((one, i) =>
    task.slips.slice(i + 1).flatMap((other) => {
      const text = slipped(task, one);
      return text.includes(other.put[0]) && slipped(task, other).includes(one.put[0]) ? [[one, other] as const] : [];
    }),
  );
}

/** The runs of slips are the same for every reader's text, so each is made once. */
const kept = new Map<string, { readonly rows: readonly Noted[] }>();

/** @returns a finding where the run did not come to its end: another time it may */
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
  // A slip may break the run, as a reader's own text may.
  const made = { rows: error ? [] : rows };
  kept.set(key, made);
  return made;
}
