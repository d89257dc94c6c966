import { expect, it } from 'vitest';
import { matching } from '../../src/site/components/lesson/terms-filter.ts';

const texts = ['learning rate how long a step is', 'batch the examples of one step', 'valley steep across'];

it('leaves the terms that have every word typed, in any order and in large or small letters', () => {
  expect(matching(texts, 'step')).toEqual([true, true, false]);
  expect(matching(texts, ' STEP  rate ')).toEqual([true, false, false]);
  expect(matching(texts, '')).toEqual([true, true, true]);
  expect(matching(texts, 'curvature')).toEqual([false, false, false]);
});
