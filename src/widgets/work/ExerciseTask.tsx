/** One task under its exercise: whether it is met, with what, and where a guess or an answer is written. */
import { useEffect, useState } from 'preact/hooks';
import type { Figure } from '../page/figure.ts';
import { FindView } from './FindView.tsx';
import { GuessView } from './GuessView.tsx';
import { homeworkWith } from './homework.ts';
import { bringOver, keepWork, onWork, type Work, type WorkKeeping, workOn } from './kept-work.ts';
import { NotKept } from './NotKept.tsx';
import type { PageTask } from './task.ts';
import { WordsView } from './WordsView.tsx';

interface Props {
  task: PageTask;
  /** Where the reader's sheet is. */
  sheet: string;
  /** The words before the field of a guess. */
  label?: string;
}

const states: Readonly<Record<Work['kind'], readonly [open: string, done: string]>> = {
  figure: ['not reached yet', 'reached'],
  code: ['not solved yet', 'solved'],
  guess: ['not predicted yet', 'predicted right'],
  words: ['not written yet', 'written'],
};

export function ExerciseTask({ task, sheet, label = '' }: Props) {
  const [live, setLive] = useState<Figure>();
  const [work, setWork] = useState<Work>();
  const [keeping, setKeeping] = useState<WorkKeeping>('kept');
  useEffect(() => {
    if (task.asks === 'words') return;
    void import('../page/page.ts').then(async ({ figureNamed, opened }) => {
      await opened;
      setLive(figureNamed(task.figure));
    });
  }, [task]);
  useEffect(() => {
    const look = (): void => setWork(workOn(task.id));
    bringOver(task.id, task.former);
    look();
    return onWork(look);
  }, [task]);
  const keep = (done: Omit<Work, 'task'>): void => setKeeping(keepWork({ task: task.id, ...done }));
  const homework = work && homeworkWith(task.id);
  const kept =
    work &&
    (keeping === 'kept' ? (
      <span class="task-kept">
        Kept on this device: <a href={sheet}>my sheet</a>
        {homework && (
          <>
            {', '}
            <a href={sheet.replace('my-sheet/', homework)}>my homework</a>
          </>
        )}
      </span>
    ) : (
      <NotKept keeping={keeping} />
    ));
  const shared = { live, work, keep, kept };
  return (
    <div class="task" data-pagefind-ignore>
      <TaskState task={task} work={work} />
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
  const kind = task.asks === 'words' ? 'words' : task.asks === 'setting' ? 'figure' : 'guess';
  const done = work !== undefined && (work.met || kind === 'words');
  const [open, reached] = states[kind];
  const text = done ? reached : work ? 'not as predicted' : open;
  return (
    <p class="task-state" data-done={done}>
      <svg viewBox="0 0 14 14" aria-hidden="true">
        <circle cx="7" cy="7" r="5.6" />
        {work && !done && <path d="M7 1.4a5.6 5.6 0 0 1 0 11.2z" />}
      </svg>
      {text}
    </p>
  );
}
