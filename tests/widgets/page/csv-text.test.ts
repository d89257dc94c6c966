import { expect, test } from 'vitest';
import { csvFile, csvText } from '../../../src/widgets/page/csv-text.ts';

test.each([
  ['=cmd|calc', `"'=cmd|calc"`],
  ['+1+1', `"'+1+1"`],
  ['@SUM(A1)', `"'@SUM(A1)"`],
  ['  =1', `"'  =1"`],
  ['-2+3', `"'-2+3"`],
  ['\t=1', `"'\t'=1"`],
  ['x;=1+1;', `"x;'=1+1;"`],
  ['x;"=1+1', `"x;'""=1+1"`],
  ['x, =1+1', `"x,' =1+1"`],
  ['x\n\uff1d1+1', `"x\n'\uff1d1+1"`],
  ['beta=0.9&alpha=-1', 'beta=0.9&alpha=-1'],
  ['1; 2, -3', '"1; 2,\' -3"'],
  ['-0.5', '-0.5'],
  ['-0,5', `"-0,5"`],
  [-0.5, '-0.5'],
  [Number.POSITIVE_INFINITY, 'Infinity'],
  [true, 'true'],
  [null, ''],
  [undefined, ''],
  ['Ada', 'Ada'],
  ['O"Neil, Ada', '"O""Neil, Ada"'],
  ['a\nb', '"a\nb"'],
])('%j stands as %j', (cell, stands) => {
  expect(csvText([[cell]])).toBe(`${stands}\n`);
});

test('csvText: a row is a line, and ends with one', () => {
  expect(
    csvText([
      ['rule', 'loss'],
      ['Adam', 0.5],
    ]),
  ).toBe('rule,loss\nAdam,0.5\n');
});

test('csvFile: a spreadsheet reads Greek letters, since the file begins with one byte order mark', async () => {
  const csv = csvText([['rate α = 0.1']]);
  const bytes = new Uint8Array(await csvFile(csv).arrayBuffer());
  expect([...bytes.subarray(0, 4)]).toEqual([0xef, 0xbb, 0xbf, 'r'.charCodeAt(0)]);
  // A UTF-8 decoder drops the mark, and returns the unchanged text.
  expect(new TextDecoder().decode(bytes)).toBe(csv);
});
