/** States of a task and their names: on exercises, in lists, on sheets and in their files. */
import type { Work, WorkKind } from './stored-work.ts';

const words: Readonly<Record<WorkKind, readonly [open: string, begun: string, met: string]>> = {
  figure: ['not reached yet', 'not reached yet', 'reached'],
  code: ['not written yet', 'not right yet', 'right'],
  guess: ['not predicted yet', 'predicted, not right', 'predicted right'],
  words: ['not written yet', 'written', 'written'],
};

export interface Standing {
  says: string;
  /** Nothing is left to do: a prediction is made once, right or wrong, and a person grades written answers. */
  done: boolean;
  /** As far as a page can judge. */
  right: boolean;
}

export function standingOn(
  kind: WorkKind,
  work: (Pick<Work, 'met'> & Partial<Pick<Work, 'first' | 'value' | 'shown'>>) | undefined,
): Standing {
  if (!work) return { says: words[kind][0], done: false, right: false };
  const right = work.met || kind === 'words';
  const says = words[kind][work.met ? 2 : 1];
  const how = right && isLater(work) ? ' on a later try' : work.shown ? ' with the setting of the solution' : '';
  return { says: says + how, done: right || kind === 'guess', right };
}

/** Whether it differs from the first prediction, which was made before the figure was seen. */
export const isLater = ({ first, value }: Partial<Pick<Work, 'first' | 'value'>>): boolean =>
  first !== undefined && first !== value;

/** The name of a task in a list: its id in words. */
export const titleOf = (id: string): string => {
  const words = id.slice(id.lastIndexOf('.') + 1).replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
};
