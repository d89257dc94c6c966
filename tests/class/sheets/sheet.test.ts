import { describe, expect, test } from 'vitest';
import { readSheet } from '../../../src/class/sheets/sheet.ts';
import { columnsOf, sheetsCsv } from '../../../src/class/sheets/table.ts';
import { fc } from '../../fast-check.ts';

describe('a file other than a sheet gets a sentence', () => {
  test.each([
    ['huge', 'x'.repeat(1_000_001), 'is too large for a sheet'],
    ['cut off', '{"sheet": 1, "work": [', 'is not a file saved by My sheet, or was cut off'],
    ['empty', '', 'is not a file saved by My sheet, or was cut off'],
    ['a packed folder', 'PK\u0003\u0004', 'is a ZIP archive: unpack it, and drop the folder'],
    ['an image', '\u0089PNG\r\n', 'is not a file saved by My sheet, or was cut off'],
    ['other JSON', '{"a": 1}', 'is not a sheet saved by My sheet on this site'],
    ['a list', '[1, 2]', 'is not a sheet saved by My sheet on this site'],
    ['null', 'null', 'is not a sheet saved by My sheet on this site'],
    ['a string', '"sheet"', 'is not a sheet saved by My sheet on this site'],
    ['work other than a list', '{"sheet": 1, "work": {}}', 'is not a sheet saved by My sheet on this site'],
    ['a later version', '{"sheet": 2, "work": []}', 'has sheet format 2; this page reads format 1'],
    ['very many answers', JSON.stringify({ sheet: 1, work: Array(401).fill(0) }), 'contains 401 answers'],
  ])('%s', (_, text, says) => {
    expect(() => readSheet(text)).toThrow(says);
  });

  test('a byte order mark is none of its faults, nor a missing name', () => {
    expect(readSheet('\ufeff{"sheet": 1, "work": []}')).toEqual({ name: '', version: '', work: [] });
  });

  test('a name is one line of at most 80 letters', () => {
    expect(readSheet(JSON.stringify({ sheet: 1, name: `A\nB\u200b${'x'.repeat(200)}`, work: [] })).name).toHaveLength(
      80,
    );
    expect(readSheet('{"sheet": 1, "name": {"a": 1}, "work": []}').name).toBe('');
  });
});

/** Fields as read by Python's csv module and spreadsheets: a quote counts only at the start of a field. */
function fieldsOf(csv: string, end: string): string[] {
  const fields: string[] = [];
  let field = '';
  let state: 'start' | 'plain' | 'quoted' | 'closed' = 'start';
  for (const sign of csv) {
    if (state === 'quoted') {
      if (sign === '"') state = 'closed';
      else field += sign;
    } else if (state === 'closed' && sign === '"') {
      field += sign;
      state = 'quoted';
    } else if (sign === end || sign === '\n' || sign === '\r') {
      fields.push(field);
      [field, state] = ['', 'start'];
    } else if (state === 'start' && sign === '"') state = 'quoted';
    else {
      field += sign;
      state = 'plain';
    }
  }
  return [...fields, field];
}

const bare = { key: '', content: '', file: '', name: '', sheet: { name: '', version: '', work: [] } };

describe('the table as CSV', () => {
  test('has no cell that begins as a formula, whatever a spreadsheet takes for the end of one', () => {
    const bits = [
      '=1+1',
      '+1',
      '-2+3',
      '@a',
      '\uff1d1',
      ',',
      ';',
      '\t',
      '\n',
      '\r',
      '"',
      "'",
      ' ',
      'x',
      '-0.5',
      '|',
      '%',
    ];
    const text = fc.array(fc.constantFrom(...bits), { maxLength: 8 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, text, text, fc.constantFrom(',', ';', '\t'), (name, file, value, end) => {
        const one = {
          task: 'a.1',
          label: '1',
          title: '',
          finding: 'read',
          says: '',
          kind: 'words',
          claimed: false,
        } as const;
        const csv = sheetsCsv([{ ...bare, file, name, judged: [{ ...one, value }] }]);
        for (const field of fieldsOf(csv, end))
          if (/^[\s"]*[=+\-@\uff1d\uff0b\uff0d\uff20]/.test(field)) expect(field).toMatch(/^-?\d+([.,]\d+)?$/);
      }),
      { numRuns: 2000 },
    );
  });

  test('has a row for each answer, and a head', () => {
    const judged = [
      {
        task: 'momentum.soft-spring',
        label: '6.3.2',
        title: 'Soft spring',
        finding: 'met' as const,
        says: '',
        value: 'beta=0.81',
        kind: 'figure' as const,
        claimed: true,
      },
    ];
    expect(sheetsCsv([{ ...bare, file: 'ada.json', name: '=Ada', judged }])).toBe(
      `name,file,exercise,task,verdict,remark,answer,first prediction\n"'=Ada",ada.json,6.3.2,momentum.soft-spring,solved,,beta=0.81,\n`,
    );
  });

  test('has its columns in the order of the exercises', () => {
    const judged = ['6.10.1', '6.2.10', '6.2.9', 'T.1'].map((label) => ({
      task: label,
      label,
      title: '',
      finding: 'met' as const,
      says: '',
      value: '',
      kind: 'words' as const,
      claimed: false,
    }));
    expect(columnsOf([{ ...bare, judged }]).map(({ label }) => label)).toEqual(['6.2.9', '6.2.10', '6.10.1', 'T.1']);
  });
});
