/** Remarks for a teacher below the table: equal remarks once, copies pointed out. */
import { describe, expect, test } from 'vitest';
import { type Judged, ranAs } from '../../src/sheets/judge.ts';
import { copiesIn, plain, remarksIn } from '../../src/sheets/remarks.ts';
import type { CheckedSheet } from '../../src/sheets/table.ts';

const answer = (one: Partial<Judged>): Judged => ({
  task: 'a.1',
  label: '6.1.1',
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
      sheet('Ada', { finding: 'altered', says: 'It says loss = 1, and computed again it is 2.' }, { says: 'Well.' }),
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

describe('copies', () => {
  const said = ({ answers, sheets }: ReturnType<typeof copiesIn>[number]) => [
    answers.map(({ task }) => task),
    sheets.map(({ name }) => name),
  ];
  const long = 'The noise is averaged away, since the batches are independent.';

  test('are long answers of several that differ in blanks at most', () => {
    const sheets = [
      sheet('Ada', { value: long }),
      sheet('Bea', { value: `  ${long.replaceAll(' ', '\n')}` }),
      sheet('Cem', { value: `${long} I think.` }),
      sheet('Dov', { value: long, task: 'a.2' }),
    ];
    expect(copiesIn(sheets).map(said)).toEqual([[['a.1'], ['Ada', 'Bea']]]);
  });

  test('are programs that differ in their remarks alone', () => {
    const code = 'def step(phi, data, alpha):\n    return phi - alpha * gradient(phi)  # downhill';
    const sheets = [
      sheet('Ada', { kind: 'code', value: code }),
      sheet('Bea', { kind: 'code', value: `# Bea\n${code.replace('downhill', 'mine')}` }),
      sheet('Cem', { kind: 'code', value: code.replace('-', '+') }),
    ];
    expect(copiesIn(sheets).map(said)).toEqual([[['a.1'], ['Ada', 'Bea']]]);
    // In words that is no remark.
    expect(copiesIn([sheet('Ada', { value: `${long} #1` }), sheet('Bea', { value: `${long} #2` })])).toEqual([]);
  });

  test('stand once for those who share several, and apart for those with whom they share but one', () => {
    const first = { value: long };
    const second = { value: `${long} So it falls.`, task: 'a.2', label: '6.1.2' };
    const sheets = [
      sheet('Ada', second, first),
      sheet('Bea', first, second),
      sheet('Cem', { ...second, task: 'a.3', label: '6.1.3' }),
      sheet('Dov', { ...second, task: 'a.3', label: '6.1.3' }, { ...first, value: long.toUpperCase() }),
      sheet('Eve', { ...first, value: long.toUpperCase() }),
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

  test('are no short words, no settings, no predictions, and no sheet that is wholly the same', () => {
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
    'It says that it is right. At step 1 L[ϕ] is 2, and alpha times m0 was not squared.',
  );
  // A message quotes the student's own text, in which such marks are letters.
  const trouble = { kind: 'wrong', message: '' } as const;
  expect(ranAs(program, { kind: 'trouble', verdict: 'Nothing is called _x_ or a*b*c.', trouble }).says).toContain(
    '_x_ or a*b*c',
  );
});

test('a program of twenty thousand blanks is compared at once', () => {
  // A quadratic expression took 4 s; fifty such programs would take longer than a test may.
  const programs = Array.from({ length: 50 }, (_, k) => `a${' '.repeat(19_998)}${k}`);
  expect(programs.map((value) => plain({ kind: 'code', value }))).toEqual(programs.map((_, k) => `a ${k}`));
});
