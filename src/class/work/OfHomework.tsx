import { useEffect, useState } from 'preact/hooks';
import { homeworkWith } from './homework.ts';
import { titleOf } from './standing.ts';

interface Props {
  task: string;
  base: string;
  /** As lists call it; its id in words if the page has none. */
  title?: string;
}

/** That a task is part of the homework opened on this device, by the name that it has there. */
export function OfHomework({ task, base, title = titleOf(task) }: Props) {
  const [homework, setHomework] = useState<string>();
  // The page as built knows no reader.
  useEffect(() => setHomework(homeworkWith(task)), [task]);
  if (!homework) return null;
  return (
    <p class="task-of">
      Part of <a href={base + homework}>your homework</a>: {title}
    </p>
  );
}
