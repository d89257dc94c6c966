import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { messageWithLine } from '../../python/error-message.ts';
import type { PythonError } from '../../python/errors.ts';
import type { Editor } from './index.ts';
import { Listing } from './Listing.tsx';

interface Props {
  text: string;
  /** The name of the text, for those who do not see it, and of its button. */
  label: string;
  button: string;
  /** The editor's other keys, for those who hear the page. */
  keys?: string;
  /** The error of the text. */
  error: PythonError | undefined;
  disabled?: boolean;
  /** The text as it is now: while one types fast, `text` is an older one. */
  read(): string;
  onChange(text: string): void;
  /** A pointer or the focus has come to it; it has been opened. */
  onReach?(): void;
  onOpen?(): void;
  /** Words over the listing, given whether the editor is on its way. */
  children?(opening: boolean): ComponentChildren;
}

/** A text of Python: a listing until it is touched, then an editor, which is fetched for that; a plain field if it cannot be. */
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

  const open = async ({ detail, clientX, clientY }: MouseEvent): Promise<void> => {
    if (!host.current || state !== 'listing') return;
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
      // The text may have come, or been changed by a slider, while the editor was fetched.
      opened.set(now.current.read());
      setState('placing');
      // By a key it is opened at the beginning.
      opened.focus(detail > 0 ? { x: clientX, y: clientY } : undefined, () => {
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
          {/* Before the text, and not instead of it: who cannot see it reads it here. */}
          <span class="aloud">{button}. </span>
          <Listing text={text} error={error} />
          {children?.(state === 'opening')}
        </button>
      )}
      {/* Who types on without waiting for the editor types here, and a telephone brings its keys at the press. */}
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

/** The reader has just opened it. */
const focus = (field: HTMLTextAreaElement | null): void => field?.focus();
