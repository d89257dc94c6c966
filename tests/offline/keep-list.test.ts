import { expect, test } from 'vitest';
import {
  bytesOf,
  EVERYTHING,
  type KeepList,
  keyOf,
  neededFiles,
  pathBelow,
  sharedFiles,
} from '../../src/offline/keep-list.ts';

const list: KeepList = {
  build: 'b',
  files: [
    ['', '0', 1],
    ['offline/', '1', 2],
    ['one/', '2', 4],
    ['two/', '3', 8],
    ['script.js', '4', 16],
    ['embed/', '5', 32],
  ],
  pages: { 'one/': [2, 4], 'two/': [3, 4] },
  shell: [0, 1],
};
const paths = (kept: string[]): string[] => neededFiles(list, kept).map(([path]) => path);

test('a kept page brings what it needs and the shell; without one nothing is needed', () => {
  expect(paths(['one/'])).toEqual(['', 'offline/', 'one/', 'script.js']);
  expect(paths([])).toEqual([]);
  expect(paths([EVERYTHING])).toEqual(list.files.map(([path]) => path));
});

test('a page that a newer build no longer has is passed over', () => {
  expect(paths(['gone/', 'two/'])).toEqual(['', 'offline/', 'two/', 'script.js']);
});

test('what all pages need is counted once', () => {
  expect(sharedFiles(list)).toEqual([['script.js', '4', 16]]);
  expect(bytesOf(neededFiles(list, ['one/', 'two/']))).toBe(31);
});

test('two builds of one file lie by two keys', () => {
  expect(keyOf('/notes/', ['one/', '2', 4])).toBe('/notes/one/?kept=2');
  expect(keyOf('/', ['one/', '3', 4])).toBe('/one/?kept=3');
});

test.each([
  ['/notes/', '/notes/one/', 'one/'],
  ['/notes/', '/notes/one/index.html', 'one/'],
  ['/notes/', '/notes/index.html', ''],
  ['/notes/', '/notes/sandbox/python.html', 'sandbox/python.html'],
  ['/notes/', '/other/one/', undefined],
  ['/', '/one/', 'one/'],
])('pathBelow(%j, %j)', (base, path, below) => {
  expect(pathBelow(base, path)).toBe(below);
});
