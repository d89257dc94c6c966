import { expect, test } from 'vitest';
import { templateProblem } from './problem.ts';

test('templateProblem has the loss and the gradient worked by hand', () => {
  // At (3, -2): 9/2 + 2 16/4 = 12.5; the slopes are 3 and 2 (-8) = -16.
  const out = new Float64Array(2);
  expect(templateProblem.gradient(Float64Array.of(3, -2), out)).toBe(12.5);
  expect([...out]).toEqual([3, -16]);
});
