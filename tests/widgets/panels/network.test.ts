import { renderToString } from 'preact-render-to-string';
import { describe, expect, test } from 'vitest';
import { ring } from '../../../src/figure/index.ts';
import type { NetworkPanel } from '../../../src/figure/panels/panel.ts';
import { network as sample } from '../../../src/figure/panels/sample-panels.ts';
import '../../../src/widgets/panels/bring-all.ts';
import { overlap } from '../../../src/widgets/panels/box.ts';
import { rows } from '../../../src/widgets/panels/data.ts';
import { draw, handles, layout, pickedAt, planes } from '../../../src/widgets/panels/index.ts';
import { lineWidth, type NetworkLayout } from '../../../src/widgets/panels/network.ts';

const answers = new Float64Array(9);
const networkOf = (hidden: readonly number[]): NetworkPanel => {
  const widths = [2, ...hidden, 1];
  return {
    ...sample,
    units: widths.map((count) => Array.from({ length: count }, (_, k) => ({ name: `unit ${k}`, answers }))),
    weights: widths.slice(1).map((count, l) => new Float64Array(count * (widths[l] ?? 0)).fill(1)),
  };
};

describe.each([[[4, 3]], [[8, 8]], [[1]]])('the diagram of %j units', (hidden) => {
  test.each([
    [350, 0],
    [510, 0],
    [728, 1300],
    [916, 0],
    [1216, 516],
    [1808, 852],
  ])('keeps its units apart, inside %d px and off the field, and has a line for each weight', (width, high) => {
    const panel = networkOf(hidden);
    const { units, edges, side, height, fields } = layout(panel, width, high) as NetworkLayout;
    const widths = [2, ...hidden, 1];
    const isBeside = fields[0]!.x > width / 3;
    expect(units).toHaveLength(widths.reduce((a, b) => a + b) - (isBeside ? 1 : 0));
    expect(edges).toHaveLength(widths.slice(1).reduce((sum, count, l) => sum + count * (widths[l] ?? 0), 0));
    expect(side).toBeGreaterThanOrEqual(30);
    const [field] = fields;
    for (const { x, y } of units) {
      expect(x).toBeGreaterThanOrEqual(0);
      expect(x + side).toBeLessThanOrEqual(width);
      expect(y).toBeGreaterThanOrEqual(14);
      expect(y + side).toBeLessThanOrEqual(height);
      expect(x + side < field!.x || y > field!.y + field!.height, 'the field is beside the units, or above them').toBe(
        true,
      );
    }
    for (const a of units)
      for (const b of units) if (a !== b) expect(Math.abs(a.x - b.x) >= side || Math.abs(a.y - b.y) >= side).toBe(true);
    expect(field!.x + field!.width).toBeLessThanOrEqual(width);
    expect(field!.y + field!.height).toBeLessThanOrEqual(height);
  });
});

test.each([
  [350, 0],
  [1216, 516],
  [1808, 852],
])('three networks are side by side without touching, with room for their losses: %d px', (width, high) => {
  const three = { ...networkOf([4]), fields: [1, 2, 3].map((k) => ({ ...sample.fields[0]!, name: `rule ${k}` })) };
  const { fields, losses, units, height } = layout(three, width, high) as NetworkLayout;
  expect(units).toEqual([]);
  const boxes = [...fields, losses!];
  for (const box of boxes) {
    expect(box.height).toBeGreaterThan(70);
    expect(box.x + box.width).toBeLessThanOrEqual(width);
    expect(box.y + box.height).toBeLessThanOrEqual(height);
  }
  for (const [k, a] of boxes.entries()) for (const b of boxes.slice(k + 1)) expect(overlap(a, b)).toBe(false);
});

test('a larger weight has a wider line, and none hides the others', () => {
  const widths = [0, 0.5, 1, 2, 5, 100].map((weight) => lineWidth(weight));
  expect(widths).toEqual(widths.toSorted((a, b) => a - b));
  expect(widths.at(-1)).toBeLessThanOrEqual(6);
  expect(lineWidth(-3)).toBe(lineWidth(3));
  expect(lineWidth(3)).toBeLessThan(lineWidth(3, true));
});

test('the ring stands in the middle of the unit that is picked', () => {
  const placed = layout(sample, 700, 0) as NetworkLayout;
  const [{ handle, coordinates } = { handle: undefined, coordinates: undefined }] = handles(sample, placed);
  const box = placed.units.find(({ layer, unit }) => layer === 1 && unit === 1)!;
  const middle = [box.x + placed.side / 2, box.y + placed.side / 2];
  expect(coordinates?.toPixels(...(handle?.at ?? [0, 0]))).toEqual(middle);
  expect(handle?.picks?.places).toHaveLength(3);
});

test('a pointer on the square of a unit picks it, and one between them picks none', () => {
  const placed = layout(sample, 700, 0) as NetworkLayout;
  const sheets = planes(sample, placed);
  const { x, y } = placed.units.find(({ layer, unit }) => layer === 1 && unit === 1)!;
  const at = (dx: number, dy: number) => pickedAt(sheets, x + dx, y + dy);
  const { side } = placed;
  const [name, unit] = [
    sample.picks.name,
    sample.picks.units.findIndex((one) => one.layer === 1 && one.unit === 1) + 1,
  ];
  expect([at(1, 1), at(side - 1, side - 1)]).toEqual([{ [name]: unit }, { [name]: unit }]);
  expect([at(-3, 1), at(1, side + 3)]).toEqual([undefined, undefined]);
});

test('a ring that adds a point is none of the points that are drawn, and is there for the keys', () => {
  const adds = { ...sample, plane: { ...sample.plane, handle: ring({ adds: 'dots' }, [0, 0], 'the newest point') } };
  const placed = layout(adds, 700, 0) as NetworkLayout;
  const drawn = renderToString(draw(adds, placed, 'u'));
  expect(drawn).not.toContain('class="ring"');
  expect(drawn).not.toContain('the newest point');
  expect(handles(adds, placed).map(({ handle }) => handle.adds)).toContain('dots');
});

test('its data are its weights, from which unit and to which', () => {
  expect(rows(sample).slice(1, 3)).toMatchObject([
    { series: 'to unit 2', x: 'from first input', y: -2 },
    { series: 'to unit 1', x: 'from second input', y: 0.5 },
  ]);
});
