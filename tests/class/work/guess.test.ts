import { expect, it } from 'vitest';
import { firstSays, sentenceOf } from '../../../src/class/work/GuessView.tsx';
import type { GuessTask } from '../../../src/class/work/task.ts';

const task: GuessTask = {
  id: 'page.trials',
  figure: 'random-or-grid',
  experiment: 'random-or-grid',
  asks: 'number',
  number: 'trials',
  within: 0,
  at: '',
};
const numbers = { trials: { value: 29, digits: 0, low: 28, high: 30 } };

it('says how near a number was, and which way', () => {
  expect(sentenceOf(task, '29', true, numbers)).toBe('You said 29; the figure shows 29.');
  expect(sentenceOf(task, '40', false, numbers)).toContain('You were 11 too high');
  expect(sentenceOf(task, '-0.5', false, numbers)).toContain('You said −0.5;');
  expect(sentenceOf(task, '10', false, numbers)).toContain('You were 19 too low');
});

it('has nothing to compare where the figure has no such number', () => {
  expect(sentenceOf(task, '29', false, {})).toBe('You said 29; the figure shows no such number.');
});

it('says of a value on which side it misses', () => {
  const { number: _, within: _within, ...rest } = task;
  const goal = [
    { left: 'error', sign: '>', right: { value: 0.28 } },
    { left: 'error', sign: '<', right: { value: 0.34 } },
  ] as const;
  const value: GuessTask = { ...rest, asks: 'value', parameter: 'batchSize', goal };
  const error = (is: number) => ({ error: { value: is, digits: 2 } });
  expect(sentenceOf(value, '100', false, error(0.27))).toBe('With 100 the figure shows 0.27, which is too small. Why?');
  expect(sentenceOf(value, '9', false, error(0.9))).toContain('too large');
  expect(sentenceOf(value, '80', true, error(0.3))).toBe('You said “80”: correct.');
});

it('tells a first prediction from a later one', () => {
  const work = { value: '29', first: '-5' };
  expect(firstSays(task, work, false)).toBe('Your first prediction was \u22125.');
  expect(firstSays(task, work, true)).toBe('Your first prediction, \u22125, stays on your sheet.');
  expect(firstSays(task, { value: '29', first: '29' }, false)).toBe('');
  // Stored by an older version: the earliest known.
  expect(firstSays(task, { value: '29' }, true)).toBe('Your first prediction, 29, stays on your sheet.');
});
