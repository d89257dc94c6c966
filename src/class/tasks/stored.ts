import { dropWork, onWork, storeWork, type WorkKeeping, workOn } from '../work/stored-work.ts';
import type { TaskText } from './task.ts';

/** `begun`: something was written; `right`: it passed the check. */
export type Standing = 'open' | 'begun' | 'right';

export function standingOf(id: string): Standing {
  const work = workOn(id);
  return !work ? 'open' : work.met ? 'right' : 'begun';
}

/** Stores the code, or removes it if it is the unfinished code again. */
export function storeWritten({ id, stub }: Pick<TaskText, 'id' | 'stub'>, value: string, met: boolean): WorkKeeping {
  if (value !== stub) return storeWork({ task: id, kind: 'code', value, met });
  dropWork(id);
  return 'kept';
}

export { onWork };
