import { expect, test } from 'vitest';
import { inLanes } from '../../scripts/test/lanes.ts';

type Step = 'unit' | 'lint' | 'build' | 'pages' | 'firefox';

/** Does steps whose ends are given by hand; tells what began when which step ended. */
async function lanes(steps: readonly Step[], ends: readonly Step[]): Promise<{ course: string[]; results: string[] }> {
  const waiting = new Map<Step, () => void>();
  const course: string[] = [];
  const work = (step: Step): Promise<string> => {
    course.push(step);
    return new Promise((resolve) => waiting.set(step, () => resolve(`${step} passed`)));
  };
  const needs = { pages: ['build'], firefox: ['build'] } as const;
  const all = inLanes(2, steps, needs, work);
  const end = async (): Promise<void> => {
    for (const step of ends) {
      course.push(`end of ${step}`);
      waiting.get(step)?.();
      await new Promise(setImmediate);
    }
  };
  const [results] = await Promise.all([all, end()]);
  return { course, results };
}

test('a lane that is free takes the next step, and the results come in the order of the steps', async () => {
  const steps = ['unit', 'lint', 'build', 'pages', 'firefox'] as const;
  const { course, results } = await lanes(steps, ['lint', 'build', 'pages', 'unit', 'firefox']);
  expect(course.join(', ')).toBe(
    'unit, lint, end of lint, build, end of build, pages, end of pages, firefox, end of unit, end of firefox',
  );
  expect(results).toEqual(steps.map((step) => `${step} passed`));
});

test('a step waits for what it needs, and two that need the same then stand side by side', async () => {
  const { course } = await lanes(['build', 'pages', 'firefox'], ['build', 'firefox', 'pages']);
  expect(course.join(', ')).toBe('build, end of build, pages, firefox, end of firefox, end of pages');
});

test('what is not to be done is waited for by none', async () => {
  const { results } = await lanes(['firefox'], ['firefox']);
  expect(results).toEqual(['firefox passed']);
});

test('steps that wait for each other are an error, and no silence', async () => {
  const needs = { pages: ['build'], build: ['pages'] } as const;
  await expect(inLanes(2, ['build', 'pages'], needs, async () => 1)).rejects.toThrow('build, pages');
});
