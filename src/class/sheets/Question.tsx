import type { Exercise } from './exercise.ts';

/** The question of a task as shown on its page. */
export function Question({ exercise }: { exercise: Exercise | undefined }) {
  return <div ref={(place) => place?.replaceChildren(...(exercise?.question ?? []))} />;
}
