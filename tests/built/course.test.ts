/** A course of one page: a lecturer leaves out all the others. */
import { it } from 'vitest';
import { buildWithout } from './copy-to-build.ts';

it('a course of 6.4 only is built, and nothing leads to the other pages', { timeout: 600_000 }, () =>
  buildWithout([
    'gradient-descent',
    'stochastic-gradient-descent',
    'momentum',
    'hyperparameters',
    'takeaway',
    'on-one-screen',
    'since-the-book',
  ]),
);
