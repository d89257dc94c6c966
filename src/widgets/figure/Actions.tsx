import { useRef, useState } from 'preact/hooks';
import type { Instance } from '../page/instance.ts';
import type { Spec } from '../page/spec.ts';

interface Props {
  spec: Spec;
  live: Instance | undefined;
}

let loaded: Promise<typeof import('./dialogs.ts')> | undefined;

/** A page never fetches a module again that failed to load, so without a connection it does not try. */
function dialogs(): Promise<typeof import('./dialogs.ts')> {
  if (!loaded && navigator.onLine === false) return Promise.reject(new Error('no connection'));
  loaded ??= import('./dialogs.ts');
  return loaded;
}

type Dialog = 'Data' | 'Python' | 'Embed' | 'Copy link';

/** The small buttons of a figure. What opens in a dialog is loaded when it is asked for. */
export function Actions({ spec, live }: Props) {
  const [note, setNote] = useState('');
  const noteTimer = useRef<ReturnType<typeof setTimeout>>();
  const showNote = (text: string): void => {
    clearTimeout(noteTimer.current);
    setNote(text);
    noteTimer.current = setTimeout(() => setNote(''), 2500);
  };

  const open = async (dialog: Dialog): Promise<void> => {
    if (!live) return;
    try {
      const { openDialog } = await dialogs();
      await openDialog(dialog, live);
    } catch {
      showNote(navigator.onLine === false ? 'No connection: try again later' : 'Could not load: reload the page');
    }
  };
  const copyLink = async (): Promise<void> => {
    if (!live) return;
    const { linkTo } = await import('../page/page.ts');
    try {
      await navigator.clipboard.writeText(linkTo(live));
      showNote('Link copied');
    } catch {
      // No clipboard (an old browser, a page inside another): the reader can copy the link by hand.
      await open('Copy link');
    }
  };
  const fullScreen = (event: MouseEvent): void => {
    const figure = event.currentTarget instanceof Element ? event.currentTarget.closest('figure') : null;
    if (!figure) return;
    if (document.fullscreenElement) void document.exitFullscreen();
    else if (typeof figure.requestFullscreen === 'function')
      figure.requestFullscreen().catch(() => figure.classList.toggle('experiment-full'));
    else figure.classList.toggle('experiment-full');
  };
  const pinned = live?.pinned.value !== undefined;

  return (
    <div class="actions" role="group" aria-label={`What to do with ${spec.title}`}>
      <span class="actions-note" role="status">
        {note}
      </span>
      <button type="button" disabled={!live} onClick={() => live?.reset()}>
        Reset
      </button>
      <button type="button" disabled={!live} onClick={() => void copyLink()}>
        Copy link
      </button>
      <button
        type="button"
        disabled={!live}
        aria-pressed={pinned}
        title="Keep this run, and draw later ones over it"
        onClick={() => live?.pin()}
      >
        {pinned ? 'Unpin' : 'Pin'}
      </button>
      <button type="button" disabled={!live} onClick={() => void open('Data')}>
        Data
      </button>
      {spec.hasPython && (
        <button type="button" disabled={!live} onClick={() => void open('Python')}>
          Python
        </button>
      )}
      <button type="button" disabled={!live} onClick={() => void open('Embed')}>
        Embed
      </button>
      <button type="button" disabled={!live} onClick={fullScreen}>
        Full screen
      </button>
    </div>
  );
}
