import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { messageWithLine } from '../../python/error-message.ts';
import type { PythonError } from '../../python/errors.ts';
import type { Editor } from './index.ts';
import { Listing } from './Listing.tsx';

interface Props {
  text: string;
  /** The accessible name of the editor and of its button. */
  label: string;
  button: string;
  /** Help for screen readers on the editor's other keys. */
  keys?: string;
  /** The error in the code. */
  error: PythonError | undefined;
  disabled?: boolean;
  /** The current code: during fast typing, `text` is an older version. */
  read(): string;
  onChange(text: string): void;
  /** A pointer or the focus has reached it; it has been opened. */
  onReach?(): void;
  onOpen?(): void;
  /** Words above the listing, given whether the editor is loading. */
  children?(opening: boolean): ComponentChildren;
}

/**
 * Python code: a listing until it is touched, then an editor, which is loaded at that moment; a plain field if it
 * cannot be.
 */
export function CodeField({ children, ...props }: Props) {
  const { text, label, button, error, disabled = false, onReach } = props;
  const host = useRef<HTMLDivElement>(null);
  const editor = useRef<Editor | undefined>(undefined);
  const early = useRef<HTMLTextAreaElement>(null);
  const isGone = useRef(false);
  const now = useRef(props);
  now.current = props;
  const [state, setState] = useState<'listing' | 'opening' | 'placing' | 'open' | 'plain'>('listing');
  useEffect(
    () => () => {
      isGone.current = true;
      editor.current?.close();
    },
    [],
  );
  useLayoutEffect(() => {
    if (state === 'opening') early.current?.focus({ preventScroll: true });
  }, [state]);
  useEffect(() => editor.current?.set(now.current.read()), [text]);
  useEffect(() => editor.current?.mark(error), [error, state]);

  const open = async ({ detail, clientX, target }: MouseEvent): Promise<void> => {
    if (!host.current || state !== 'listing') return;
    const line = lineOf(target);
    setState('opening');
    now.current.onOpen?.();
    try {
      const { openEditor } = await import('./index.ts');
      const opened = await openEditor(host.current, {
        text: now.current.read(),
        label,
        keys: now.current.keys ?? '',
        onChange: (next) => now.current.onChange(next),
      });
      if (isGone.current) return opened.close();
      editor.current = opened;
      // The code may have arrived, or been changed by a slider, while the editor loaded.
      opened.set(now.current.read());
      setState('placing');
      // A key opens it at the beginning.
      opened.focus(detail > 0 && line > 0 ? { line, x: clientX } : undefined, () => {
        setState('open');
        const { current } = early;
        return { text: current?.value ?? '', isElsewhere: document.activeElement !== current };
      });
    } catch {
      setState('plain');
    }
  };
  return (
    <>
      <div ref={host} />
      {(state === 'listing' || state === 'opening') && (
        <button
          type="button"
          class="code-open"
          disabled={disabled || state === 'opening'}
          onClick={(event) => void open(event)}
          onFocus={onReach}
          onPointerEnter={onReach}
        >
          {/* In addition to the code rather than in its place: screen reader users read the code here. */}
          <span class="aloud">{button}. </span>
          <Listing text={text} error={error} />
          {children?.(state === 'opening')}
        </button>
      )}
      {/* Receives keys typed before the editor has loaded; a phone opens its keyboard at the press. */}
      {(state === 'opening' || state === 'placing') && (
        <textarea
          ref={early}
          class="aloud"
          aria-label="The text is being opened"
          spellcheck={false}
          autocapitalize="off"
        />
      )}
      {state === 'plain' && (
        <>
          <textarea
            ref={focus}
            aria-label={label}
            spellcheck={false}
            value={text}
            rows={text.split('\n').length + 2}
            onInput={(event) => props.onChange(event.currentTarget.value)}
          />
          {error && <p>{messageWithLine(error)}</p>}
        </>
      )}
    </>
  );
}

/** The number of a pressed line, from 1; 0 outside of all. */
function lineOf(pressed: EventTarget | null): number {
  const row = pressed instanceof Element ? pressed.closest('.row') : null;
  return row ? [...(row.parentElement?.querySelectorAll('.row') ?? [])].indexOf(row) + 1 : 0;
}

/** Safe to take the focus: the reader has just opened it. */
const focus = (field: HTMLTextAreaElement | null): void => field?.focus();
