/** Merges a saved sheet into the answers on the device. */
import type { Work } from '../work/stored-work.ts';
import { type SiteTasks, taskIn } from './catalogue.ts';
import type { Sheet } from './sheet.ts';
import { counted } from './texts.ts';

interface TakenUp {
  /** The answers added from the sheet. */
  taken: readonly Work[];
  /** The device's answers that these replaced. */
  replaced: readonly Work[];
  /** Number of the device's answers that are further along than the sheet's, and stay. */
  stayed: number;
  unreadable: number;
  /** Answers to tasks that the site does not have. */
  unknown: number;
  /** Answers to tasks of another version of the site: stored so that they are not lost, and marked. */
  elsewhere: number;
}

/** @param site undefined if its list of tasks could not be loaded; then all answers are taken */
export function takenFrom({ work, version }: Sheet, own: readonly Work[], site: SiteTasks | undefined): TakenUp {
  const mine = new Map(own.map((one) => [one.task, one]));
  const isOther = site !== undefined && version !== site.version;
  const read = work.filter((entry): entry is Work => !('unread' in entry));
  const known = (task: string): string | undefined => (site ? taskIn(site.tasks, task)?.task.id : task);
  const listed = read.flatMap((one) => {
    const task = known(one.task);
    return task === undefined ? (isOther ? one : []) : { ...one, task };
  });
  const isNews = (one: Work): boolean => {
    const before = mine.get(one.task);
    return before?.value !== one.value || before.met !== one.met;
  };
  const news = [...new Map(listed.map((one) => [one.task, one])).values()].filter(isNews);
  const taken = news.filter((one) => isFurther(one, mine.get(one.task)));
  return {
    taken,
    replaced: taken.flatMap(({ task }) => mine.get(task) ?? []),
    stayed: news.length - taken.length,
    unreadable: work.length - read.length,
    unknown: read.length - listed.length,
    elsewhere: taken.filter(({ task }) => known(task) === undefined).length,
  };
}

/**
 * Sheets have no timestamps, so a solved answer counts before an unsolved one, and then the longer text; predictions
 * are never replaced.
 */
function isFurther(one: Work, before: Work | undefined): boolean {
  if (!before) return true;
  if (one.met !== before.met) return one.met;
  return (one.kind === 'words' || one.kind === 'code') && one.value.length > before.value.length;
}

export function saidOf({ taken, replaced, stayed, unreadable, unknown, elsewhere }: TakenUp): string {
  const rest = [
    replaced.length > 0 && `${replaced.length} of them replaced older answers.`,
    stayed > 0 &&
      `${counted(stayed, 'answer')} on this device ${stayed === 1 ? 'is further on and was' : 'are further on and were'} kept.`,
    unreadable > 0 && `${counted(unreadable, 'answer')} could not be read.`,
    elsewhere > 0 &&
      `${elsewhere} of them ${elsewhere === 1 ? 'answers a task' : 'answer tasks'} from another version of the site.`,
    unknown > 0 &&
      `${counted(unknown, 'answer')} ${unknown === 1 ? 'is to a task' : 'are to tasks'} that this site does not have.`,
  ].filter((text) => text !== false);
  const brought = taken.length === 0 ? 'it contains nothing new.' : `${counted(taken.length, 'answer')} added.`;
  return [brought, ...rest].join(' ');
}
