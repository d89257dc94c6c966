import { expect, test } from 'vitest';
import { edgesSay, FIRST_EDGES } from '../../../src/experiments/kit/own-map.ts';

test.each([
  ['as they were', {}, ''],
  ['the right way round', { left: -1, right: 9 }, ''],
  [
    'from right to left',
    { left: 9, right: 5 },
    'The left edge is larger than the right one, so they have changed places.',
  ],
  [
    'the same',
    { bottom: -5, top: -5 },
    'The lower and the upper edge are the same, so the map shows one more above and below.',
  ],
])('edges that are %s', (_, edges, says) => {
  expect(edgesSay({ ...FIRST_EDGES, ...edges, loss: 'own' })).toBe(says);
  // The map of a loss of ours has its own edges.
  expect(edgesSay({ ...FIRST_EDGES, ...edges, loss: 'basins' })).toBe('');
});
