import { expect, test } from 'vitest';
import { withGuess } from '../../../src/class/work/drawn-guess.ts';
import { axis, chart, logAxis, map } from '../../../src/figure/index.ts';

const curve = chart({
  name: 'losses',
  title: '',
  x: logAxis('rate', [0.1, 10]),
  y: axis('loss', [0, 1]),
  series: [],
});
const valley = map({ name: 'valley', title: '', x: axis('place', [-3, 3]), y: axis('height', [0, 9]) });

test('a guess is a line across the panel that has its number as a coordinate, and the others stay the same', () => {
  const [first, second] = withGuess([curve, valley], { panel: 'valley', axis: 'x' }, -1);
  expect(first).toBe(curve);
  expect(second).toMatchObject({
    lines: [{ label: 'your guess', role: 'run', x: Float64Array.of(-1, -1), y: Float64Array.of(0, 9) }],
  });
  const [chosen] = withGuess([curve], { panel: 'losses', axis: 'x' }, 2);
  expect(chosen).toMatchObject({ references: [{ axis: 'x', at: 2, label: 'your guess' }] });
});

test('a guess beyond the axis is not drawn', () => {
  expect(withGuess([curve], { panel: 'losses', axis: 'x' }, -1)).toEqual([curve]);
  expect(withGuess([valley], { panel: 'valley', axis: 'y' }, 10)).toEqual([valley]);
});
