import { describe, expect, it } from 'vitest';
import type { Values } from '../../../src/engine/schema.ts';
import { defaults } from '../../../src/engine/values.ts';
import experiment, { sayAt, tiltAt } from '../../../src/experiments/gradient-descent/curve-to-chart/curve-to-chart.ts';
import type { SurfacePanel } from '../../../src/figure/panels/panel.ts';
import { runExperiment } from '../../../src/figure/run.ts';
import { heightFor, layout } from '../../../src/widgets/panels/index.ts';
import { heightAt, standAt } from '../../../src/widgets/panels/relief.ts';
import { handOf, ringsOf } from '../../../src/widgets/panels/rings.ts';
import type { SurfaceLayout } from '../../../src/widgets/panels/surface-layout.ts';

/** The boundaries of the inside on a line across the box, alternating from and to. */
const crossings = (rings: readonly (readonly number[])[], py: number): number[] =>
  rings
    .flatMap((ring) =>
      ring.flatMap((ax, i) => {
        if (i % 2 === 1) return [];
        const [ay, bx, by] = [1, 2, 3].map((k) => ring[(i + k) % ring.length]!) as [number, number, number];
        return ay < py === by < py ? [] : [ax + ((py - ay) / (by - ay)) * (bx - ax)];
      }),
    )
    .sort((a, b) => a - b);

const run = (values: Partial<Values<typeof experiment.parameters>>) => {
  const { presentation } = runExperiment(experiment, { ...defaults(experiment.parameters), ...values });
  const [sheet] = presentation.panels as SurfacePanel[]; // its only panel
  return {
    ...presentation,
    sheet: sheet!,
    value: (name: string): number => presentation.numbers[name]?.value ?? Number.NaN,
  };
};

const views = Array.from({ length: 81 }, (_, k) => k / 20);

describe('the view', () => {
  it('goes from the curve over the trough to the hill, and then only upwards, to the map', () => {
    const stages = [0, 1, 2, 3, 4];
    expect(stages.map(tiltAt)).toEqual([90, 60, 60, 30, 0]);
    expect(stages.map(sayAt)).toEqual([0, 0, 1, 1, 1]);
    views.slice(1).forEach((view, k) => {
      const fall = tiltAt(views[k]!) - tiltAt(view);
      expect(fall).toBeGreaterThanOrEqual(0);
      expect(fall, 'no jump').toBeLessThan(2);
      expect(fall > 0 && sayAt(view) > sayAt(views[k]!), 'one thing at a time').toBe(false);
    });
  });

  it('keeps one scale of height, and the ground within the picture', () => {
    const rises = views.slice(0, -1).map((view) => {
      const { sheet } = run({ view });
      expect(sheet.tilt!.heights).toEqual(run({ view: 0 }).sheet.tilt!.heights);
      const { relief } = layout(sheet, 760, heightFor(sheet, 760)) as SurfaceLayout; // a sheet's own
      // The near corners of the surface are highest from the side, and the far ones from above.
      const [from, to] = sheet.tilt!.heights;
      const share = (Math.max(...sheet.tilt!.grid) - from) / (to - from);
      expect(relief!.foot - Math.max(relief!.depth + relief!.rise, share * relief!.rise)).toBeGreaterThan(0);
      return relief!.rise / Math.sin((tiltAt(view) * Math.PI) / 180);
    });
    for (const rise of rises) expect(rise).toBeCloseTo(rises[0]!, 6);
  });

  it.each([350, 524, 808, 1300])('hides no place of the ground behind another, at %d px', (width) => {
    for (const view of views.slice(1, -1)) {
      const { sheet } = run({ view });
      const { relief } = layout(sheet, width, heightFor(sheet, width)) as SurfaceLayout; // a sheet's own
      for (const u of [0, 0.3, 0.5]) {
        const heights = Array.from(
          { length: 21 },
          (_, k) => standAt(relief!, u, k / 20, heightAt(relief!, u, k / 20))[1],
        );
        heights.slice(1).forEach((height, k) => {
          expect(height, `view ${view}, u ${u}`).toBeGreaterThan(heights[k]! - 1e-9);
        });
      }
    }
  });
});

describe('the loss', () => {
  it('is half the square of the first parameter, and an eightieth of the square of the second once that has its say', () => {
    for (const [view, say] of [
      [0, 0],
      [1, 0],
      [1.5, 0.5],
      [2, 1],
      [4, 1],
    ] as const) {
      const { value } = run({ view, phi0: 3, phi1: -10 });
      expect(value('first')).toBeCloseTo(4.5, 12);
      expect(value('second')).toBeCloseTo(1.25 * say, 12);
      expect(value('loss')).toBeCloseTo(4.5 + 1.25 * say, 12);
    }
  });
});

describe('the bands', () => {
  it.each([0, 0.3, 1])('enclose what is at least as high as their level, at a say of %d', (say) => {
    const { sheet } = run({ view: 1 + say });
    const { levels, paths } = sheet.bands!;
    for (const along of [-10, -4, 0, 3]) {
      levels.forEach((level, k) => {
        const across = Math.sqrt(2 * level - (say * along ** 2) / 40);
        const found = crossings(ringsOf(paths[k]!), (1000 * (5 - along)) / 16);
        const inFrame = found.filter((at) => at > -500 && at < 1500);
        const expected = Number.isNaN(across) ? [] : [-across, across].map((x) => (1000 * (x + 3.2)) / 6.4);
        // Two thousandths of the frame, where a contour that only touches this line may be missed.
        if (across < 0.2) return;
        expect(inFrame).toHaveLength(expected.filter((at) => at > -500 && at < 1500).length);
        inFrame.forEach((at, i) => {
          expect(Math.abs(at - expected[i]!)).toBeLessThan(4);
        });
      });
    }
  });

  it.each([1, 1.4, 2])('are cut out: the hollow runs the other way round than the plane, at view %d', (view) => {
    for (const path of run({ view }).sheet.bands!.paths) {
      const [plane, hollow] = ringsOf(path);
      expect(handOf([plane!]) * handOf([hollow!])).toBe(-1);
    }
  });

  it('agree with the heights on which things lie', () => {
    const { tilt, bands } = run({ view: 2 }).sheet;
    const { grid, columns, rows } = tilt!;
    const rings = bands!.paths.map(ringsOf);
    let compared = 0;
    for (let row = 1; row < rows - 1; row += 5) {
      for (let column = 1; column < columns - 1; column += 5) {
        const [px, py] = [(1000 * (column - 0.5)) / (columns - 2), 1000 - (1000 * (row - 0.5)) / (rows - 2)];
        const passed = rings.filter((one) => crossings(one, py).filter((at) => at < px).length % 2 === 1).length;
        const height = grid[row * columns + column]!;
        const near = bands!.levels.some((level) => Math.abs(level - height) < 0.05);
        if (near) continue;
        expect(passed).toBe(bands!.levels.filter((level) => level <= height).length);
        compared++;
      }
    }
    expect(compared).toBeGreaterThan(40);
  });
});

describe('the ring', () => {
  it('lies on the curve, which goes through it, and from the very side moves along the curve alone', () => {
    const side = run({ view: 0 }).sheet.handle!;
    expect([side.x, side.y]).toEqual(['phi0', undefined]);
    const { handle, lines } = run({ view: 2, phi0: 1, phi1: -3 }).sheet;
    expect([handle!.x, handle!.y, handle!.at]).toEqual(['phi0', 'phi1', [1, -3]]);
    expect([...lines![0]!.y]).toEqual(Array.from(lines![0]!.x, () => -3));
  });
});
