import { expect, test } from 'vitest';
import { inWords, opening } from '../../../src/experiments/kit/in-words.ts';

test('inWords(12) is a word, inWords(13) is digits', () => {
  expect([0, 1, 7, 12, 13].map(inWords)).toEqual(['no', 'one', 'seven', 'twelve', '13']);
});

test('opening("twelve") has a capital, and digits stay as they are', () => {
  expect([opening('twelve'), opening('13'), opening('')]).toEqual(['Twelve', '13', '']);
});
