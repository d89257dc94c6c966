import { type ComponentChild, h } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type { Outcome } from '../../../figure/experiment.ts';
import type { Figure } from '../../page/figure.ts';

interface Props {
  live: Figure | undefined;
  outcome: Outcome;
  /** Puts a panel under the verdict, or takes it away. */
  show(panel: ComponentChild): void;
}

let searches = 0;

/**
 * The button beside a claim that holds or fails: it searches for the nearest setting at which that turns. What searches
 * and what shows the result is loaded at the click. Before the figure is live there is only room for it.
 */
export function BreakButton({ live, outcome, show }: Props) {
  const button = useRef<HTMLButtonElement>(null);
  const [note, setNote] = useState('');
  if (outcome === 'depends') return null;
  if (!live) return <span class="break-room" />;
  const close = (): void => {
    show(undefined);
    button.current?.focus();
  };
  const open = async (): Promise<void> => {
    try {
      const { BreakPanel } = await import('./BreakPanel.tsx');
      setNote('');
      show(h(BreakPanel, { key: ++searches, live, outcome, close }));
    } catch {
      setNote(navigator.onLine === false ? 'No connection: try again later' : 'Could not load: reload the page');
    }
  };
  return (
    <>
      <button ref={button} type="button" class="break-button" onClick={() => void open()}>
        {outcome === 'holds' ? 'Break this claim' : 'Find where it holds'}
      </button>
      <span role="status">{note && ` ${note}`}</span>
    </>
  );
}
