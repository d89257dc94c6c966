import { expect, it } from 'vitest';
import { guessWords } from '../../../src/widgets/figure/GuessLayer.tsx';

it.each([
  [undefined, 'your guess', 'your guess'],
  [0.031, 'your guess: off by 3\u00a0% of the width', 'your guess: off by 3\u00a0%'],
  [0.0042, 'your guess: off by 0.4\u00a0% of the width', 'your guess: off by 0.4\u00a0%'],
])('the words of a guess off by %j are whole and short', (off, whole, short) =>
  expect(guessWords(off)).toEqual([whole, short]),
);
