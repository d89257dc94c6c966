/** Checks the claims of a sheet by recomputing them with the same engine. */
import { goalText, lookUp, type Seen } from '../../figure/goal.ts';
import { nameInWords } from '../../figure/name-in-words.ts';
import type { PythonError } from '../../python/errors.ts';
import { plainText } from '../../widgets/panels/math-text.ts';
import type { Checked } from '../tasks/check-worker.ts';
import { cleanLine } from '../work/sheet-text.ts';
import { isLater } from '../work/standing.ts';
import type { Work } from '../work/stored-work.ts';
import { decidingNames, foundIn, isMet, movedIn, partsOf, type SeenTask, settingFor, workFor } from '../work/task.ts';
import { type SiteTasks, taskIn, titleIn } from './catalogue.ts';
import type { Sheet } from './sheet.ts';

/**
 * `later`: solved by a prediction made after the first, when the figure had already been seen. `read`: to be graded by
 * a person. `open`: undecided, because a program has not been run, or because the run or the computation itself failed.
 * `elsewhere`: not a task of this site, in a sheet of another version of it. The last three are marked, since no page
 * of this site writes them.
 */
export type Finding =
  | 'met'
  | 'later'
  | 'not met'
  | 'read'
  | 'open'
  | 'elsewhere'
  | 'altered'
  | 'impossible'
  | 'unknown';
export const marked: readonly Finding[] = ['altered', 'impossible', 'unknown'];
/** Whether it counts as solved; later predictions do, since predicting is for learning. */
export const counts = (finding: Finding | undefined): boolean => finding === 'met' || finding === 'later';

/** Names of the findings: on the page, for screen readers, and in saved tables. */
export const findingWords: Readonly<Record<Finding, string>> = {
  met: 'solved',
  later: 'solved on a later try',
  'not met': 'not solved',
  read: 'needs grading',
  open: 'open',
  elsewhere: 'from another version',
  altered: 'not confirmed',
  impossible: 'impossible',
  unknown: 'no such task',
};

export interface Judged {
  /** The task's id, as in the sheet if there is no such task. */
  task: string;
  /** The exercise's number, or the task's id if there is no such task. */
  label: string;
  /** The title in lists. */
  title: string;
  finding: Finding;
  /** An explanation, if there is more to add. */
  says: string;
  value: string;
  /** The first prediction, if the sheet has one. */
  first?: string | undefined;
  kind: Work['kind'] | '';
  /** Whether the sheet claims that it is solved. */
  claimed: boolean;
}

/** The picture of an experiment at a setting, or the reason why there is none. */
export type Recompute = (
  experiment: string,
  query: string,
  step: number | undefined,
) => Promise<Seen | { impossible: string }>;

export async function judgeSheet({ work, version }: Sheet, site: SiteTasks, recompute: Recompute): Promise<Judged[]> {
  const judged: Judged[] = [];
  const seen = new Set<string>();
  for (const entry of work) {
    if ('unread' in entry) {
      judged.push(unreadable(entry.unread, site));
      continue;
    }
    const listed = taskIn(site.tasks, entry.task);
    const task = listed?.task.id ?? entry.task;
    const common = {
      task,
      label: listed?.label ?? cleanLine(entry.task),
      title: listed ? titleIn(listed) : '',
      value: entry.value,
      first: entry.first,
      kind: entry.kind,
      claimed: entry.met,
    };
    const say = (finding: Finding, says = ''): void => {
      judged.push({ ...common, finding, says });
    };
    if (!listed && version !== site.version) say('elsewhere', 'This task is from another version of the site.');
    else if (!listed) say('unknown', 'The site has no such task.');
    else if (seen.has(task)) say('altered', 'The sheet contains two answers to this task.');
    else if (workFor[listed.task.asks] !== entry.kind)
      say('altered', `The answer is ${kinds[entry.kind]}, which this task does not take.`);
    else if (listed.task.asks === 'words') say('read');
    // A stranger's program runs only when the teacher starts it.
    else if (listed.task.asks === 'code') say('open');
    else say(...(await judgeSeen(listed.task, entry, recompute, version !== site.version).catch(notComputed)));
    seen.add(task);
  }
  return judged;
}

const kinds: Readonly<Record<Work['kind'], string>> = {
  figure: 'a setting',
  code: 'a program',
  words: 'words',
  guess: 'a prediction',
};

function unreadable(entry: unknown, { tasks }: SiteTasks): Judged {
  const named = typeof entry === 'object' && entry !== null && 'task' in entry ? entry.task : '';
  const task = typeof named === 'string' ? named.slice(0, 80) : '';
  const listed = taskIn(tasks, task);
  return {
    task: listed?.task.id ?? task,
    label: listed?.label ?? (cleanLine(task) || '?'),
    title: listed ? titleIn(listed) : '',
    finding: listed ? 'altered' : 'unknown',
    says: listed ? 'The answer has no value to recompute.' : 'The answer belongs to no task of this site.',
    value: '',
    kind: '',
    claimed: true,
  };
}

