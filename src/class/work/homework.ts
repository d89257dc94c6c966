import { device } from '../../widgets/page/store.ts';

/** Storage key of the homework opened last (its URL's fragment), so that pages know it without the link. */
export const HOMEWORK_KEY = 'homework';

/** The path of the reader's homework, relative to the base, if it contains this task. */
export function homeworkWith(task: string): string | undefined {
  const hash = device.text(HOMEWORK_KEY);
  return hash?.split(/[=,&]/).includes(task) ? `homework/${hash}` : undefined;
}
