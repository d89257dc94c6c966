import { expect, it } from 'vitest';
import { type FindTask, isBetter, nearlyMet } from '../../../src/class/work/task.ts';

const task: FindTask = {
  id: 'page.largest',
  figure: 'a',
  experiment: 'a',
  asks: 'setting',
  goal: [{ left: 'loss', sign: '<', right: { value: 1 } }],
};
const seen = (alpha: number, loss: number) => ({ values: { alpha }, numbers: { loss: { value: loss, digits: 3 } } });
const kept = { value: 'alpha=0.171&steps=80', found: { loss: 0.5 } };

it('lets the first setting stay where any will do', () => {
  expect(isBetter(task, kept, seen(0.2, 0.1))).toBe(false);
});

it('lets a larger or a smaller one take its place, of a parameter and of a number', () => {
  const largest = { ...task, best: { most: true, of: 'alpha' } };
  expect(isBetter(largest, kept, seen(0.176, 0.5))).toBe(true);
  expect(isBetter(largest, kept, seen(0.171, 0.1))).toBe(false);
  expect(isBetter(largest, kept, seen(0.1, 0.1))).toBe(false);
  const smallest = { ...task, best: { most: false, of: 'loss' } };
  expect(isBetter(smallest, kept, seen(0.1, 0.4))).toBe(true);
  expect(isBetter(smallest, kept, seen(0.1, 0.6))).toBe(false);
});

it('is no better than itself, though fewer digits of it are kept', () => {
  const smallest = { ...task, best: { most: false, of: 'loss' } };
  expect(isBetter(smallest, { value: 'alpha=0.1', found: { loss: 0.333333 } }, seen(0.1, 0.33333299))).toBe(false);
});

it('says which number can be better yet where nothing else is missing', () => {
  const goal = [...task.goal, { left: 'alpha', sign: '=', right: { value: 0.1 } }] as const;
  const smallest: FindTask = { ...task, goal, best: { most: false, of: 'loss' } };
  expect(nearlyMet(smallest, seen(0.1, 1.5))).toBe('1.500');
  expect(nearlyMet(smallest, seen(0.1, 0.5))).toBeUndefined();
  expect(nearlyMet(smallest, seen(0.2, 1.5))).toBeUndefined();
  expect(nearlyMet({ ...task, goal }, seen(0.1, 1.5))).toBeUndefined();
  expect(nearlyMet({ ...smallest, best: { most: true, of: 'alpha' } }, seen(0.2, 0.5))).toBe('0.2');
});
