import { expect, test } from 'vitest';
import { placed } from '../../../src/widgets/controls/Rail.tsx';

const ends = (...places: number[]) => places.map((place) => placed(place, places).end);

test('a label stands in the middle of its mark, but for the ends of the rail', () => {
  expect(ends(0.1, 0.5, 0.9)).toEqual(['left', undefined, 'right']);
});

test('labels of marks that are close turn away from each other', () => {
  expect(ends(0.5, 0.6)).toEqual(['right', 'left']);
  expect(ends(0.6, 0.5)).toEqual(['left', 'right']);
  expect(ends(0.3, 0.4, 0.7)).toEqual(['right', 'left', undefined]);
});
