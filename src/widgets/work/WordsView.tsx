import { useId } from 'preact/hooks';
import { dropWork, workOn } from './kept-work.ts';
import type { WordsTask } from './task.ts';
import type { TaskProps } from './task-props.ts';

/** Characters of an answer: two pages. */
const LONGEST = 6000;

/** An answer in words, kept as it is typed. */
export function WordsView({ task, work, keep, kept }: TaskProps<WordsTask>) {
  const id = useId();
  return (
    <details class="task-words">
      <summary>Your answer</summary>
      <label for={id}>In two or three sentences</label>
      <textarea
        id={id}
        rows={4}
        maxLength={LONGEST}
        value={work?.value ?? ''}
        onInput={({ currentTarget: { value } }) => {
          // Typed before the answer of an earlier visit was seen: that one stays.
          if (!work && workOn(task.id)) return;
          if (value.trim() === '') dropWork(task.id);
          else keep({ kind: 'words', value, met: false });
        }}
      />
      {kept}
    </details>
  );
}
