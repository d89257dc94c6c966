/** Remarks for a teacher below the table: duplicates only once, copies pointed out. */
import { describe, expect, test } from 'vitest';
import { codeTasks } from '../../../src/class/sheets/code-tasks.ts';
import { copiesIn as copiesOf, plain } from '../../../src/class/sheets/copies.ts';
import { type Judged, ranAs } from '../../../src/class/sheets/judge.ts';
import { remarksIn } from '../../../src/class/sheets/remarks.ts';
import type { CheckedSheet } from '../../../src/class/sheets/table.ts';
import { slipped } from '../../../src/class/tasks/task.ts';
import { tasks } from '../../../src/class/tasks/tasks.ts';
import { RandomState } from '../../../src/engine/index.ts';

const answer = (one: Partial<Judged>): Judged => ({
  task: 'a.1',
  label: '6.1.1',
  title: '',
  finding: 'met',
  says: '',
  value: '',
  kind: 'words',
  claimed: false,
  ...one,
});
const sheet = (name: string, ...judged: readonly Partial<Judged>[]): CheckedSheet => ({
  key: name,
  content: name,
  file: `${name}.json`,
  name,
  sheet: { name, version: '', work: [] },
  judged: judged.map(answer),
});
const SQUARED = 'The differences were not squared.';

describe('remarks', () => {
  test('that are equal stand once, with all whom they are about; the most frequent first', () => {
    const sheets = [
      sheet('Ada', { finding: 'not met', says: 'It differs at step 3.' }),
      sheet('Bea', { finding: 'not met', says: SQUARED }),
      sheet('Cem', { finding: 'not met', says: SQUARED }),
      sheet('Dov', { finding: 'not met', says: SQUARED, task: 'a.2', label: '6.1.2' }),
    ];
    expect(remarksIn(sheets).map(({ label, says, sheets }) => [label, says, sheets.map(({ name }) => name)])).toEqual([
      ['6.1.1', SQUARED, ['Bea', 'Cem']],
      ['6.1.1', 'It differs at step 3.', ['Ada']],
      ['6.1.2', SQUARED, ['Dov']],
    ]);
  });

  test('about what is marked stand by themselves, and made-up tasks of a sheet share one', () => {
    const sheets = [
      sheet('Ada', { finding: 'altered', says: 'It says loss = 1, but recomputed it is 2.' }, { says: 'Well.' }),
      sheet(
        'Eve',
        ...Array.from({ length: 5 }, (_, k) => ({ task: `x.${k}`, label: `x.${k}`, finding: 'unknown' as const })),
      ),
    ];
    expect(remarksIn(sheets, true).map(({ finding, sheets }) => [finding, sheets.length])).toEqual([
      ['altered', 1],
      ['unknown', 1],
    ]);
    expect(remarksIn(sheets).map(({ says }) => says)).toEqual(['Well.']);
  });
});

/** Students' names for the same thing: ours, and theirs. */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  gradient: ['gradient', 'grad', 'g', 'dL', 'slope'],
  loss: ['loss', 'L', 'total', 'err'],
  step: ['step', 'delta', 'change'],
};
const NOTES = ['', '# step', '# downhill', '# update phi', '# TODO check'];

/** A program for each of ten tasks from each student, written independently. */
function honestClass(students: number, seed: number): CheckedSheet[] {
  const random = new RandomState(seed);
  const oneOf = <T>(all: readonly T[]): T => all[Math.floor(random.uniform(0, all.length))]!;
  return Array.from({ length: students }, (_, k) =>
    sheet(
      `Student ${k}`,
      ...tasks.map((task) => {
        const others = [...(task.variants ?? []), ...task.slips].map((other) => slipped(task, other));
        const ours = random.uniform(0, 1) < 0.6 || others.length === 0 ? task.solution : oneOf(others);
        const named = Object.entries(NAMES).reduce(
          (text, [name, names]) => text.replaceAll(new RegExp(`\\b${name}\\b`, 'g'), oneOf(names)),
          ours,
        );
        return { task: task.id, kind: 'code' as const, value: `${named}${oneOf(NOTES)}\n` };
      }),
    ),
  );
}

describe('a class of four hundred who write programs', () => {
  const usual = (task: string) => codeTasks[task]?.usual;

  test('is free of suspicion where each has written for himself', () => {
    expect(copiesOf(honestClass(400, 1), usual)).toEqual([]);
    // Without knowledge of usual code there would be many of them.
    expect(copiesOf(honestClass(400, 1), () => undefined).length).toBeGreaterThan(50);
  });

  test('has each pair that shares names of its own, whatever its remarks are', () => {
    const class400 = honestClass(400, 2);
    const pairs = Array.from({ length: 20 }, (_, k) => [2 * k, 2 * k + 1] as const);
    for (const [k, [first, second]] of pairs.entries()) {
      const { id, solution } = tasks[k % tasks.length]!;
      const [head = '', ...rest] = solution.split('\n');
      const own = `${head}\n    what_i_need_${k} = phi\n    and_its_other_half = 2\n${rest.join('\n')}`;
      for (const [copier, note] of [
        [first, 'mine'],
        [second, 'this is by me'],
      ] as const) {
        const before = class400[copier]!;
        const judged = before.judged.map((one) => (one.task === id ? { ...one, value: `${own}# ${note}\n` } : one));
        class400[copier] = { ...before, judged };
      }
    }
    const found = copiesOf(class400, usual).map(({ sheets }) => sheets.map(({ name }) => name));
    expect(found.map(([name]) => name).sort()).toEqual(pairs.map(([first]) => `Student ${first}`).sort());
    expect(found.every(({ length }) => length === 2)).toBe(true);
  });
});

