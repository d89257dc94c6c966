import { expect, test } from 'vitest';
import { belongings, strangers } from '../../../src/widgets/page/strangers.ts';

const query = new URLSearchParams(
  'sgd.alpha=0.1&sgd.alpha=0.2&sgd.seed=3&nowhere.x=1&__proto__.x=1&utm.source=a&gabor.alpha=1&v=1&.x=1',
);
const keys = strangers(query, new Set(['gabor']));

test('strangers(query, figures): names of figures that are not here, each once, and nothing of other people', () => {
  expect(keys).toEqual(['sgd.alpha', 'sgd.seed', 'nowhere.x']);
});

test('belongings: one link for the values of a figure on another page; the rest is told as it is', () => {
  const places = { sgd: [{ path: 'noise/', title: 'Noise' }] };
  expect(belongings(keys, query, places, '/notes/')).toEqual([
    { keys: ['sgd.alpha', 'sgd.seed'], href: '/notes/noise/?sgd.alpha=0.2&sgd.seed=3#sgd', title: 'Noise' },
    { keys: ['nowhere.x'] },
  ]);
  expect(belongings(['constructor.x'], query, places, '/')).toEqual([{ keys: ['constructor.x'] }]);
});
