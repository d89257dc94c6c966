import { useEffect, useState } from 'preact/hooks';
import { forgetReplaced, lastReplaced, takeBack } from './replaced.ts';

interface Props {
  /** Storage name of the replaced code. */
  name: string;
  /** The current code. */
  now: string;
  put(text: string): void;
}

/** Offers to restore the last code replaced here. */
export function RuleBefore({ name, now, put }: Props) {
  const [before, setBefore] = useState<string>();
  useEffect(() => setBefore(lastReplaced(name)), [name, now]);
  const isOther = before !== undefined && before !== now;
  return (
    <p class="take-back" aria-live="polite">
      {isOther && (
        <>
          Your previous rule is saved.{' '}
          <button
            type="button"
            class="plain"
            onClick={() => {
              const text = takeBack(name, now);
              if (text !== undefined) put(text);
            }}
          >
            Undo
          </button>{' '}
          <button
            type="button"
            class="plain"
            onClick={() => {
              forgetReplaced(name);
              setBefore(undefined);
            }}
          >
            Forget it
          </button>
        </>
      )}
    </p>
  );
}
