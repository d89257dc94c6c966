import { useEffect, useState } from 'preact/hooks';
import { standingOn } from '../work/standing.ts';
import { onWork, type Standing, standingOf } from './stored.ts';
import type { TaskText } from './task.ts';

type Entry = Pick<TaskText, 'id' | 'title' | 'notebook'>;

/** The tasks by notebook, with the reader's progress. */
export function TaskList({ tasks }: { tasks: readonly Entry[] }) {
  const [standings, setStandings] = useState<Readonly<Record<string, Standing>>>({});
  useEffect(() => {
    const read = (): void => setStandings(Object.fromEntries(tasks.map(({ id }) => [id, standingOf(id)])));
    read();
    return onWork(read);
  }, [tasks]);
  const notebooks = [...new Set(tasks.map(({ notebook }) => notebook))];
  const right = tasks.filter(({ id }) => standings[id] === 'right').length;
  return (
    <nav class="task-list" aria-label="The tasks">
      <ol>
        {notebooks.map((number) => (
          <li key={number}>
            <i>{number}</i>
            <ul>
              {tasks
                .filter(({ notebook }) => notebook === number)
                .map(({ id, title }) => (
                  <li key={id}>
                    <a href={`#${id}`}>{title}</a>
                    <Mark standing={standings[id] ?? 'open'} />
                  </li>
                ))}
            </ul>
          </li>
        ))}
      </ol>
      {right > 0 && (
        <p>
          {right === tasks.length
            ? 'All of them are right.'
            : `${right} of ${tasks.length} ${right === 1 ? 'is' : 'are'} right so far.`}
        </p>
      )}
    </nav>
  );
}

/** The progress on a task, as a word and a symbol. */
export function Mark({ standing }: { standing: Standing }) {
  if (standing === 'open') return null;
  return (
    <small class="task-mark" data-standing={standing}>
      {standingOn('code', { met: standing === 'right' }).says}
    </small>
  );
}
