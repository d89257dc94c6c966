import { beforeAll, describe, expect, it } from 'vitest';
import { examine, type RunTask } from '../../../src/class/tasks/diagnose.ts';
import { slipped } from '../../../src/class/tasks/task.ts';
import { verdictOf } from '../../../src/class/tasks/task-verdict.ts';
import { tasks } from '../../../src/class/tasks/tasks.ts';
import { openInterpreter } from '../../python/interpreter.ts';
import { inPython } from './in-python.ts';

let run: RunTask;
beforeAll(async () => {
  run = inPython(await openInterpreter());
});

describe.each(tasks)('task $id', (task) => {
  it.each(task.slips.map((slip) => [slip.name, slip] as const))('tells by its numbers: %s', async (_, slip) => {
    expect(task.solution.split(slip.put[0])).toHaveLength(2);
    const finding = await examine(task, slipped(task, slip), run);
    expect(finding.kind, JSON.stringify(finding)).toBe('differs');
    if (finding.kind !== 'differs') return;
    expect(finding.like).toEqual({ slips: [slip] });
    expect(verdictOf(task, finding)).toContain(slip.says);
  });

  it.each((task.variants ?? []).map((variant) => [variant.name, variant] as const))(
    'takes another right answer: %s',
    async (_, variant) => {
      expect(await examine(task, slipped(task, variant), run)).toMatchObject({ kind: 'met', variant });
    },
  );
});
