import { beforeAll, describe, expect, it } from 'vitest';
import { examine, type RunTask } from '../../../src/class/tasks/diagnose.ts';
import { tasks } from '../../../src/class/tasks/tasks.ts';
import { openInterpreter } from '../../python/interpreter.ts';
import { inPython } from './in-python.ts';

let run: RunTask;
beforeAll(async () => {
  run = inPython(await openInterpreter());
});

describe.each(tasks)('task $id', (task) => {
  it('finds the right answer right, number by number', async () => {
    const finding = await examine(task, task.solution, run);
    expect(finding).toMatchObject({ kind: 'met' });
  });

  it('runs its stub, which is not right yet', async () => {
    const finding = await examine(task, task.stub, run);
    expect(finding.kind).toBe('differs');
  });

  it('knows at least five slips besides an unfinished text', () => {
    expect(task.slips.filter(({ name }) => name !== 'nothing yet').length).toBeGreaterThanOrEqual(5);
  });
});
