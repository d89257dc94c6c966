import type { Keeping } from '../../widgets/work/device.ts';
import { dropWork, keepWork, onWork, workOn } from '../../widgets/work/kept-work.ts';
import type { TaskText } from './task.ts';

/** `begun`: something was written; `right`: the check agreed with it. */
export type Standing = 'open' | 'begun' | 'right';

export const standingWords: Readonly<Record<Standing, string>> = { open: '', begun: 'tried', right: 'right' };

export function standingOf(id: string): Standing {
  const work = workOn(id);
  return !work ? 'open' : work.met ? 'right' : 'begun';
}

/** What was written for a task; undefined where nothing was. */
export const writtenFor = (id: string): string | undefined => workOn(id)?.value;

/** Keeps what is written, or forgets it where it is the unfinished text again. */
export function keepWritten({ id, stub }: Pick<TaskText, 'id' | 'stub'>, value: string, met: boolean): Keeping {
  if (value !== stub) return keepWork({ task: id, kind: 'code', value, met });
  dropWork(id);
  return 'kept';
}

export { onWork };
