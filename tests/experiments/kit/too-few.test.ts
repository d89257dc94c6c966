import { expect, it } from 'vitest';
import { soFar } from '../../../src/experiments/kit/too-few.ts';

it('a verdict of some of the parts begins with a sentence that says how many, and one of all does not', () => {
  expect(soFar({ done: 3, of: 8 }, 'networks')).toBe('So far, {done} of {of} networks are done. ');
  expect(soFar({ done: 8, of: 8 }, 'networks')).toBe('');
});
