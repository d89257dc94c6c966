import { expect, test } from 'vitest';
import { startOnMap, startRing } from '../../../src/experiments/kit/start-on-map.ts';

const start = startOnMap([1, 2], ['offset', 'frequency'], { xDomain: [-5, 5], yDomain: [0, 9] });

test('startRing() says what to do with the ring until somebody has done it', () => {
  expect(startRing(start, [1, 2])).toEqual({ x: 'phi0', y: 'phi1', at: [1, 2], label: 'click or tap to start' });
  for (const at of [
    [1, 3],
    [-1, 2],
  ] as const)
    expect(startRing(start, at)).toMatchObject({ at, label: 'start' });
});
