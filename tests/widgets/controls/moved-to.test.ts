import { describe, expect, test } from 'vitest';
import { integer, number } from '../../../src/engine/schema.ts';
import { movedTo } from '../../../src/widgets/controls/DragHandle.tsx';
import type { Coordinates } from '../../../src/widgets/panels/index.ts';

const coordinate = number({ label: 'ϕ', help: 'A place.', default: 0, min: -2, max: 2, step: 0.01 });
const start = integer({ label: 'Start', help: 'Which.', default: 1, min: 1, max: 3 });
const schema = { phi0: coordinate, phi1: coordinate, start };
/** A map of 400 x 400 px, from -2 to 2 across and from 0 to 1 upwards. */
const sheet: Coordinates = {
  box: { x: 0, y: 0, width: 400, height: 400 },
  toPixels: (x, y) => [100 * (x + 2), 400 * (1 - y)],
  toData: (px, py) => [px / 100 - 2, 1 - py / 400],
};

describe('a click on a map', () => {
  test('moves a ring that drags two parameters to where it was made, within what the schema allows', () => {
    const ring = { x: 'phi0', y: 'phi1', at: [0, 0], label: 'start' } as const;
    expect(movedTo({ schema, spec: { hide: [] } }, ring, sheet, [300, 100])).toEqual({ phi0: 1, phi1: 0.75 });
    expect(movedTo({ schema, spec: { hide: [] } }, ring, sheet, [900, 100])).toEqual({ phi0: 2, phi1: 0.75 });
    expect(movedTo({ schema, spec: { hide: ['phi0'] } }, ring, sheet, [300, 100])).toEqual({ phi1: 0.75 });
  });

  test('means the same place in the second of two squares', () => {
    const ring = { x: 'phi0', y: 'phi1', at: [0, 0], label: 'drag', repeats: 1.25 } as const;
    expect(movedTo({ schema, spec: { hide: [] } }, ring, sheet, [375, 100])).toEqual({ phi0: 0.5, phi1: 0.75 });
  });

  test('takes a ring that picks to the place that looks nearest, however long the axes are', () => {
    const places = [
      [-2, 0.5],
      [0, 0],
      [0, 0.9],
    ] as const;
    const ring = { picks: { name: 'start', places }, at: places[0], label: 'start' };
    const at = (px: number, py: number) => movedTo({ schema, spec: { hide: [] } }, ring, sheet, [px, py]);
    expect([at(10, 210), at(210, 390), at(190, 50)]).toEqual([1, 2, 3].map((n) => ({ start: n })));
    // In units of the axes the third is nearest to (-0.8, 0.5), on the screen the first.
    expect(at(120, 200)).toEqual({ start: 1 });
    expect(movedTo({ schema, spec: { hide: ['start'] } }, ring, sheet, [10, 210])).toEqual({});
  });
});
