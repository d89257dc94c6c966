import { describe, expect, it, test } from 'vitest';
import { type PointLimits, pointsIn, pointsText, rounded } from '../../../src/engine/points.ts';
import { LONGEST, readPasted, refusals } from '../../../src/figure/points/pasted.ts';
import { fc } from '../../fast-check.ts';

const limits: PointLimits = { fewest: 2, most: 60, x: [-1e6, 1e6], y: [-1e6, 1e6] };
const read = (text: string, of = limits) => readPasted(text, of);
/** Line numbers with the beginning of the message on each. */
const refusedIn = (text: string, of = limits) => read(text, of).refused.map(({ line, why }) => [line, why] as const);

const TWO = [
  [0.03, 0.67],
  [0.19, 0.85],
];

test.each([
  ['commas', '0.03,0.67\n0.19,0.85'],
  ['commas and spaces', '0.03, 0.67\n0.19, 0.85\n'],
  ['tabs', '0.03\t0.67\n0.19\t0.85'],
  ['semicolons', '0.03;0.67\n0.19;0.85'],
  ['spaces', '  0.03   0.67\n0.19 0.85  '],
  ['semicolons and decimal commas', '0,03;0,67\n0,19;0,85'],
  ['tabs and decimal commas', '0,03\t0,67\n0,19\t0,85'],
  ['spaces and decimal commas', '0,03 0,67\n0,19 0,85'],
  ['quotes', '"0.03","0.67"\n"0.19","0.85"'],
  ['quotes around decimal commas', '"0,03","0,67"\n"0,19","0,85"'],
  ['a byte order mark', '\ufeff0.03,0.67\n0.19,0.85'],
  ['a byte order mark and a heading', '\ufeffx,y\r\n0.03,0.67\r\n0.19,0.85\r\n'],
  ['line ends of Windows', '0.03,0.67\r\n0.19,0.85\r\n'],
  ['line ends of old Macs', '0.03,0.67\r0.19,0.85'],
  ['a heading', 'input;target\n0.03;0.67\n0.19;0.85'],
  ['a heading that names the columns', 'id,y,x\n1,0.67,0.03\n2,0.85,0.19'],
  ['comments and empty lines', '# made by hand\n\n0.03,0.67\n\n0.19,0.85\n\n'],
  ['a sign at the end of each line', '0.03,0.67,\n0.19,0.85,'],
  ['letters as wide as a Chinese one', '０.０３，０.６７\n0.19,0.85'],
])('points parted by %s are read, every one', (_, text) => {
  expect(read(text)).toEqual({ points: TWO, refused: [], wrong: undefined, counted: false });
});

test('a typeset minus, a plus and powers of ten are read', () => {
  expect(read('−1.5, +2e-3\n–.5, 1E2').points).toEqual([
    [-1.5, 0.002],
    [-0.5, 100],
  ]);
});

test('a column of numbers is y, and its lines are counted', () => {
  expect(read('height\n1.5\n2\n4')).toMatchObject({
    points: [
      [1, 1.5],
      [2, 2],
      [3, 4],
    ],
    refused: [],
    counted: true,
  });
  expect(read('1.5\nword\n4')).toMatchObject({
    points: [
      [1, 1.5],
      [2, 4],
    ],
    refused: [{ line: 2 }],
  });
});

describe('an invalid point is refused by the number of its line, and the others stay:', () => {
  const around = (line: string): string => `0.03,0.67\n${line}\n0.19,0.85`;
  test.each([
    ['a formula', '=1+1,2', /formula/],
    ['a formula in the second cell', '1,=cmd|calc', /formula/],
    ['a formula that begins with @', '@SUM(A1),2', /formula/],
    ['a formula that begins with a sign', '+A1,2', /formula/],
    ['NaN', 'NaN,1', /not a number/],
    ['Infinity', 'Infinity,1', /not a number/],
    ['a power beyond all numbers', '1e999,1', /not a number/],
    ['a number beyond the range', '1,2000000', /y that is not between −1000000 and 1000000/],
    ['a number that is almost 0', '1e-12,1', /x that is too small/],
    ['one number', '7', /one cell/],
    ['half a pair', '7,', /one cell/],
    ['a missing x', ',7', /one cell/],
    ['three numbers', '1,2,3', /3 cells/],
    ['decimal commas between commas', '0,03,0,67', /4 cells/],
    ['a word', 'word', /one cell/],
    ['words', 'a few words', /3 cells/],
    ['a quotation mark that is not closed', '"1,2', /one cell/],
    ['markup', '<b>1</b>,2', /not a number/],
    ['a hexadecimal number', '0x10,2', /not a number/],
    ['thousands in groups', '1 000;2', /not a number/],
  ])('%s', (_, line, why) => {
    const { points, refused, wrong } = read(around(line));
    expect(points).toEqual(TWO);
    expect(wrong).toBeUndefined();
    expect(refused).toHaveLength(1);
    expect(refused[0]).toMatchObject({ line: 2, text: line });
    expect(refused[0]?.why).toMatch(why);
  });

  it('with the line as it is counted in the file: after a heading, comments and empty lines', () => {
    expect(refusedIn('x,y\n# no\n\n1,2\r\noops\r\n3,4')).toEqual([[5, 'has one cell instead of two numbers']]);
  });

  it('a formula in the first line is not a heading', () => {
    expect(refusedIn('=A1,=B1\n1,2\n3,4')).toEqual([[1, 'contains a formula; only numbers are read']]);
  });

  it('points beyond the axes of a figure', () => {
    expect(refusedIn('1,2\n16,0\n3,-3\n4,1', { ...limits, x: [-15, 15], y: [-2, 2] })).toEqual([
      [2, 'has an x that is not between −15 and 15'],
      [3, 'has a y that is not between −2 and 2'],
    ]);
  });
});

