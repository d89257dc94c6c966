import { expect, test } from 'vitest';
import { compare, readCsv } from '../browsers/reading.ts';

const csv = (loss: string, y: string): string =>
  `# http://localhost:1/?a=1\n# alpha = 0.1\n# found: loss = ${loss}\npanel,series,x,y,low,high\nRun,loss,0,${y},,\n`;

test('compare: tells the numbers of the verdict from the data, and takes the largest difference of each', () => {
  const one = readCsv(csv('2.5 (2 to 3)', '1000'), 'It fell.');
  const other = readCsv(csv('2.5 (2 to 3.003)', '1000.001'), 'It fell.');
  const apart = compare(one, other);
  expect(apart.found).toBeCloseTo(0.001, 12);
  expect(apart.data).toBeCloseTo(1e-6, 12);
  expect(apart).not.toHaveProperty('failure');
});

test('compare: another sentence, a text for a number and a missing row are more than rounding', () => {
  const one = readCsv(csv('2.5', '1'), 'It fell.');
  expect(compare(one, readCsv(csv('NaN', '1'), 'It fell.')).found).toBe(Number.POSITIVE_INFINITY);
  expect(compare(one, readCsv(csv('2.5', ''), 'It fell.')).data).toBe(Number.POSITIVE_INFINITY);
  expect(compare(one, readCsv(`${csv('2.5', '1')}Run,loss,1,1,,\n`, 'It fell.')).data).toBe(Number.POSITIVE_INFINITY);
  expect(compare(one, readCsv(csv('2.5', '1'), 'It rose.')).failure).toBe('"It rose." instead of "It fell."');
});

test('compare: the same file is the same, at another address', () => {
  const text = csv('NaN', '1');
  expect(compare(readCsv(text, ''), readCsv(text.replace(':1/', ':2/'), ''))).toEqual({ found: 0, data: 0 });
});
