/** A page with data beyond the book's window may have values beyond it, too: the tests read it as the build does. */
import { expect, test } from 'vitest';
import { pointsText } from '../../src/engine/points.ts';
import { valuesOn } from './widgets.ts';

test('a start beyond the book’s', () => {
  const depths = Array.from({ length: 24 }, (_, k) => 0.5 + k / 2);
  const points = pointsText(depths.map((depth): [number, number] => [depth, 19 - depth]));
  expect(valuesOn('linear-regression', { points, phi0: 5, phi1: -0.5 }, 'page.mdx:7:1')).toMatchObject({ phi0: 5 });
  expect(() => valuesOn('linear-regression', { phi0: 5 }, 'page.mdx:7:1')).toThrow('page.mdx:7:1');
});
