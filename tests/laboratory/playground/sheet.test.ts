import { renderToString } from 'preact-render-to-string';
import { describe, expect, test } from 'vitest';
import { isLoss, isPython, losses, lossOf } from '../../../src/experiments/kit/losses.ts';
import type { SurfacePanel } from '../../../src/figure/panels/panel.ts';
import { runsOf, sceneOf } from '../../../src/laboratory/playground/compute.ts';
import { contestants } from '../../../src/laboratory/playground/contestants.ts';
import { rulesOf } from '../../../src/laboratory/playground/engine-rules.ts';
import { lossAxis, lossPanel, sheetPanel } from '../../../src/laboratory/playground/panels.ts';
import { firstSettings, MOST_TILT, type Settings, TILT } from '../../../src/laboratory/playground/settings.ts';
import '../../../src/widgets/panels/bring-all.ts';
import { draw, geometry, layout } from '../../../src/widgets/panels/index.ts';
import { overlap } from '../../../src/widgets/panels/labels.ts';
import type { SurfaceLayout } from '../../../src/widgets/panels/surface-layout.ts';
import { textWidth } from '../../../src/widgets/panels/text.ts';

const ids = Object.keys(losses)
  .filter(isLoss)
  .filter((id) => !isPython(id));

const pictureOf = (settings: Settings) => ({
  settings,
  runs: runsOf(settings, rulesOf(settings)),
  ...sceneOf(settings),
});
const NAMES = ['your rule', 'descent', 'momentum', 'Adam'];

describe.each(ids)('on %s', (id) => {
  const settings = firstSettings(id);
  const picture = pictureOf(settings);
  test.each([
    [728, 546],
    [350, 250],
  ])(
    'each rule has its name at the step at which the page opens, and no two names overlap, at %d px',
    (width, height) => {
      const panel = sheetPanel(picture, { start: settings.start, label: 'start', step: lossOf(id).at });
      const { labels, box } = layout(panel, width, height) as SurfaceLayout;
      const names = labels.filter(({ text }) => NAMES.includes(text));
      expect(names.map(({ text }) => text).sort()).toEqual([...NAMES].sort());
      const boxes = names.map(({ text, x, y, anchor }) => {
        const wide = textWidth(text, 13);
        return {
          x: anchor === 'start' ? x : anchor === 'end' ? x - wide : x - wide / 2,
          y: y - 10,
          width: wide,
          height: 12,
        };
      });
      for (const [i, a] of boxes.entries()) {
        for (const b of boxes.slice(i + 1)) expect(overlap(a, b), JSON.stringify([a, b])).toBe(false);
        expect(a.x).toBeGreaterThanOrEqual(box.x);
        expect(a.x + a.width).toBeLessThanOrEqual(box.x + box.width);
      }
    },
  );

  test.each([
    [728, TILT],
    [350, TILT],
    [728, MOST_TILT],
  ])(
    'from a side the paper stands within the picture, and each step of a run lies on it, at %d px and %d degrees',
    (width, tilt) => {
      const height = width / 1.34;
      const panel = sheetPanel(picture, { start: settings.start, label: 'start', tilt });
      const placed = layout(panel, width, height) as SurfaceLayout;
      const { relief, paths } = placed;
      expect(relief!.foot + relief!.base).toBeLessThan(height);
      expect(relief!.foot - relief!.depth - relief!.rise).toBeGreaterThan(0);
      const svg = renderToString(draw(panel, placed, 'u'));
      expect(svg).toContain('seen from a side');
      expect(svg.match(/class="w\d+"/g)?.length).toBeGreaterThan(3);
      expect(svg).not.toMatch(/NaN|Infinity/);
      const { toPixels } = geometry(panel, placed)!;
      for (const [i, { x, y }] of (panel.paths ?? []).entries()) {
        const [px, py] = toPixels(x[0]!, y[0]!);
        expect(paths[i]!.x[0]).toBeCloseTo(px, 1);
        expect(paths[i]!.y[0]).toBeCloseTo(py, 1);
      }
    },
  );
});

test('a sheet is drawn from above as it was before it could be tilted, and a curve is not tilted', () => {
  const settings = firstSettings();
  const { sheet, ...picture } = pictureOf(settings);
  const { tilt: _, ...flat } = sheet;
  const seen = (one: typeof sheet, tilt: number) =>
    sheetPanel({ ...picture, sheet: one }, { start: settings.start, label: 'start', tilt });
  const html = (panel: SurfacePanel) => renderToString(draw(panel, layout(panel, 728, 546), 'u'));
  expect(html(seen(sheet, 0))).toBe(html(seen(flat, 0)));
  expect(seen(flat, TILT)).toEqual(seen(flat, 0));
});

test('runs end at the step that is shown, the reader’s own on top; the lowest minimum says that it is', () => {
  const settings = firstSettings();
  const picture = pictureOf(settings);
  const at = (step?: number) => sheetPanel(picture, { start: settings.start, label: 'start', step });
  expect(at(18).paths?.map(({ x }) => x.length)).toEqual([19, 19, 19, 19]);
  expect(at().paths?.map(({ x }) => x.length)).toEqual([41, 41, 41, 41]);
  expect(at().paths?.at(-1)?.role).toBe('run');
  const lowest = at().points?.find(({ mark }) => mark === 'lowest');
  const loss = Number(lowest?.label?.replace(/^lowest, /, '').replace('\u2212', '-'));
  expect(loss).toBeCloseTo(Math.min(...picture.minima.map(({ loss }) => loss)), 2);
  expect([lowest?.x, lowest?.y]).toEqual([picture.minima[0]?.x, picture.minima[0]?.y]);
});

test('a run that diverges does not flatten the others in the chart', () => {
  const settings = firstSettings('ravine');
  const rivals = settings.rivals.map((rival, i) => (i === 0 ? { ...rival, rate: 1 } : rival));
  const all = contestants(pictureOf({ ...settings, rivals }));
  expect(Math.max(...(all[1]?.run.loss ?? []))).toBeGreaterThan(1e12);
  expect(lossPanel(all, settings.steps).y.domain[1]).toBeLessThanOrEqual(3 * (all[0]?.run.loss[0] ?? 0));
});

test('a chart without a loss, or with one loss alone, has an axis all the same', () => {
  for (const losses of [[], [Float64Array.of(2)], [Float64Array.of(Number.NaN)], [Float64Array.of(0, 0)]]) {
    const [low, high] = lossAxis(losses).domain;
    expect(low).toBeLessThan(high);
  }
});

test('what is said of each loss is one whole sentence', () => {
  for (const { about } of Object.values(losses)) expect(about).toMatch(/^[A-Z].*[^.]\.$/);
});
