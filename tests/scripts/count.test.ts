import { describe, expect, test } from 'vitest';
import { root } from '../../scripts/command.ts';
import { counted, inOneLine, lastLines, one, sum } from '../../scripts/test/count.ts';

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

describe('a failed test in one line', () => {
  const at = (file: string): string => `    at ${root}${file}`;

  test('is what its error says first, and the lines of ours that led there', () => {
    const error = {
      message:
        '\u001b[31mexpect(locator).toHaveText(expected) failed\u001b[39m\n\nExpected: "1"\nReceived: "2"\n\nCall log:\n  - waiting',
      stack: [
        'Error: expect',
        at('node_modules/playwright/lib/matchers.js:1:2'),
        at('tests/browser/site.ts:30:7'),
        `    at test (${root}tests/browser/page.browser.ts:12:3)`,
      ].join('\n'),
    };
    expect(inOneLine([error])).toBe(
      'expect(locator).toHaveText(expected) failed Expected: "1" Received: "2" (tests/browser/site.ts:30, from tests/browser/page.browser.ts:12)',
    );
  });

  test('of one that ran out of time names the place where it stood, which another error knows', () => {
    const late = { message: 'Test timeout of 90000ms exceeded.' };
    const closed = { message: 'page.click: closed', stack: `Error: closed\n${at('tests/browser/a.browser.ts:5:1')}` };
    expect(inOneLine([late, closed])).toBe('Test timeout of 90000ms exceeded. (tests/browser/a.browser.ts:5)');
    expect(inOneLine([])).toBe('failed');
  });
});