/** Why a run is inconclusive, by kind of error. */
const undecided: Readonly<Record<Exclude<PythonError['kind'], 'wrong'>, string>> = {
  unloaded: 'Python could not be loaded. Check your connection and run it again.',
  ended: 'It was stopped at the time limit. It may loop forever, or the machine was busy: run it again, or read it.',
  broken: 'Python crashed while it ran. Run it again, or read it.',
};

/** The finding on a program after its run; undecided if the run did not finish. */
export function ranAs(judged: Judged, { kind, verdict, error }: Pick<Checked, 'kind' | 'verdict' | 'error'>): Judged {
  if (kind === 'met') return { ...judged, finding: 'met', says: '' };
  if (kind === 'passed') return judged;
  if (error && error.kind !== 'wrong') return { ...judged, finding: 'open', says: undecided[error.kind] };
  const finding = judged.claimed ? 'altered' : 'not met';
  // A message of Python quotes the student's code, in which markup characters are literal.
  const message = error ? verdict : plainText(verdict.replaceAll('`', ''));
  return { ...judged, finding, says: judged.claimed ? `Claimed as right. ${message}` : message };
}

/** A failed computation affects one cell and accuses nobody: the cause may be the machine or our own code. */
const notComputed = (error: unknown): [Finding, string?] => [
  'open',
  `It could not be recomputed (${error instanceof Error ? error.message : String(error)}). Drop the file again to retry.`,
];

/** Relative tolerance of a result: another browser may round the last digits of a run differently. */
const TOLERANCE = 1e-3;

/** @param isOther whether the sheet is from another version of the site, in which numbers may have had other names */
async function judgeSeen(
  task: SeenTask,
  work: Work,
  recompute: Recompute,
  isOther: boolean,
): Promise<[Finding, string?]> {
  if (work.value.trim() === '') return ['altered', 'Claimed as solved, but without a value.'];
  const { query, step } = partsOf(settingFor(task, work.value));
  const seen = await recompute(task.experiment, query.toString(), step);
  if ('impossible' in seen) return ['impossible', plainText(seen.impossible)];
  const met = isMet(task, work.value, seen);
  const moved = task.asks === 'setting' ? movedIn(task, seen) : [];
  if (work.met && moved.length > 0)
    return ['altered', `Claimed as solved, but a fixed setting was changed: ${moved.join(', ')}.`];
  if (work.met && !met)
    return ['altered', `Claimed as solved, but in the figure ${saidOf(task, seen)}${wantedBy(task)}.`];
  const truth = foundIn(task, seen);
  if (!work.found)
    return work.met ? ['altered', 'Claimed as solved, but without a result.'] : judgeTimes(task, work, met, recompute);
  for (const [name, is] of Object.entries(truth)) {
    const claimed = work.found[name];
    if (claimed === undefined && isOther) continue;
    if (claimed === undefined) return ['altered', `It lacks ${nameInWords(name)}, which is ${is}.`];
    if (Math.abs(claimed - is) > TOLERANCE * Math.abs(is)) {
      const said = Number(claimed.toPrecision(6));
      return ['altered', `It says ${nameInWords(name)} = ${said}, but recomputed it is ${is}.`];
    }
  }
  return judgeTimes(task, work, met, recompute);
}

/** For predictions the first one counts; a later one is marked, since the figure had been seen by then. */
async function judgeTimes(task: SeenTask, work: Work, met: boolean, recompute: Recompute): Promise<[Finding, string?]> {
  const { kind, first } = work;
  if (met && work.shown) return ['met', 'The setting is that of the solution, which the student had open.'];
  if (kind !== 'guess' || !(met || isLater(work))) return [met ? 'met' : 'not met'];
  if (first === undefined)
    return ['met', 'The sheet has no first prediction: it is from an older version of the site, or was edited.'];
  if (!isLater(work)) return ['met'];
  const { query, step } = partsOf(settingFor(task, first));
  const seen = await recompute(task.experiment, query.toString(), step);
  if (!('impossible' in seen) && isMet(task, first, seen)) return ['met'];
  return met ? ['later', 'Solved by a later prediction, after the student had seen the figure.'] : ['not met'];
}

/** The goal of a setting, with the same names as its result. */
const wantedBy = (task: SeenTask): string =>
  task.asks === 'setting' ? `; the goal is ${goalText(task.goal, nameInWords)}` : '';

function saidOf(task: SeenTask, seen: Seen): string {
  return [...new Set(decidingNames(task))]
    .map((name) => {
      const value = lookUp(name, seen);
      return `${nameInWords(name)} is ${typeof value === 'number' ? (Number.isNaN(value) ? 'none' : Number(value.toPrecision(4))) : (value ?? 'none')}`;
    })
    .join(', ');
}
