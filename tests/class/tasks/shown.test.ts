import { describe, expect, it } from 'vitest';
import { agreement, firstDifference } from '../../../src/class/tasks/compare.ts';
import { drawnIn } from '../../../src/class/tasks/path-panel.ts';
import { betweenAt, numbersIn, tableOf } from '../../../src/class/tasks/step-table.ts';
import { shown, verdictOf } from '../../../src/class/tasks/task-verdict.ts';
import { taskOf } from '../../../src/class/tasks/tasks.ts';
import type { Noted } from '../../../src/python/noted.ts';

const task = taskOf('notebook-6.5.adam');
const reference = task.reference([]);
/** The reference with one changed number. */
const changed = (step: number, quantity: string, value: number): Noted[] =>
  reference.map((row) => (row.step === step && row.quantity === quantity ? { ...row, value } : row));
const differing = (own: readonly Noted[]) => {
  const difference = firstDifference(own, reference, task);
  if (!difference) throw new Error('these are the same');
  return { kind: 'differs', printed: '', own, reference, difference } as const;
};

describe('firstDifference', () => {
  it('names the first number that is another', () => {
    expect(firstDifference(changed(7, 'phi_1', 9), reference)).toMatchObject({
      step: 7,
      quantity: 'phi_1',
      own: 9,
    });
  });

  it('takes rounding for the same, and what is not a number for another', () => {
    expect(
      firstDifference(
        reference.map((row) => ({ ...row, value: row.value + 1e-9 })),
        reference,
      ),
    ).toBeUndefined();
    expect(firstDifference(changed(3, 'phi_0', Number.NaN), reference)?.step).toBe(3);
  });

  it('misses what is not there, unless it is optional', () => {
    const short = reference.filter(({ step }) => step < 5);
    expect(firstDifference(short, reference)).toMatchObject({ step: 5, own: undefined });
    const none = reference.filter(({ quantity }) => quantity !== 'phi_0');
    expect(firstDifference(none, reference, { optional: ['phi_0'] })).toBeUndefined();
  });
});

it('agreement counts the numbers before the first that is another', () => {
  expect(agreement(reference, reference)).toEqual({ same: reference.length, whole: true });
  expect(agreement(changed(2, 'phi_0', 1), reference)).toEqual({ same: 2, whole: false });
  expect(agreement([], [])).toEqual({ same: 0, whole: false });
});

describe('what a check shows', () => {
  const finding = differing(changed(4, 'phi_1', -0.5));

  it('the numbers of the step that differs, and which of them are the same', () => {
    const { title, rows, marked } = tableOf(task, finding, 4);
    expect(title).toBe('Step 4');
    expect(rows.map(([name, , , compared]) => [name, compared])).toEqual([
      ['ϕ_0', 'same'],
      ['ϕ_1', 'differs'],
    ]);
    expect([rows[1]?.[1], marked]).toEqual(['−0.5', 1]);
    // At β = 0.9 and γ = 0.99, the terms of the step.
    const between = betweenAt(task, 4).split('\n');
    const value = (name: string) => Number(between.find((line) => line.startsWith(name))?.split(/ +/)[1]);
    const step = (0.05 * value('m_tilde[1]')) / Math.sqrt(value('v_tilde[1]'));
    const at = (t: number) => reference.find((row) => row.step === t && row.quantity === 'phi_1')?.value ?? Number.NaN;
    expect(at(4)).toBeCloseTo(at(3) - step, 4);
  });

  it('a number as the same by the size of its kind in the whole run, and not by its own', () => {
    const row = (step: number, value: number): Noted => ({ step, quantity: 'phi_1', value });
    // Relative to 1000 a difference of 1e-5 is rounding, and relative to 1e-6 it is not.
    const [own, known] = [
      [row(1, 1000), row(2, 1e-5)],
      [row(1, 1000), row(2, 1e-6)],
    ];
    expect(tableOf(task, { ...finding, own, reference: known }, 2).rows.map((row) => row[3])).toEqual(['same']);
  });

  it('both paths from the start, the first run alone', () => {
    const panel = drawnIn(task, finding);
    expect(panel?.paths?.map(({ name, role }) => [name, role])).toEqual([
      ['reference', 'measured'],
      ['yours', 'run'],
    ]);
    for (const { x, y } of panel?.paths ?? []) expect([x.length, x[0], y[0]]).toEqual([61, -0.7, -0.9]);
  });

  it('a path only as far as it is one of numbers', () => {
    const yours = drawnIn(task, differing(changed(4, 'phi_1', Number.NaN)))?.paths?.find(
      ({ name }) => name === 'yours',
    );
    expect(yours?.x.length).toBe(4);
  });

  it('where it is right up to, in a sentence', () => {
    expect(verdictOf(task, finding)).toMatch(/^Right up to step 3, but at step 4 ϕ_1 is −0\.5; the reference has /);
  });

  it('all numbers, a line each', () => {
    expect(numbersIn(reference).split('\n')).toHaveLength(reference.length);
  });
});

it('shown has a true minus sign, and words for values other than numbers', () => {
  expect([-1.5, Number.NaN, -Number.POSITIVE_INFINITY, undefined].map((value) => shown(value))).toEqual([
    '−1.5',
    'not a number',
    '−infinity',
    'nothing',
  ]);
});
