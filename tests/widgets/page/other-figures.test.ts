import { expect, test } from 'vitest';
import { keysOfOtherFigures } from '../../../src/widgets/page/address.ts';
import { linksToFigures } from '../../../src/widgets/page/other-figures.ts';

const query = new URLSearchParams(
  'sgd.alpha=0.1&sgd.alpha=0.2&sgd.seed=3&nowhere.x=1&__proto__.x=1&utm.source=a&gabor.alpha=1&v=1&.x=1&theme=dark&hide=seed&fbclid=a&utm_source=b&sgds=5',
);
const keys = keysOfOtherFigures(query, new Set(['gabor']));

test('keysOfOtherFigures(query, figures): each key of a figure that is not here, once, and no other dotted name', () => {
  expect(keys).toEqual(['sgd.alpha', 'sgd.seed', 'nowhere.x']);
});

test('linksToFigures: one link for the values of a figure on another page; keys of no figure are grouped', () => {
  const pages = { sgd: [{ path: 'noise/', title: 'Noise' }] };
  expect(linksToFigures(keys, query, pages, '/notes/')).toEqual([
    { keys: ['sgd.alpha', 'sgd.seed'], href: '/notes/noise/?sgd.alpha=0.2&sgd.seed=3#sgd', title: 'Noise' },
    { keys: ['nowhere.x'] },
  ]);
  expect(linksToFigures(['constructor.x'], query, pages, '/')).toEqual([{ keys: ['constructor.x'] }]);
});
