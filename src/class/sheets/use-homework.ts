import { useEffect, useState } from 'preact/hooks';
import { device } from '../../widgets/page/store.ts';
import { HOMEWORK_KEY } from '../work/homework.ts';
import { type Homework, HomeworkError, hashOf, readHomework } from './homework.ts';

/** The fragment with which a teacher chooses tasks, whether or not this device has homework. */
export const CHOOSING = '#choose';

/** Whether tasks are being chosen here. The state of the tab's history marks a draft, so that a copied URL does not. */
const isChoosing = (): boolean => location.hash === CHOOSING || history.state?.homework === 'draft';

interface HomeworkHere {
  homework: Homework | undefined;
  choosing: boolean;
  /** The error in the URL, as a sentence. */
  error: string;
  /** Removes it. @returns a function that restores it */
  leave(): () => void;
}

/**
 * The homework of this page's URL.
 * @param known whether to use the one stored on this device if the URL has none
 */
export function useHomework({ known }: { known: boolean }): HomeworkHere {
  const [homework, setHomework] = useState<Homework>();
  const [choosing, setChoosing] = useState(false);
  const [error, setError] = useState('');
  useEffect(() => {
    const read = (): void => {
      try {
        setChoosing(isChoosing());
        const linked = isChoosing() ? undefined : readHomework(location.hash);
        setHomework(linked ?? (known ? kept() : undefined));
        setError('');
      } catch (error) {
        setHomework(undefined);
        setError(messageOf(error));
      }
    };
    read();
    addEventListener('hashchange', read);
    return () => removeEventListener('hashchange', read);
  }, [known]);
  return {
    homework,
    choosing,
    error,
    leave() {
      device.keep(HOMEWORK_KEY, undefined);
      history.replaceState(history.state, '', location.pathname + location.search);
      setHomework(undefined);
      return () => {
        if (homework) storeHomework(homework);
        setHomework(homework);
      };
    },
  };
}

/** The homework before the current one. */
const BEFORE_KEY = 'homework before';

/**
 * Stores it for the other pages and the next visit. @returns the previous one, which the reader may still have to hand
 * in
 */
export function storeHomework(homework: Homework): Homework | undefined {
  const [hash, last] = [hashOf(homework), device.text(HOMEWORK_KEY)];
  if (last !== undefined && last !== hash) device.keep(BEFORE_KEY, last);
  device.keep(HOMEWORK_KEY, hash);
  return device.text(BEFORE_KEY) === hash ? undefined : kept(BEFORE_KEY);
}

function kept(key = HOMEWORK_KEY): Homework | undefined {
  try {
    return readHomework(device.text(key) ?? '');
  } catch {
    return undefined;
  }
}

function messageOf(error: unknown): string {
  if (!(error instanceof HomeworkError)) throw error;
  return `The link to this homework ${error.message}. It may have been cut off: ask your teacher for the full link.`;
}
