import { dropWork, keepWork, onWork, type WorkKeeping, workOn } from '../work/kept-work.ts';
import type { TaskText } from './task.ts';

/** `begun`: something was written; `right`: the check agreed with it. */
export type Standing = 'open' | 'begun' | 'right';

export function standingOf(id: string): Standing {
  const work = workOn(id);
  return !work ? 'open' : work.met ? 'right' : 'begun';
}

/** Keeps what is written, or forgets it where it is the unfinished text again. */
export function keepWritten({ id, stub }: Pick<TaskText, 'id' | 'stub'>, value: string, met: boolean): WorkKeeping {
  if (value !== stub) return keepWork({ task: id, kind: 'code', value, met });
  dropWork(id);
  return 'kept';
}

export { onWork };
