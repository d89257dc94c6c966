import { useEffect, useId, useMemo, useRef, useState } from 'preact/hooks';
import { Draft } from './draft.ts';
import { dropWork } from './stored-work.ts';
import { useTakeBack } from './take-back.tsx';
import type { WordsTask } from './task.ts';
import type { TaskProps } from './task-props.ts';

/** Maximum characters of an answer: two pages. */
const LONGEST = 6000;

/** A written answer, stored as it is typed. */
export function WordsView({ task, work, keep, kept }: TaskProps<WordsTask>) {
  const id = useId();
  const draft = useMemo(() => new Draft(task.id, ''), [task]);
  const [text, setText] = useState('');
  const taken = useTakeBack();
  const [fold, field] = [useRef<HTMLDetailsElement>(null), useRef<HTMLTextAreaElement>(null)];
  useEffect(() => {
    if (!draft.follow()) return;
    setText(draft.text);
    if (fold.current && draft.text !== '') fold.current.open = true;
  }, [draft, work]);
  const write = (value: string): void => {
    // Blank text is not stored.
    const isEmpty = value.trim() === '';
    const replaced = draft.write(isEmpty ? '' : value);
    setText(value);
    if (isEmpty) dropWork(task.id);
    else keep({ kind: 'words', value, met: false });
    if (replaced !== undefined)
      taken.offer('Another tab had a different version; this one replaced it.', () => write(replaced), true);
  };
  return (
    <details
      ref={fold}
      class="task-words"
      // Focus the text: on the summary, a typed space would close it again.
      onToggle={({ currentTarget }) => {
        if (currentTarget.open && currentTarget.contains(document.activeElement)) field.current?.focus();
      }}
    >
      <summary>Your answer</summary>
      <label for={id}>In two or three sentences</label>
      <textarea
        id={id}
        ref={field}
        rows={4}
        maxLength={LONGEST}
        value={text}
        onInput={({ currentTarget: { value } }) => {
          // Text typed before the stored answer was read: the stored one stays.
          if (draft.text === '' && draft.follow()) setText(draft.text);
          else write(value);
        }}
      />
      {taken.element}
      {kept}
    </details>
  );
}
