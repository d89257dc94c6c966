import { useEffect, useState } from 'preact/hooks';
import { device } from '../widgets/page/store.ts';
import { HOMEWORK_KEY } from '../widgets/work/homework.ts';
import { type Homework, HomeworkError, hashOf, readHomework } from './homework.ts';

/** Whether the address is of a draft that was made in this tab: its history knows, and no copy of the address does. */
export const isDraft = (): boolean => history.state?.homework === 'draft';

interface HomeworkHere {
  homework: Homework | undefined;
  /** The fault of the address, as a sentence. */
  trouble: string;
  /** Forgets it. */
  leave(): void;
}

/**
 * The homework of this page's address.
 * @param known whether it is kept for the other pages, and theirs is taken where the address has none
 */
export function useHomework({ known }: { known: boolean }): HomeworkHere {
  const [homework, setHomework] = useState<Homework>();
  const [trouble, setTrouble] = useState('');
  useEffect(() => {
    const read = (): void => {
      try {
        const linked = isDraft() ? undefined : readHomework(location.hash);
        if (linked && known) device.keep(HOMEWORK_KEY, hashOf(linked));
        setHomework(linked ?? (known && !isDraft() ? kept() : undefined));
        setTrouble('');
      } catch (error) {
        setHomework(undefined);
        setTrouble(troubleOf(error));
      }
    };
    read();
    addEventListener('hashchange', read);
    return () => removeEventListener('hashchange', read);
  }, [known]);
  return {
    homework,
    trouble,
    leave() {
      device.keep(HOMEWORK_KEY, undefined);
      history.replaceState(history.state, '', location.pathname + location.search);
      setHomework(undefined);
      setTrouble('');
    },
  };
}

function kept(): Homework | undefined {
  try {
    return readHomework(device.text(HOMEWORK_KEY) ?? '');
  } catch {
    return undefined;
  }
}

function troubleOf(error: unknown): string {
  if (!(error instanceof HomeworkError)) throw error;
  return `The address of this homework ${error.message}. It may have been cut off or changed on its way: ask whoever gave it to you for the whole of it.`;
}
