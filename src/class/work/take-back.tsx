import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';

interface Offer {
  says: string;
  back?: () => void;
  /** Whether the reader is working elsewhere, and keeps the focus there. */
  aside?: boolean;
}

/**
 * Lets a reader undo the replacement or deletion of a text: shows a sentence with a button, which gets the focus, since
 * the pressed control is often gone.
 */
export function useTakeBack(): {
  offer(says: string, back: () => void, aside?: boolean): void;
  element: ComponentChildren;
} {
  const [offered, setOffered] = useState<Offer>();
  const button = useRef<HTMLButtonElement>(null);
  const sentence = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    if (offered && !offered.aside) (button.current ?? sentence.current)?.focus();
  }, [offered]);
  return {
    offer: (says, back, aside = false) => setOffered({ says, back, aside }),
    element: (
      <p ref={sentence} class="take-back" tabIndex={-1} aria-live="polite">
        {offered?.says}
        {offered?.back && (
          <>
            {' '}
            <button
              ref={button}
              type="button"
              class="plain"
              onClick={() => {
                offered.back?.();
                setOffered({ says: 'Restored.' });
              }}
            >
              Undo{' '}
            </button>
          </>
        )}
      </p>
    ),
  };
}
