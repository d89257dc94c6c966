import { useEffect, useRef, useState } from 'preact/hooks';
import type { Trouble } from '../../python/errors.ts';
import { saidOfLine } from '../../python/said.ts';
import type { Editor } from '../../widgets/code/index.ts';
import { Listing } from '../../widgets/code/Listing.tsx';
import { Aloud } from '../../widgets/figure/Aloud.tsx';

interface Props {
  text: string;
  /** Its name, for those who do not see it. */
  label: string;
  /** Its error. */
  trouble: Trouble | undefined;
  /** The text as it is now: while one types fast, `text` is an older one. */
  read(): string;
  onChange(text: string): void;
}

/** A text of Python: a listing until it is touched, then an editor, which is fetched for that. */
export function CodeBox({ text, label, trouble, read, onChange }: Props) {
  const host = useRef<HTMLDivElement>(null);
  const editor = useRef<Editor | undefined>(undefined);
  const clicked = useRef<{ x: number; y: number } | undefined>(undefined);
  const [asked, setAsked] = useState(false);
  const [ready, setReady] = useState(false);
  const [failed, setFailed] = useState(false);
  const change = useRef(onChange);
  change.current = onChange;
  const now = useRef(read);
  now.current = read;

  useEffect(() => {
    const element = host.current;
    if (!asked || !element) return undefined;
    let gone = false;
    import('../../widgets/code/index.ts')
      .then(({ openEditor }) =>
        openEditor(element, { text: now.current(), label, onChange: (next) => change.current(next) }),
      )
      .then(
        (opened) => {
          if (gone) return opened.close();
          editor.current = opened;
          setReady(true);
          opened.focus(clicked.current);
        },
        () => setFailed(true),
      );
    return () => {
      gone = true;
      editor.current?.close();
      editor.current = undefined;
    };
  }, [asked, label]);
  useEffect(() => editor.current?.set(now.current()), [text]);
  useEffect(() => editor.current?.mark(trouble), [trouble, ready]);

  const open = ({ detail, clientX, clientY }: MouseEvent): void => {
    // By a key it is opened at the beginning.
    clicked.current = detail > 0 ? { x: clientX, y: clientY } : undefined;
    setFailed(false);
    setAsked(true);
  };
  return (
    <div class="lab-editor" data-open={ready}>
      <div ref={host} class="host" />
      {!ready && (
        <button
          type="button"
          class="open"
          disabled={asked && !failed}
          onClick={open}
          onFocus={() => void prepare()}
          onPointerEnter={() => void prepare()}
        >
          {/* Before the text, and not instead of it: who cannot see the rule reads it here. */}
          <span class="aloud">{label}: edit it. </span>
          <Listing text={text} trouble={trouble} />
        </button>
      )}
      {trouble && trouble.line === undefined && <p class="lab-trouble">{trouble.message}</p>}
      <Aloud text={trouble ? saidOfLine(trouble) : ''} />
      {failed && (
        <p class="lab-trouble">The editor could not be loaded. Check the connection, then press the text again.</p>
      )}
    </div>
  );
}

/** The editor is fetched, and Python started, while the pointer is still approaching. */
async function prepare(): Promise<void> {
  const [{ fetchEditor }, { openPython }] = await Promise.all([
    import('../../widgets/code/index.ts'),
    import('../../python/python.ts'),
  ]);
  fetchEditor();
  await openPython().catch(() => {});
}
