import { type ComponentChild, h } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type { Outcome } from '../../../figure/experiment.ts';
import type { Figure } from '../../page/figure.ts';

interface Props {
  live: Figure | undefined;
  outcome: Outcome;
  /** Shows a panel under the verdict, or removes it. */
  show(panel: ComponentChild): void;
}

let searches = 0;

/**
 * The button beside a claim that holds or fails: it searches for the nearest setting at which that changes. The search
 * and its display load on click. Before the figure is live this only reserves space.
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
