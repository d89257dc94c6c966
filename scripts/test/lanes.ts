/**
 * Does steps side by side: a lane that is free takes the first step that waits for no other.
 * @param needs by step: those that have to be done before it, where they are to be done at all
 * @returns what each gave, in the order of the steps
 */
export async function inLanes<Name extends string, T>(
  lanes: number,
  steps: readonly Name[],
  needs: Readonly<Partial<Record<Name, readonly Name[]>>>,
  work: (step: Name) => Promise<T>,
): Promise<T[]> {
  const left = new Set(steps);
  const running = new Map<Name, Promise<void>>();
  const results = new Map<Name, T>();
  const isReady = (step: Name): boolean =>
    (needs[step] ?? []).every((need) => results.has(need) || !steps.includes(need));
  while (left.size + running.size > 0) {
    const next = running.size < lanes ? [...left].find(isReady) : undefined;
    if (next !== undefined) {
      left.delete(next);
      const done = work(next).then((result) => {
        results.set(next, result);
        running.delete(next);
      });
      running.set(next, done);
    } else if (running.size > 0) await Promise.race(running.values());
    else throw new Error(`${[...left].join(', ')}: each waits for another`);
  }
  return steps.map((step) => results.get(step) as T); // all are done
}
