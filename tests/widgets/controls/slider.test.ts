import { expect, test } from 'vitest';
import { placed } from '../../../src/widgets/controls/Slider.tsx';

const ends = (...places: number[]) => places.map((place) => placed(place, places).end);

test('a label stands in the middle of its mark, but for the ends of the slider', () => {
  expect(ends(0.1, 0.5, 0.9)).toEqual(['left', undefined, 'right']);
});

test('labels of marks that are close turn away from each other', () => {
  expect(ends(0.5, 0.6)).toEqual(['right', 'left']);
  expect(ends(0.6, 0.5)).toEqual(['left', 'right']);
  expect(ends(0.3, 0.4, 0.7)).toEqual(['right', 'left', undefined]);
});

test('a long label turns inwards before it stands out over an end of the slider', () => {
  expect(placed(0.84, [0.84], 'Nesterov, 3.64/λ').end).toBe('right');
  expect(placed(0.16, [0.16], 'Nesterov, 3.64/λ').end).toBe('left');
  expect(placed(0.84, [0.84], 'limit').end).toBeUndefined();
});
