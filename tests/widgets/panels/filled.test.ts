import { describe, expect, it } from 'vitest';
import { defaults } from '../../../src/engine/values.ts';
import fog from '../../../src/experiments/gradient-descent/fog/fog.ts';
import { LANDS } from '../../../src/experiments/gradient-descent/fog/terrain.ts';
import type { SurfacePanel } from '../../../src/figure/panels/panel.ts';
import { runExperiment } from '../../../src/figure/run.ts';
import { placeFrom } from '../../../src/widgets/controls/StepHandle.tsx';
import { filled, heightInSight } from '../../../src/widgets/panels/filled.ts';
import { coordinatesOf } from '../../../src/widgets/panels/geometry.ts';
import { layoutSurface } from '../../../src/widgets/panels/surface-layout.ts';

const mapOf = (values: object): SurfacePanel =>
  runExperiment(fog, { ...defaults(fog.parameters), ...values }).presentation.panels[0] as SurfacePanel;

/** The map in a box of this size, px. */
const placed = (map: SurfacePanel, width: number, height: number) => {
  const shown = filled(map, width, height);
  return { shown, layout: layoutSurface(shown, width, height) };
};

/** Boxes on a laptop, large screens, tablets, phones in portrait and landscape, px. */
const BOXES = [
  [1170, 480],
  [1800, 840],
  [2500, 900],
  [642, 642],
  [690, 990],
  [286, 450],
  [250, 600],
  [530, 240],
] as const;

