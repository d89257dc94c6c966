import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';

interface Offer {
  says: string;
  back?: () => void;
  /** Whether the reader is at work elsewhere, and keeps the focus there. */
  aside?: boolean;
}

/**
 * A text that a press has replaced or deleted can be taken back where it was: a sentence with the button, which gets the focus,
 * since what was pressed is often gone.
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
