import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasPackages, runPython } from '../../../scripts/python.ts';
import { askOf, type RunTask } from '../../../src/class/tasks/diagnose.ts';
import { numbersIn } from '../../../src/class/tasks/step-table.ts';
import { notebookOf, scriptOf } from '../../../src/class/tasks/take-along.ts';
import { slipped, type Task } from '../../../src/class/tasks/task.ts';
import { tasks } from '../../../src/class/tasks/tasks.ts';
import type { Noted } from '../../../src/python/noted.ts';
import { openInterpreter } from '../../python/interpreter.ts';
import { inPython } from './in-python.ts';

const folder = mkdtempSync(join(tmpdir(), 'tasks-'));
afterAll(() => rmSync(folder, { recursive: true }));

let run: RunTask;
beforeAll(async () => {
  run = inPython(await openInterpreter());
});

interface Cell {
  id: string;
  cell_type: string;
  metadata: object;
  source: string[];
  outputs?: unknown[];
  execution_count?: null;
}

const cellsOf = (task: Task, code: string) =>
  JSON.parse(notebookOf(task, code)) as { cells: Cell[] } & Record<string, unknown>;

describe.each(tasks)('task $id, taken along', (task) => {
  it('is a notebook of format 4.5', () => {
    const { cells, ...rest } = cellsOf(task, task.stub);
    expect(rest).toEqual({
      metadata: {
        kernelspec: { display_name: 'Python 3', language: 'python', name: 'python3' },
        language_info: { name: 'python' },
      },
      nbformat: 4,
      nbformat_minor: 5,
    });
    expect(cells.map(({ cell_type }) => cell_type)).toEqual(['markdown', 'code', 'code', 'code']);
    for (const { id, cell_type, metadata, source, ...more } of cells) {
      expect(id).toMatch(/^[a-zA-Z0-9-_]{1,64}$/);
      expect(metadata).toEqual({});
      expect(source.every((line, k) => line.endsWith('\n') === k < source.length - 1)).toBe(true);
      expect(more).toEqual(cell_type === 'code' ? { execution_count: null, outputs: [] } : {});
    }
    expect(new Set(cells.map(({ id }) => id)).size).toBe(cells.length);
    expect(cells[2]?.source.join('')).toBe(task.stub.trimEnd());
  });

  it('says in its first lines what it is, without the marks of the page', () => {
    const script = scriptOf(task, task.stub);
    expect(script.startsWith(`# ${task.title}, after notebook ${task.notebook}.\n`)).toBe(true);
    expect(
      Math.max(
        ...script
          .split('\n')
          .filter((line) => line.startsWith('# '))
          .map((line) => line.length),
      ),
    ).toBeLessThan(112);
  });
});

/** The lines printed by a check, as the numbers on the page. */
const printed = (text: string): Noted[] =>
  text
    .trim()
    .split('\n')
    .map((line) => {
      const [step = '', quantity = '', value = ''] = line.split(/\s+/);
      return { step: Number(step), quantity, value: value === 'nan' ? Number.NaN : Number(value) };
    });

describe.skipIf(!hasPackages(['numpy'])).each(tasks)('task $id, taken along and run by CPython with NumPy', (task) => {
  const texts = { right: task.solution, wrong: slipped(task, task.slips[1] ?? { put: ['', ''] }) };

  it.each(Object.entries(texts))('prints the numbers of the page: %s', async (_, code) => {
    const { rows = [], error } = await run(askOf(task, code), task.id);
    expect(error).toBeUndefined();
    const script = join(folder, `${task.id}.py`);
    writeFileSync(script, scriptOf(task, code));
    const cells = join(folder, `${task.id}-cells.py`);
    const code_ = cellsOf(task, code).cells.filter(({ cell_type }) => cell_type === 'code');
    writeFileSync(cells, code_.map(({ source }) => source.join('')).join('\n\n'));
    const lines = runPython([script]);
    expect(runPython([cells])).toBe(lines);
    // The page's list under a correct run can be compared with it line by line.
    if (code === task.solution) expect(numbersIn(rows)).toBe(lines.trimEnd());
    const found = printed(lines);
    expect(found.map(({ step, quantity }) => `${step} ${quantity}`)).toEqual(
      rows.map(({ step, quantity }) => `${step} ${quantity}`),
    );
    for (const [k, row] of rows.entries()) expect(found[k]?.value).toBeCloseTo(row.value, 7);
  });
});
