import { dropWork, keepWork, onWork, type WorkKeeping, workOn } from '../../widgets/work/kept-work.ts';
import type { TaskText } from './task.ts';

/** `begun`: something was written; `right`: the check agreed with it. */
export type Standing = 'open' | 'begun' | 'right';

export const standingWords: Readonly<Record<Standing, string>> = { open: '', begun: 'tried', right: 'right' };

export function standingOf(id: string): Standing {
  const work = workOn(id);
  return !work ? 'open' : work.met ? 'right' : 'begun';
}

/** Keeps what is written, or forgets it where it is the unfinished text again. */
function keepWritten({ id, stub }: Pick<TaskText, 'id' | 'stub'>, value: string, met: boolean): WorkKeeping {
  if (value !== stub) return keepWork({ task: id, kind: 'code', value, met });
  dropWork(id);
  return 'kept';
}

/** The text of a task on this page, beside the one on the device, which other tabs write, too. */
export class Draft {
  text: string;
  readonly #task: Pick<TaskText, 'id' | 'stub'>;
  /** What the device had when this page last looked; undefined where it had nothing. */
  #known: string | undefined;

  constructor(task: Pick<TaskText, 'id' | 'stub'>) {
    this.#task = task;
    this.text = task.stub;
  }

  /** Takes up what the device has, where that is not what this page knows. @returns whether the text is another now */
  follow(): boolean {
    const there = workOn(this.#task.id)?.value;
    if (there === this.#known) return false;
    this.#known = there;
    const text = there ?? this.#task.stub;
    if (text === this.text) return false;
    this.text = text;
    return true;
  }

  /** @returns how it is kept, and what another tab wrote meanwhile, whose place it takes */
  write(text: string, met: boolean): { keeping: WorkKeeping; replaced: string | undefined } {
    const there = workOn(this.#task.id)?.value;
    const replaced = there === this.#known || there === text ? undefined : there;
    this.text = text;
    // What is kept is heard of at once, and is no news.
    this.#known = text === this.#task.stub ? undefined : text;
    return { keeping: keepWritten(this.#task, text, met), replaced };
  }
}

export { onWork };
