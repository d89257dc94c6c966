import { expect, test } from 'vitest';
import { placeText } from '../../../../src/engine/places.ts';
import { defaults } from '../../../../src/engine/values.ts';
import { lossOf } from '../../../../src/experiments/kit/losses.ts';
import draw from '../../../../src/experiments/your-turn/draw/draw.ts';

/** What the sheet of a line on the saddle shows, if no run of descent comes near it. */
function sheetWith(reasons: Parameters<typeof draw.present>[1]['reasons']) {
  const { x, y } = lossOf('saddle');
  const values = { ...defaults(draw.parameters), loss: 'saddle', path: placeText([0.2, 0.5]) + placeText([0.9, 0.5]) };
  const run = { family: 'descent', alpha: 0.1, steps: 1, distance: 0.3, x: [0, 1], y: [0, 0], free: false, text: '' };
  const results = {
    sheet: draw.measure.sheet({ loss: 'saddle', points: '', ground: '', x, y }),
    nearest: [{ tried: 1, run }],
    reasons,
  };
  const [panel] = draw.present(values as never, results as never).panels;
  if (panel?.kind !== 'surface') throw new Error('the first panel is the sheet');
  return panel;
}

test('the number of a climb to the end of a line is not under the ring that stands there', () => {
  const x = Float64Array.from({ length: 80 }, (_, i) => i / 50);
  const y = new Float64Array(80);
  const reason = { kind: 'climb', from: 0, to: 79, low: 0, high: 1 } as const;
  const [badge] = sheetWith([{ reason, x, y }]).points?.filter(({ mark }) => mark === 'badge') ?? [];
  expect(badge?.label).toBe('1');
  expect(badge?.x).toBeGreaterThan(0.5);
  expect(badge?.x).toBeLessThan(1.3);
});

test('a number stands clear of the end of a line that comes back to where it led', () => {
  // Out and back to the end of the line, at (0.9, 0.5) of the sheet.
  const [[left, right], [bottom, top]] = [lossOf('saddle').x, lossOf('saddle').y];
  const x = Float64Array.from({ length: 80 }, (_, i) => left + (right - left) * (0.9 + 0.001 * Math.abs(i - 40)));
  const y = Float64Array.from({ length: 80 }, (_, i) => bottom + (top - bottom) * (0.5 + 0.005 * Math.abs(i - 40)));
  const reason = { kind: 'rim', from: 0, to: 79 } as const;
  const [badge] = sheetWith([{ reason, x, y }]).points?.filter(({ mark }) => mark === 'badge') ?? [];
  const share = ((badge?.y ?? 0) - bottom) / (top - bottom);
  expect(Math.abs(share - 0.5)).toBeGreaterThan(0.04);
});

test('the line of the reader is as strong where it turns as elsewhere', () => {
  expect(sheetWith([]).paths?.find(({ name }) => name === 'your line')).toMatchObject({ hops: true });
});
