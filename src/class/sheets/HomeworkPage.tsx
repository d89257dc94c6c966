/** The homework page: a teacher ticks tasks and gets a link; anyone who opens it sees the tasks and their progress. */
import { useEffect, useState } from 'preact/hooks';
import { onWork, readWork, type Work } from '../work/stored-work.ts';
import { useTakeBack } from '../work/take-back.tsx';
import { Choice } from './ChooseTasks.tsx';
import { type Catalogue, type ListedTask, titleIn } from './catalogue.ts';
import { type Exercise, exerciseOf } from './exercise.ts';
import { fetchCatalogue } from './fetch-catalogue.ts';
import { type Homework, hashOf, homeworkIn, missingIn, readDraft, sayDate } from './homework.ts';
import { Question } from './Question.tsx';
import { counted, linkTo, standingIn } from './texts.ts';
import { CHOOSING, storeHomework, useHomework } from './use-homework.ts';

export function HomeworkPage({ base }: { base: string }) {
  const { homework, choosing, error, leave } = useHomework({ known: true });
  const taken = useTakeBack();
  const [tasks, setTasks] = useState<Catalogue>();
  const [failed, setFailed] = useState('');
  /** The homework a teacher is editing; undefined if it is only shown. */
  const [changing, setChanging] = useState<Homework>();
  useEffect(() => {
    fetchCatalogue(base).then(
      ({ tasks }) => setTasks(tasks),
      (error: unknown) => setFailed(error instanceof Error ? error.message : String(error)),
    );
  }, [base]);
  useEffect(() => {
    setChanging(undefined);
    if (homework) scrollTo(0, 0);
  }, [homework, choosing]);
  /** @param count of tasks on this site */
  const aside = (count: number): void =>
    taken.offer(`The homework of ${counted(count, 'task')} is closed; your answers stay.`, leave());
  return (
    <div class="sheet">
      {(error || failed) && (
        <p class="sheet-error" role="alert">
          {error || failed}
        </p>
      )}
      {tasks &&
        (choosing || changing ? (
          <Choice base={base} tasks={tasks} first={changing ?? readDraft(location.hash)} />
        ) : homework ? (
          <Given homework={homework} base={base} tasks={tasks} change={() => setChanging(homework)} aside={aside} />
        ) : (
          <>
            <p>
              No homework is open on this device. Open the link that your teacher gave you: its tasks will appear here,
              and <a href={`${base}my-sheet/`}>your sheet</a> will show only these.
            </p>
            <p>
              For teachers: <a href={CHOOSING}>choose tasks for an assignment</a>.
            </p>
          </>
        ))}
      {taken.element}
    </div>
  );
}

interface GivenProps {
  homework: Homework;
  base: string;
  tasks: Catalogue;
  change(): void;
  /** Removes it from this device. */
  aside(count: number): void;
}

/** The tasks as a student sees them. */
function Given({ homework, base, tasks, change, aside }: GivenProps) {
  const [work, setWork] = useState<readonly Work[]>(readWork);
  useEffect(() => onWork(setWork), []);
  const { known, missing } = homeworkIn(homework, tasks);
  // A link of another course does not replace the reader's homework.
  const [before, setBefore] = useState<Homework>();
  useEffect(() => {
    if (known.length > 0) setBefore(storeHomework(homework));
  }, [homework]);
  const standings = known.map((listed) => standingIn(listed, work));
  const exercises = useExercises(base, known);
  const done = standings.filter(({ done }) => done).length;
  const isWrong = standings.some(({ done, right }) => done && !right);
  const error = missing.length > 0 && (
    <p class="sheet-error" role="alert">
      {missingIn(missing)}: the link may be for another course. Ask your teacher.
    </p>
  );
  if (known.length === 0) return error;
  return (
    <section class="homework" aria-label="This homework">
      <p class="homework-head" aria-hidden="true">
        Name <i /> Date <i />
      </p>
      <h2>
        {counted(known.length, 'task')}
        {homework.due && `, due ${sayDate(homework.due)}`}
      </h2>
      {homework.note && (
        <p class="homework-note">
          <small>Note in the link:</small> <bdi>{homework.note}</bdi>
        </p>
      )}
      {error}
      <ol class="sheet-work">
        {known.map((listed, k) => (
          <li key={listed.task.id}>
            <b>{listed.label}</b>
            <div>
              <p>
                <a href={linkTo(base, listed)}>{titleIn(listed)}</a>
              </p>
              <p class="sheet-answer">{listed.page}</p>
              <OnPaper exercise={exercises.get(listed.task.id)} />
            </div>
            <span data-done={standings[k]?.done}>{standings[k]?.says}</span>
          </li>
        ))}
      </ol>
      <p role="status">
        {done} of {known.length} done. {isWrong && 'A prediction is done once it is made, right or wrong. '}Your answers
        stay on this device until you hand them in.
      </p>
      <p class="sheet-verbs">
        <a href={`${base}my-sheet/${hashOf(homework)}`}>Hand in (My sheet)</a>
        <button type="button" onClick={() => print()}>
          Print with room for answers
        </button>
        <button type="button" onClick={() => aside(known.length)}>
          Close this homework
        </button>
      </p>
      {before && (
        <p class="homework-teacher">
          Previous homework: <a href={hashOf(before)}>{counted(before.tasks.length, 'task')}</a>
          {before.due && `, due ${sayDate(before.due)}`}.
        </p>
      )}
      <p class="homework-teacher">
        For teachers: <a href={`${base}check-sheets/${hashOf(homework)}`}>check the sheets of this homework</a>,{' '}
        <button type="button" onClick={change}>
          change it
        </button>{' '}
        or <a href={CHOOSING}>choose tasks for a new one</a>.
      </p>
    </section>
  );
}

/**
 * The question of each task, for printing. The pages are loaded at once, since the reader will want them next anyway.
 */
function useExercises(base: string, known: readonly ListedTask[]): ReadonlyMap<string, Exercise> {
  const [exercises, setExercises] = useState<ReadonlyMap<string, Exercise>>(new Map());
  const ids = known.map(({ task }) => task.id).join();
  useEffect(() => {
    for (const id of ids.split(','))
      void exerciseOf(base, id).then((found) => {
        if (found) setExercises((before) => new Map(before).set(id, found));
      });
  }, [base, ids]);
  return exercises;
}

/** The question of a task, with lines for the answer. */
function OnPaper({ exercise }: { exercise: Exercise | undefined }) {
  return (
    <div class="homework-paper">
      <Question exercise={exercise} />
      <div class="ex-lines" aria-hidden="true">
        {Array.from({ length: exercise?.lines ?? 3 }, (_, k) => (
          <i key={k} />
        ))}
      </div>
    </div>
  );
}
