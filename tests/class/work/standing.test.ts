import { describe, expect, test } from 'vitest';
import { readSheet } from '../../../src/class/sheets/sheet.ts';
import { sheetText } from '../../../src/class/work/sheet-text.ts';
import { standingOn } from '../../../src/class/work/standing.ts';

test.each([
  ['figure', undefined, 'not reached yet', false, false],
  ['figure', true, 'reached', true, true],
  ['guess', undefined, 'not predicted yet', false, false],
  ['guess', false, 'predicted, not right', true, false],
  ['guess', true, 'predicted right', true, true],
  ['words', undefined, 'not written yet', false, false],
  ['words', false, 'written', true, true],
  ['code', undefined, 'not written yet', false, false],
  ['code', false, 'not right yet', false, false],
  ['code', true, 'right', true, true],
] as const)('a task of kind %s whose work is met: %s is called %s', (kind, met, says, done, right) => {
  expect(standingOn(kind, met === undefined ? undefined : { met })).toEqual({ says, done, right });
});

test('a prediction that is right and not the first says so; an older one says nothing of it', () => {
  const says = (first: string | undefined, met = true) =>
    standingOn('guess', { met, value: '4', ...(first !== undefined && { first }) }).says;
  expect(says('1')).toBe('predicted right on a later try');
  expect(says('4')).toBe('predicted right');
  expect(says(undefined)).toBe('predicted right');
  expect(says('1', false)).toBe('predicted, not right');
});

test('a setting of the solution says so', () => {
  expect(standingOn('figure', { met: true, shown: true }).says).toBe('reached with the setting of the solution');
});

describe('what the page said of an answer', () => {
  const says = 'You said 0.5, and the figure says \u22121.00.';
  const guess = { task: 'a.b', kind: 'guess', value: '0.5', met: false, says } as const;
  const text = { task: 'a.c', kind: 'words', value: 'Because.', met: false } as const;

  test('goes with it into the file and out again; of words it says that nobody has judged them', () => {
    const file = sheetText('Ada', [guess, text], 'https://example.org/');
    expect(JSON.parse(file)).toMatchObject({
      work: [{ says }, { met: false, says: 'written, needs grading' }],
    });
    expect(readSheet(file).work).toEqual([guess, text]);
  });

  test.each([
    ['very long', 'x'.repeat(401)],
    ['turned', 'a\u202eb'],
    ['of two lines', 'a\nb'],
    ['no text', 7],
  ])('is left out if it is %s', (_, says) => {
    const { says: _says, ...rest } = guess;
    expect(readSheet(JSON.stringify({ sheet: 1, work: [{ ...guess, says }] })).work).toEqual([rest]);
  });
});
