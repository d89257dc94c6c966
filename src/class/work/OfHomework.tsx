import { useEffect, useState } from 'preact/hooks';
import { homeworkWith } from './homework.ts';
import { titleOf } from './standing.ts';

interface Props {
  task: string;
  base: string;
  /** The title in lists; its id in words if the page has none. */
  title?: string;
}

/** Notice that a task is part of the homework opened on this device, with its name there. */
export function OfHomework({ task, base, title = titleOf(task) }: Props) {
  const [homework, setHomework] = useState<string>();
  // In an effect, since the built page does not depend on the reader.
  useEffect(() => setHomework(homeworkWith(task)), [task]);
  if (!homework) return null;
  return (
    <p class="task-of">
      Part of <a href={base + homework}>your homework</a>: {title}
    </p>
  );
}
