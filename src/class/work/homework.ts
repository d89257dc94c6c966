import { device } from '../../widgets/page/store.ts';

/** Where the homework that was opened last is kept, so that pages know it without its address: the part of that behind its #. */
export const HOMEWORK_KEY = 'homework';

/** The address of the reader's homework below the base, if it has this task. */
export function homeworkWith(task: string): string | undefined {
  const hash = device.text(HOMEWORK_KEY);
  return hash?.split(/[=,&]/).includes(task) ? `homework/${hash}` : undefined;
}
