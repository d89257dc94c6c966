import { expect, test } from 'vitest';
import { axis, chart, type PointMark, point } from '../../../src/figure/index.ts';
import { unmeasured } from '../../../src/figure/unanswered.ts';
import { checkPresentation } from '../../experiments/presentable.ts';
import { soundPanel } from './sound.ts';

test('a point whose mark and name are exchanged is refused, by its name', () => {
  const mistaken = point('end of Lion' as PointMark, 'end', 0, 0);
  const panel = chart({
    name: 'a',
    title: 'b',
    x: axis('x', [0, 1]),
    y: axis('y', [0, 1]),
    series: [],
    points: [mistaken],
  });
  expect(() => soundPanel(panel)).toThrow('the mark of "end"');
});

test('a presentation without a picture says which results there were', () => {
  expect(() => checkPresentation(unmeasured, {}, 'the results of run')).toThrow(
    'panels once the results of run are there',
  );
});
