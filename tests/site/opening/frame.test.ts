import { describe, expect, it } from 'vitest';
import { defaults } from '../../../src/engine/values.ts';
import fog from '../../../src/experiments/gradient-descent/fog/fog.ts';
import { LANDS } from '../../../src/experiments/gradient-descent/fog/terrain.ts';
import type { SurfacePanel } from '../../../src/figure/panels/panel.ts';
import { runExperiment } from '../../../src/figure/run.ts';
import { inWindow, layoutInWindow } from '../../../src/site/opening/drawing.ts';
import { type Frame, frameOf, fromWindow, toWindow, within } from '../../../src/site/opening/frame.ts';

const sheetOf = (values: object): SurfacePanel =>
  runExperiment(fog, { ...defaults(fog.parameters), ...values }).presentation.panels[0] as SurfacePanel;

/** Windows of the readers, px: a laptop, large screens, tablets, phones upright and on their side. */
const WINDOWS = [
  [1170, 680],
  [1800, 1040],
  [2500, 1000],
  [1000, 700],
  [690, 990],
  [900, 900],
  [308, 820],
  [308, 640],
  [250, 600],
  [760, 370],
] as const;

describe('frameOf', () => {
  const sheet = sheetOf({});

  it('keeps the middle nine tenths of the sheet in sight, in a window of any shape', () => {
    for (const [width, height] of WINDOWS) {
      const frame = frameOf(sheet, width, height);
      for (const at of [-1, 1].flatMap((x) => [-1, 1].map((y) => [0.9 * 4 * x, 0.9 * 2.1 * y] as const))) {
        const [px, py] = toWindow(frame, at);
        expect(px).toBeGreaterThanOrEqual(-0.01);
        expect(px).toBeLessThanOrEqual(width + 0.01);
        expect(py).toBeGreaterThanOrEqual(-0.01);
        expect(py).toBeLessThanOrEqual(height + 0.01);
      }
    }
  });

  it('finds in the window what it has put there, upright or turned', () => {
    for (const [width, height] of WINDOWS) {
      const frame = frameOf(sheet, width, height);
      const [x, y] = fromWindow(frame, toWindow(frame, [-2.3, 1.1]));
      expect(x).toBeCloseTo(-2.3, 9);
      expect(y).toBeCloseTo(1.1, 9);
    }
  });

  it('turns the sheet in a tall window, so that a walk to the right goes up, and mirrors nothing', () => {
    const frame = frameOf(sheet, 308, 540);
    const [start, right, up] = [[0, 0] as const, [1, 0] as const, [0, 1] as const].map((at) => toWindow(frame, at));
    expect(right![1]).toBeLessThan(start![1]);
    expect(up![0]).toBeLessThan(start![0]);
  });
});

describe('within', () => {
  it('leaves a place in reach where it is, and brings one beyond it to the circle, in the same direction', () => {
    expect(within(2, [1, 1], [2, 2])).toEqual([2, 2]);
    const [x, y] = within(2, [1, 1], [4, 5]);
    expect(Math.hypot(x - 1, y - 1)).toBeCloseTo(2, 12);
    expect((y - 1) / (x - 1)).toBeCloseTo(4 / 3, 12);
    expect(within(2, [1, 1], [1, 1])).toEqual([1, 1]);
  });
});

describe('a land that is offered', () => {
  const frames = (sheet: SurfacePanel): Frame[] => WINDOWS.map(([width, height]) => frameOf(sheet, width, height));

  it.each(LANDS)('%i has start, lowest place and the ends of all walks in the window', (terrain) => {
    const sheet = sheetOf({ terrain, lifted: true });
    for (const frame of frames(sheet))
      for (const { x, y } of sheet.points ?? []) {
        const [px, py] = toWindow(frame, [x, y]);
        expect(px).toBeGreaterThan(4);
        expect(px).toBeLessThan(frame.width - 4);
        expect(py).toBeGreaterThan(4);
        expect(py).toBeLessThan(frame.height - 4);
      }
  });

  it.each(LANDS)('%i has the names of all rules, on a laptop and a phone', (terrain) => {
    const sheet = sheetOf({ terrain, lifted: true });
    for (const [width, height] of [
      [1166, 562],
      [308, 540],
    ] as const) {
      const frame = frameOf(sheet, width, height);
      const placed = layoutInWindow(inWindow(sheet, frame), frame);
      for (const name of ['descent', 'momentum', 'Adam'])
        expect(placed.labels.map(({ text }) => text).join(' '), `names at ${width}`).toContain(name);
    }
  });

  it('is drawn turned as its walks are: the lowest place lies in the deepest tint', () => {
    const sheet = sheetOf({ terrain: LANDS[0]!, lifted: true });
    const frame = frameOf(sheet, 308, 540);
    const seen = inWindow(sheet, frame);
    const { land } = layoutInWindow(seen, frame);
    const [, left, top, across, down] = /translate\((\S+) (\S+)\) scale\((\S+) (\S+)\) matrix\(0 -1 1 0 0 1000\)$/
      .exec(land)!
      .map(Number);
    const lowest = sheet.points!.find(({ mark }) => mark === 'lowest')!;
    const { xDomain, yDomain } = sheet.bands!.window!;
    // In the square of the tints, and from there by hand through matrix, scale and shift.
    const u = (1000 * (lowest.x - xDomain[0])) / (xDomain[1] - xDomain[0]);
    const v = (1000 * (yDomain[1] - lowest.y)) / (yDomain[1] - yDomain[0]);
    const [px, py] = [left! + across! * v, top! + down! * (1000 - u)];
    const want = toWindow(frame, [lowest.x, lowest.y]);
    expect(px).toBeCloseTo(want[0], 0);
    expect(py).toBeCloseTo(want[1], 0);
  });
});