describe('a map that fills its box', () => {
  const map = mapOf({});

  it('keeps the middle nine tenths in sight, in a box of any shape, with units that are equally long', () => {
    for (const [width, height] of BOXES) {
      const { shown, layout } = placed(map, width, height);
      const { toPixels } = coordinatesOf(layout);
      const unit = Math.hypot(...between(toPixels(0, 0), toPixels(1, 0)));
      expect(Math.hypot(...between(toPixels(0, 0), toPixels(0, 1)))).toBeCloseTo(unit, 9);
      const isTurned = shown.fills === 'turned';
      expect(isTurned).toBe(height > width);
      for (const at of [-1, 1].flatMap((x) => [-1, 1].map((y) => [0.9 * 4 * x, 0.9 * 2.1 * y] as const))) {
        const [px, py] = isTurned ? toPixels(-at[1], at[0]) : toPixels(...at);
        expect(px).toBeGreaterThanOrEqual(-0.01);
        expect(px).toBeLessThanOrEqual(width + 0.01);
        expect(py).toBeGreaterThanOrEqual(-0.01);
        expect(py).toBeLessThanOrEqual(height + 0.01);
      }
    }
  });

  it('has its tints in the whole box, and the lowest place in the deepest, upright and turned', () => {
    for (const terrain of LANDS.slice(0, 2))
      for (const [width, height] of BOXES) {
        const lifted = mapOf({ terrain, lifted: true });
        const { shown, layout } = placed(lifted, width, height);
        const [, left, top, across, down, turn] =
          /^translate\((\S+) (\S+)\) scale\((\S+) (\S+)\)( matrix\(0 -1 1 0 0 1000\))?$/.exec(layout.land)!;
        expect(turn !== undefined).toBe(height > width);
        expect(Number(left)).toBeLessThanOrEqual(0.1);
        expect(Number(top)).toBeLessThanOrEqual(0.1);
        expect(Number(left) + 1000 * Number(across)).toBeGreaterThanOrEqual(width - 0.1);
        expect(Number(top) + 1000 * Number(down)).toBeGreaterThanOrEqual(height - 0.1);
        // In the square of the tints, and from there by hand through matrix, scale and shift.
        const lowest = lifted.points!.find(({ mark }) => mark === 'lowest')!;
        const { xDomain, yDomain } = lifted.bands!.window!;
        const u = (1000 * (lowest.x - xDomain[0])) / (xDomain[1] - xDomain[0]);
        const v = (1000 * (yDomain[1] - lowest.y)) / (yDomain[1] - yDomain[0]);
        const [sx, sy] = turn ? [v, 1000 - u] : [u, v];
        const at = shown.points!.find(({ mark }) => mark === 'lowest')!;
        const [px, py] = coordinatesOf(layout).toPixels(at.x, at.y);
        expect(Number(left) + Number(across) * sx).toBeCloseTo(px, 0);
        expect(Number(top) + Number(down) * sy).toBeCloseTo(py, 0);
      }
  });

  it('is turned so that a walk to the right goes up, and mirrors nothing', () => {
    const { shown } = placed(map, 286, 450);
    const [start, falls] = [map.handle!.at, map.handle!.falls!];
    expect(shown.handle!.at).toEqual([-start[1], start[0]]);
    expect(shown.handle!.falls).toEqual([-falls[1], falls[0]]);
    const [arrow] = shown.arrows!;
    expect(arrow!.from).toEqual(shown.handle!.at);
  });

  it('takes a step to the place that lies under the hand, upright and turned, within the circle', () => {
    for (const [width, height] of BOXES) {
      const { shown, layout } = placed(map, width, height);
      const coordinates = coordinatesOf(layout);
      const { at, reach } = map.handle!;
      const [dx, dy] = [0.3, -0.5];
      const [px, py] = coordinates.toPixels(
        ...(shown.fills === 'turned' ? ([-(at[1] + dy), at[0] + dx] as const) : ([at[0] + dx, at[1] + dy] as const)),
      );
      const [across, up] = placeFrom(shown.handle!, coordinates, [px, py]);
      expect(-4 + 8 * across).toBeCloseTo(at[0] + dx, 6);
      expect(-2.1 + 4.2 * up).toBeCloseTo(at[1] + dy, 6);
      const [hx, hy] = coordinates.toPixels(...shown.handle!.at);
      const far = placeFrom(shown.handle!, coordinates, [hx + 5000, hy]);
      expect(Math.hypot(8 * far[0] - 4 - at[0], 4.2 * far[1] - 2.1 - at[1])).toBeCloseTo(reach!, 6);
    }
  });

  it('is built in a picture that a box of any shape shows as the live one: what is in it lies where it will', () => {
    for (const [width, height] of BOXES) {
      const built = height > width ? 350 : 760;
      const tall = heightInSight(map, built);
      const scale = Math.min(width / built, height / tall);
      const inPicture = ringIn(map, built, tall);
      const live = ringIn(map, width, height);
      expect(width / 2 + scale * (inPicture[0] - built / 2)).toBeCloseTo(live[0], 6);
      expect(height / 2 + scale * (inPicture[1] - tall / 2)).toBeCloseTo(live[1], 6);
    }
  });

  it.each(LANDS)('on land %i has start, lowest place, all ends and the names of the rules in sight', (terrain) => {
    for (const [width, height] of BOXES) {
      const { shown, layout } = placed(mapOf({ terrain, lifted: true }), width, height);
      for (const { x, y } of shown.points ?? []) {
        const [px, py] = coordinatesOf(layout).toPixels(x, y);
        expect(px).toBeGreaterThan(4);
        expect(px).toBeLessThan(width - 4);
        expect(py).toBeGreaterThan(4);
        expect(py).toBeLessThan(height - 4);
      }
      const names = layout.labels.map(({ text }) => text).join(' ');
      if (height > 400)
        for (const name of ['descent', 'momentum', 'Adam']) expect(names, `names at ${width}`).toContain(name);
    }
  });
});

const between = (a: readonly [number, number], b: readonly [number, number]) => [b[0] - a[0], b[1] - a[1]] as const;

function ringIn(map: SurfacePanel, width: number, height: number): readonly [number, number] {
  const { shown, layout } = placed(map, width, height);
  return coordinatesOf(layout).toPixels(...shown.handle!.at);
}