describe('copies', () => {
  /** A task whose page gives nothing. */
  const copiesIn = (sheets: readonly CheckedSheet[]) => copiesOf(sheets, () => undefined);
  const said = ({ answers, sheets }: ReturnType<typeof copiesIn>[number]) => [
    answers.map(({ task }) => task),
    sheets.map(({ name }) => name),
  ];
  const long = 'The noise is averaged away, since the batches are independent.';

  test('are long answers of several that differ in spaces, case and punctuation at most', () => {
    const sheets = [
      sheet('Ada', { value: long }),
      sheet('Bea', { value: `  ${long.replaceAll(' ', '\n')}` }),
      sheet('Cem', { value: `${long} I think.` }),
      sheet('Dov', { value: long, task: 'a.2' }),
      sheet('Eve', { value: long.toUpperCase().replace(',', ' –').replace('.', '!!') }),
    ];
    expect(copiesIn(sheets).map(said)).toEqual([[['a.1'], ['Ada', 'Bea', 'Eve']]]);
  });

  test('are programs that differ in their remarks alone', () => {
    const code = 'def step(phi, data, alpha):\n    return phi - alpha * gradient(phi)  # downhill';
    const sheets = [
      sheet('Ada', { kind: 'code', value: code }),
      sheet('Bea', { kind: 'code', value: `# Bea\n${code.replace('downhill', 'mine')}` }),
      sheet('Cem', { kind: 'code', value: code.replace('-', '+') }),
    ];
    expect(copiesIn(sheets).map(said)).toEqual([[['a.1'], ['Ada', 'Bea']]]);
    // In a written answer that is not a comment.
    expect(copiesIn([sheet('Ada', { value: `${long} #1` }), sheet('Bea', { value: `${long} #2` })])).toEqual([]);
  });

  test('are not programs as short as their task allows, but for names and remarks of one’s own', () => {
    const [id] = ['notebook-6.3.fixed-rate'];
    const usual = codeTasks[id]?.usual;
    const shared = (...values: readonly string[]) =>
      copiesOf(
        values.map((value, k) => sheet(`${k}`, { task: id, kind: 'code', value })),
        () => usual,
      ).map(({ sheets }) => sheets.map(({ name }) => name));
    const step = (gradient: string, remark = '') =>
      `def gradient_descent_step_fixed_learning_rate(phi, data, alpha):
    ${gradient} = compute_gradient(data[0, :], data[1, :], phi)${remark}
    return phi - alpha * ${gradient}
`;
    expect(shared(step('gradient'), step('gradient'), step('grad'), step('grad'))).toEqual([]);
    const remark = '  # everything goes downhill, says Zoë';
    expect(shared(step('g', remark), step('g'), step('g', remark))).toEqual([['0', '2']]);
    expect(shared(step('the_slope_of_everything'), step('the_slope_of_everything', remark))).toEqual([['0', '1']]);
    const long = `${step('gradient')}# but\nfor k in range(3):\n    print(k, k ** 2, phi, alpha, data[0, k], data[1, k], phi[0, 0] ** 2 + phi[1, 0] ** 2)\n`;
    expect(shared(long, long.replace('but', 'and'))).toEqual([['0', '1']]);
  });

  test('stand once for those who share several, and apart for those with whom they share but one', () => {
    const first = { value: long };
    const second = { value: `${long} So it falls.`, task: 'a.2', label: '6.1.2' };
    const sheets = [
      sheet('Ada', second, first),
      sheet('Bea', first, second),
      sheet('Cem', { ...second, task: 'a.3', label: '6.1.3' }),
      sheet('Dov', { ...second, task: 'a.3', label: '6.1.3' }, { ...first, value: `No. ${long}` }),
      sheet('Eve', { ...first, value: `No. ${long}` }),
    ];
    expect(copiesIn(sheets).map(said)).toEqual([
      [
        ['a.1', 'a.2'],
        ['Ada', 'Bea'],
      ],
      [['a.1'], ['Dov', 'Eve']],
      [['a.3'], ['Cem', 'Dov']],
    ]);
  });

  test('are not short words, no settings, no predictions, and no sheet that is wholly the same', () => {
    const twin = (name: string) => ({ ...sheet(name, { value: long }), content: 'same' });
    expect(copiesIn([sheet('Ada', { value: 'Yes.' }), sheet('Bea', { value: 'Yes.' })])).toEqual([]);
    expect(
      copiesIn([sheet('Ada', { kind: 'figure', value: long }), sheet('Bea', { kind: 'figure', value: long })]),
    ).toEqual([]);
    expect(copiesIn([twin('Ada'), twin('Bea')])).toEqual([]);
  });
});

test('what is said of a program has no marks of the page that it comes from', () => {
  const program = answer({ finding: 'open', kind: 'code', claimed: true });
  const verdict = 'At step 1 *L*[ϕ] is 2, and `alpha` times *m*_0 was not squared.';
  expect(ranAs(program, { kind: 'differs', verdict }).says).toBe(
    'Claimed as right. At step 1 L[ϕ] is 2, and alpha times m0 was not squared.',
  );
  // A message quotes the student's own code, in which such markup characters are literal.
  const error = { kind: 'wrong', message: '' } as const;
  expect(ranAs(program, { kind: 'error', verdict: 'Nothing is called _x_ or a*b*c.', error }).says).toContain(
    '_x_ or a*b*c',
  );
});

test('a program of twenty thousand spaces is compared at once', () => {
  // A quadratic regular expression took 4 s; fifty such programs would exceed a test's time limit.
  const programs = Array.from({ length: 50 }, (_, k) => `a${' '.repeat(19_998)}${k}`);
  expect(programs.map((value) => plain({ kind: 'code', value }))).toEqual(programs.map((_, k) => `a ${k}`));
});
