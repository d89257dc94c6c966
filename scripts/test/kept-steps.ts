/**
 * Steps of `npm test` that answer from files alone, as the type check does, or from what they are served, as the checks in
 * Firefox do: what passed with the very files that it would read now could only say the same again, as unchanged.ts has it
 * of unit tests.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Count, sum } from './count.ts';

export interface Step {
  /** What it is kept under; one that is renamed runs again. */
  name: string;
  /** Of all that decides its answer, as it is now: of its own, and of what it was served. */
  hash: (served: readonly string[]) => string;
  /** What the work that has just ended was served. */
  served?: () => readonly string[];
  /** Whether to do it though it passed with the same hash. */
  again: boolean;
}

/** Does a step, unless it passed with the same hash before: then `count` is what it was. */
export async function unlessPassed(
  root: string,
  { name, hash, served = () => [], again }: Step,
  work: () => Promise<Count>,
): Promise<{ count: Count; isOld: boolean }> {
  const passed = readSteps(root)[name];
  if (!again && passed?.hash === hash(passed?.served ?? [])) return { count: countOf(passed.passed), isOld: true };
  const before = hash([]);
  const count = await work();
  // What was changed while it ran has not passed as it stands.
  const stands = count.failed === 0 && hash([]) === before;
  const files = served();
  const entry = { hash: hash(files), passed: count.passed, ...(files.length > 0 && { served: files }) };
  const { [name]: _, ...others } = readSteps(root);
  writeSteps(root, { ...others, ...(stands && { [name]: entry }) });
  return { count, isOld: false };
}

const countOf = (passed: number): Count => ({ ...sum([]), passed });

type Steps = Readonly<Record<string, { hash: string; passed: number; served?: readonly string[] }>>;

/** Beside what builds keep, and not in the project's history. */
const placeIn = (root: string): string => join(root, '.astro', 'passed-steps.json');

function readSteps(root: string): Steps {
  try {
    return JSON.parse(readFileSync(placeIn(root), 'utf8')) as Steps; // written below; anything else is as good as none
  } catch {
    return {};
  }
}

function writeSteps(root: string, steps: Steps): void {
  mkdirSync(dirname(placeIn(root)), { recursive: true });
  writeFileSync(placeIn(root), JSON.stringify(steps, undefined, 1));
}
