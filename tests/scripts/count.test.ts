import { describe, expect, test } from 'vitest';
import { counted, lastLines, one, sum } from '../../scripts/test/count.ts';

const count = sum([
  one('a', undefined),
  one('b', undefined),
  one('folds.test.ts', 'opens a fold'),
  one('c', undefined),
]);

describe('what a command of tests ends with', () => {
  test('is what failed, and how many passed', () => {
    expect(lastLines(count)).toBe('\nfailed: folds.test.ts: opens a fold\n3 passed, 1 failed');
  });

  test('is read again as it was, whatever stands before it', () => {
    expect(counted('unit', 1, `9 passed, 9 failed\nmore\n${lastLines(count)}\n`)).toEqual(count);
  });
});

describe('a step counts as failed', () => {
  test('where its tool fails, whether or not it counts', () => {
    expect(counted('lint', 1, 'a.ts\n× error: no such thing\n').failures).toEqual(['lint: × error: no such thing']);
    expect(counted('unit', 1, '3 passed, 0 failed').failures).toEqual(['unit: its runner ended with exit code 1']);
  });

  test('where it runs no test', () => {
    expect(counted('unit', 0, '0 passed, 0 failed').failures).toEqual(['unit: ran no test']);
  });
});

test('a tool that does not count is one check', () => {
  expect(counted('lint', 0, 'Checked 9 files.')).toEqual({ passed: 1, failed: 0, failures: [] });
});
