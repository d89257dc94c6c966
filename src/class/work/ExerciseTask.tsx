/** One task under its exercise: whether and how it is solved, and the field for a guess or an answer. */
import { useEffect, useState } from 'preact/hooks';
import type { Figure } from '../../widgets/page/figure.ts';
import { FindView } from './FindView.tsx';
import { GuessView } from './GuessView.tsx';
import { NotStored } from './NotStored.tsx';
import { OfHomework } from './OfHomework.tsx';
import { standingOn } from './standing.ts';
import { onWork, storeWork, type Work, type WorkKeeping, workOn } from './stored-work.ts';
import { type PageTask, workFor } from './task.ts';
import { WordsView } from './WordsView.tsx';

interface Props {
  task: PageTask;
  /** Path of *My sheet*. */
  sheet: string;
  /** The label of the field for a guess. */
  label?: string;
}

export function ExerciseTask({ task, sheet, label = '' }: Props) {
  const [live, setLive] = useState<Figure>();
  const [work, setWork] = useState<Work>();
  const [keeping, setKeeping] = useState<WorkKeeping>('kept');
  useEffect(() => {
    if (task.asks === 'words') return;
    void import('../../widgets/page/page.ts').then(async ({ figureNamed, opened }) => {
      await opened;
      setLive(figureNamed(task.figure));
    });
  }, [task]);
  useEffect(() => {
    const look = (): void => setWork(workOn(task.id));
    look();
    return onWork(look);
  }, [task]);
  const keep = (done: Omit<Work, 'task'>): void => setKeeping(storeWork({ task: task.id, ...done }));
  const kept =
    work &&
    (keeping === 'kept' ? (
      <span class="task-kept">
        Saved on this device: <a href={sheet}>my sheet</a>
      </span>
    ) : (
      <NotStored keeping={keeping} />
    ));
  const shared = { live, work, keep, kept };
  return (
    <div class="task" data-pagefind-ignore>
      <TaskState task={task} work={work} />
      <OfHomework task={task.id} base={sheet.replace('my-sheet/', '')} />
      {task.asks === 'words' ? (
        <WordsView task={task} {...shared} />
      ) : task.asks === 'setting' ? (
        <FindView task={task} {...shared} />
      ) : (
        <GuessView task={task} label={label} {...shared} />
      )}
    </div>
  );
}

function TaskState({ task, work }: { task: PageTask; work: Work | undefined }) {
  const { says, right } = standingOn(workFor[task.asks], work);
  return (
    <p class="task-state" data-done={right}>
      <svg viewBox="0 0 14 14" aria-hidden="true">
        <circle cx="7" cy="7" r="5.6" />
        {work && !right && <path d="M7 1.4a5.6 5.6 0 0 1 0 11.2z" />}
      </svg>
      {says}
    </p>
  );
}