test('too many points: the first sixty stay, and all others are named', () => {
  const { points, refused } = read(Array.from({ length: 200 }, (_, i) => `${i},${i % 7}`).join('\n'));
  expect(points).toHaveLength(60);
  expect(refused.map(({ line }) => line)).toEqual(Array.from({ length: 140 }, (_, i) => 61 + i));
  expect(refusals(refused).at(-1)).toBe('132 more lines were refused: 69 to 200.');
});

test('a hundred thousand characters: every line is a point or refused, none is lost', () => {
  const junk = ['=1+1', 'NaN,NaN', '1;2', '3,4', '"', '1\t2', '', 'x'.repeat(300), '5 6', '# seven', '0,5 0,25'];
  const lines: string[] = [];
  for (let length = 0, i = 0; length < 100_000; i++) {
    const line = junk[i % junk.length]!;
    lines.push(line);
    length += line.length + 1;
  }
  const { points, refused } = read(lines.join('\n'));
  const blank = lines.filter((line) => line === '' || line.startsWith('#')).length;
  expect(points.length + refused.length + blank).toBe(lines.length);
  expect(points).toHaveLength(60);
  for (const { line, text, why } of refused) {
    expect(lines[line - 1]!.startsWith(text.replace('…', ''))).toBe(true);
    expect(why).toMatch(/^(has|contains|is) /);
  }
  expect(refusals(refused).join(' ').length).toBeLessThan(20_000);
});

test('a text without end is not looked at, and says so', () => {
  const { points, refused } = read('1,2\n'.repeat(LONGEST));
  expect(points).toEqual([]);
  expect(refused).toMatchObject([{ line: 1, why: expect.stringContaining(`the limit is ${LONGEST}`) }]);
});

test.each([
  ['nothing', '', 'are too few: at least 2, and here are none'],
  ['blank lines', ' \n\r\n\t', 'are too few: at least 2, and here are none'],
  ['a heading alone', 'x,y', 'are too few: at least 2, and here are none'],
  ['one point', '1,2', 'are too few: at least 2, and here is one'],
  ['points above each other', '1,2\n1,3\n1,4', 'all have the same x'],
  ['points nearly above each other', '100000,2\n100001,3', 'have nearly the same x'],
])('%s will not do, and it is said why', (_, text, wrong) => expect(read(text).wrong).toBe(wrong));

test('any text at all gives points that the limits allow, and refuses by line', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'0123456789.,;\t\n\r -+e"=#x\ufeff\u2212') }), (text) => {
      const { points, refused } = read(text);
      const count = text.split(/\r\n|[\n\r]/).length;
      for (const { line } of refused) expect(line >= 1 && line <= count).toBe(true);
      for (const point of points) expect(point.every((value) => Math.abs(value) <= 1e6)).toBe(true);
    }),
  );
});

describe('points as the text of a link', () => {
  const anyNumber = fc.oneof(
    fc.double({ min: -1e6, max: 1e6, noNaN: true }).map(rounded),
    fc.integer({ min: -1000, max: 1000 }).map((value) => value / 100),
  );
  it('comes back exactly, in signs that an address need not encode', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(anyNumber, anyNumber), { minLength: 1, maxLength: 60 }), (points) => {
        const text = pointsText(points);
        expect(pointsIn(text)).toEqual(points);
        expect(String(new URLSearchParams({ points: text })).replace('points=', '')).toBe(text.replaceAll('+', '%2B'));
      }),
    );
  });
  it('is written out for twelve points and short for more', () => {
    const points = Array.from({ length: 30 }, (_, i): [number, number] => [(i - 15) / 2, Math.sin(i) > 0 ? 0.25 : -1]);
    expect(pointsText(points.slice(0, 2))).toBe('-7.5_-1_-7_0.25');
    expect(pointsText(points.slice(0, 12)).split('_')).toHaveLength(24);
    expect(pointsText(points)).toMatch(/^p[\w-]+$/);
    expect(pointsText(points).length).toBeLessThan(points.flat().join('_').length * 0.8);
  });
  it('that has lost a part is none', () => {
    const text = pointsText(Array.from({ length: 20 }, (_, i): [number, number] => [i / 7, -i / 3]));
    for (let length = 0; length < text.length; length++) expect(pointsIn(text.slice(0, length))).toBeUndefined();
    for (const broken of ['', '1', '1_2_3', '1_2_', '1__2', 'a_b', '1_NaN', 'p', 'pA', 'p****', '1_2%'])
      expect(pointsIn(broken)).toBeUndefined();
  });
});
