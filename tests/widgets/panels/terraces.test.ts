import { renderToString } from 'preact-render-to-string';
import { describe, expect, test } from 'vitest';
import { bands, cellCentres } from '../../../src/figure/panels/contours.ts';
import type { Column, Panel, SurfacePanel } from '../../../src/figure/panels/panel.ts';
import { column, surface } from '../../../src/figure/panels/sample-panels.ts';
import { standaloneSvg, staticParts, staticPicture } from '../../../src/widgets/prerender/static-picture.ts';
import '../../../src/widgets/panels/bring-all.ts';
import { draw, geometry, handles, heightFor, layout, nearestStep } from '../../../src/widgets/panels/index.ts';
import { handOf, ringsOf } from '../../../src/widgets/panels/rings.ts';
import type { SurfaceLayout } from '../../../src/widgets/panels/surface-layout.ts';

const CELLS = 40;
const SIZE = CELLS + 2;
const FRAME = [-1, 1] as const;
const centres = cellCentres(FRAME, CELLS);

/** A map of a height function over the square from -1 to 1. */
function mapOf(height: (x: number, y: number) => number, more: Partial<SurfacePanel> = {}): SurfacePanel {
  const grid: Column = Float64Array.from({ length: SIZE ** 2 }, (_, i) =>
    height(centres[i % SIZE]!, centres[Math.floor(i / SIZE)]!),
  );
  const levels = [0.2, 0.4, 0.6, 0.8];
  const size = { columns: SIZE, rows: SIZE };
  return {
    kind: 'surface',
    name: 'ground',
    title: 'Ground',
    x: { label: 'x', domain: FRAME },
    y: { label: 'y', domain: FRAME },
    bands: bands({ grid, ...size, xDomain: FRAME, yDomain: FRAME, levels, label: 'loss L' }),
    tilt: { degrees: 60, heights: [0, 1], grid, ...size },
    ...more,
  };
}

const WIDTH = 700;
const place = (panel: Panel) => layout(panel, WIDTH, heightFor(panel, WIDTH)) as SurfaceLayout; // a map's own
const html = (panel: Panel) => renderToString(draw(panel, place(panel), 'u'));
const at = (panel: SurfacePanel, degrees: number): SurfacePanel => ({
  ...panel,
  tilt: { ...panel.tilt!, degrees },
});

/** A ridge across the map, at y = 0: points behind it are hidden from the front. */
const ridge = (_: number, y: number): number => Math.exp(-((y / 0.15) ** 2));
const slope = (x: number, y: number): number => 0.3 + 0.2 * x + 0.25 * y;

describe('a map from above', () => {
  const { tilt: _, ...flat } = mapOf(slope, { ...surface, bands: mapOf(slope).bands!, name: 'ground' });
  const tilted = at({ ...flat, tilt: mapOf(slope).tilt! }, 0);

  test('is byte for byte the one without a tilt: live, built and in a file', () => {
    expect(html(tilted)).toBe(html(flat));
    expect(staticPicture(tilted, { uid: 'a' })).toBe(staticPicture(flat, { uid: 'a' }));
    expect(standaloneSvg({ panels: [tilted] }, 'One')).toBe(standaloneSvg({ panels: [flat] }, 'One'));
  });

  test('has neither neatline nor contour numbers once it is tilted, and only the axis along its front', () => {
    const panel = mapOf(slope);
    const numbers = [{ x: 0, y: 0, slope: [1, 0], level: 0 }] as const;
    const numbered = { ...panel, bands: { ...panel.bands!, numbers } };
    expect(html(at(numbered, 0))).toMatch(/contourno.*zebra|zebra.*contourno/);
    expect(html(at(numbered, 60))).not.toMatch(/contourno|zebra/);
    const { xTicks, yTicks } = place(at(panel, 60));
    expect(xTicks.map(({ px }) => px)).toEqual(place(at(panel, 0)).xTicks.map(({ px }) => px));
    expect(yTicks).toEqual([]);
  });
});

describe('a place on the paper', () => {
  const panel = mapOf(slope, { handle: { x: 'a', y: 'b', at: [-0.5, 0.25], label: 'you' } });

  test.each([20, 45, 60, 80])('at %d degrees stands at x = u W, y = foot - (1 - v) D cos t - z H sin t', (degrees) => {
    const tilted = at(panel, degrees);
    const { relief } = place(tilted);
    const [px, py] = geometry(tilted, place(tilted))!.toPixels(-0.5, 0.25);
    const flat = place(at(panel, 0)).box;
    const [sin, cos] = [Math.sin((degrees * Math.PI) / 180), Math.cos((degrees * Math.PI) / 180)];
    const rise = relief!.rise / sin;
    expect(px).toBeCloseTo(flat.x + 0.25 * flat.width, 6);
    // (1 - v) is the fraction of the way from the lowest y to the highest.
    expect(py).toBeCloseTo(relief!.foot - 0.625 * flat.height * cos - slope(-0.5, 0.25) * rise * sin, 3);
    expect(handles(tilted, place(tilted))[0]?.coordinates.toPixels(-0.5, 0.25)).toEqual([px, py]);
  });

  test('has one scale at every tilt: the rise above the depth of the map, and the picture holds it', () => {
    const height = heightFor(panel, WIDTH);
    const rises = [10, 35, 60, 90].map((degrees) => {
      const { relief } = place(at(panel, degrees));
      expect(relief!.foot).toBeLessThan(height);
      expect(relief!.foot - relief!.depth - relief!.rise).toBeGreaterThan(0);
      return relief!.rise / Math.sin((degrees * Math.PI) / 180);
    });
    for (const rise of rises) expect(rise).toBeCloseTo(rises[0]!, 9);
  });

  test('is found again under the pointer, and behind a ridge the ridge is', () => {
    const tilted = at(panel, 60);
    const { toPixels, toData } = geometry(tilted, place(tilted))!;
    for (const [x, y] of [
      [-0.9, -0.9],
      [0.2, 0.1],
      [0.7, 0.95],
    ] as const) {
      const [backX, backY] = toData(...toPixels(x, y));
      expect(backX).toBeCloseTo(x, 6);
      expect(backY).toBeCloseTo(y, 1);
    }
    const hill = at(mapOf(ridge), 75);
    const over = geometry(hill, place(hill))!;
    expect(over.toData(...over.toPixels(0, 0.3))[1]).toBeLessThan(0.05);
  });

  test('beyond the frame is none, and from the very side a pointer still finds a number', () => {
    const side = at(panel, 90);
    const { box } = place(side);
    for (const py of [box.y, box.y + 40, box.y + box.height]) {
      const [x, y] = geometry(side, place(side))!.toData(box.x + 10, py);
      expect([Number.isFinite(x), Number.isFinite(y)]).toEqual([true, true]);
    }
  });
});

describe('terraces', () => {
  test('keep their runs apart from all else, by which they are hidden while they are walked', () => {
    const along = Float64Array.of(-0.8, 0, 0.8);
    const panel = mapOf(slope, {
      paths: [{ name: 'run', role: 'run', x: along, y: along, steps: true }],
      lines: [{ name: 'line', role: 'theory', x: along, y: along }],
    });
    const runs = [...html(panel).matchAll(/<g class="runs">.*?<\/g>/g)].map(([one]) => one).join('');
    const bare = html(panel).replaceAll(/<g class="runs">.*?<\/g>/g, '');
    expect(runs).toMatch(/class="casing".*class="line run".*class="dots run"/);
    expect(bare).not.toMatch(/casing|line run|dots/);
    expect(bare).toMatch(/class="line theory"/);
  });

  const drawnOrder = (panel: SurfacePanel) =>
    [...html(panel).matchAll(/class="(s\d+|w\d+) ?[^"]*"/g)].map(([, name]) => name);

  test('are drawn from the lowest to the highest, each wall before its terrace, between what is behind them and the cut', () => {
    const panel = mapOf((x, y) => (x * x + y * y) / 2);
    // Five tints, deepest first; a hollow shows the wall of every terrace.
    const edge = ['s13', 's10', 's7', 's3', 's0'];
    expect(drawnOrder(panel)).toEqual([...edge, 's13', 'w10', 's10', 'w7', 's7', 'w3', 's3', 'w0', 's0', ...edge]);
    const high = { ...panel, bands: { ...panel.bands!, deepest: 'high' as const } };
    expect(drawnOrder(high)[0]).toBe('s0');
  });

  test('have walls where the ground falls towards the eye, and none where it falls away', () => {
    expect(html(mapOf((_, y) => (y + 1) / 2))).toMatch(/class="w\d/);
    expect(html(mapOf((_, y) => (1 - y) / 2))).not.toMatch(/class="w\d/);
  });

  test('from the side are walls and the cut, whose upper edge is the curve', () => {
    const panel = at(
      mapOf((x) => x * x),
      90,
    );
    const picture = html(panel);
    expect(picture).not.toMatch(/clip-path="url\(#u-paper\)"><path d="M[^"]*" class="s/);
    const { relief, box } = place(panel);
    const rim = /d="([^"]*)" class="neat"><\/path><path d="[^"]*" class="neat"/.exec(picture)?.[1] ?? '';
    const [startX, startY] = /^M(\S+) (\S+?)l/.exec(rim)!.slice(1).map(Number);
    expect(startX).toBeCloseTo(box.x, 0);
    expect(startY).toBeCloseTo(relief!.foot - relief!.rise, 0);
  });

  test('say nothing undefined at any tilt, where heights are missing too', () => {
    const holes = mapOf((x, y) => (x > 0.5 ? Number.NaN : y > 0.5 ? Number.POSITIVE_INFINITY : x * x));
    for (const degrees of [0.1, 30, 89.9, 90, 120])
      expect(html(at({ ...holes, handle: { x: 'a', at: [0, 0], label: 'you' } }, degrees))).not.toMatch(
        /NaN|undefined|Infinity/,
      );
  });
});

describe('what lies on the paper', () => {
  const run = { name: 'run', role: 'run', steps: true, x: column(0, 0), y: column(-0.8, 0.8) } as const;
  const points = [
    { name: 'before', x: 0.5, y: -0.6, mark: 'dot' },
    { name: 'behind', x: 0.5, y: 0.3, mark: 'dot' },
  ] as const;
  const panel = at(
    mapOf(ridge, {
      paths: [run],
      points,
      lines: [{ name: 'line', role: 'measured', x: column(-1, 1), y: column(0.3, 0.3) }],
    }),
    75,
  );

  test('behind a hill is drawn before the hill, which covers it, and the ring after all', () => {
    const picture = html({ ...panel, handle: { x: 'a', y: 'b', at: [0, 0.3], label: 'you' } });
    const top = picture.lastIndexOf('class="s0');
    expect(picture.indexOf('class="line measured"')).toBeGreaterThan(0);
    expect(picture.lastIndexOf('class="line measured"')).toBeLessThan(picture.indexOf('class="w'));
    expect(picture.indexOf('class="ring"')).toBeGreaterThan(top);
    // The terrace over it covers the point behind: its top is higher on the screen than the point, and its foot lower.
    const { toPixels } = geometry(panel, place(panel))!;
    expect(toPixels(0.5, 0)[1]).toBeLessThan(toPixels(0.5, 0.3)[1]);
  });

  test('is cut where it climbs from terrace to terrace: a run over the ridge has a piece on each', () => {
    const pieces = [...html(panel).matchAll(/class="line run"/g)];
    expect(pieces).toHaveLength(5);
    const level = html(
      at(
        mapOf(() => 0.5, { paths: [run] }),
        75,
      ),
    );
    expect([...level.matchAll(/class="line run"/g)]).toHaveLength(1);
  });

  test('keeps its steps: the nearest one to a pointer is found where it is seen', () => {
    const placed = place(panel);
    const { toPixels } = geometry(panel, placed)!;
    expect(nearestStep(panel, placed, ...toPixels(0, -0.8))).toBe(0);
    expect(nearestStep(panel, placed, ...toPixels(0, 0.8))).toBe(1);
  });
});

describe('the built picture and the file', () => {
  const panel = mapOf(slope, { handle: { x: 'a', y: 'b', at: [0, 0], label: 'you' } });

  test('hold the paper, share no tints with a map, and keep every id their own', () => {
    const built = staticPicture(panel, { uid: 'a' });
    expect(built.match(/class="w\d/g)?.length).toBeGreaterThan(3);
    const ids = [...built.matchAll(/\bid="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [, id] of built.matchAll(/url\(#([^)]+)\)/g)) expect(ids).toContain(id);
    // A later map has the tints it needs.
    const tints = new Map<string, string>();
    const level = at(panel, 0);
    expect(staticParts(panel, { uid: 'a', tints }).definitions).not.toContain(panel.bands!.paths[1]);
    expect(staticParts(level, { uid: 'b', tints }).definitions).toContain(panel.bands!.paths[1]);
  });

  test.each(['light', 'dark'] as const)('in a %s file every colour is worked out', (theme) => {
    const svg = standaloneSvg({ panels: [panel] }, 'Ground', { theme });
    expect(svg.match(/var\(|color-mix|undefined|NaN/)).toBeNull();
    expect(svg).toMatch(/\.picture \.w5\{fill: rgb\(/);
  });
});

describe('ringsOf', () => {
  test('reads straight and bent pieces, absolute and relative, and closes them', () => {
    expect(ringsOf('M0 0H10V10H0z')).toEqual([[0, 0, 10, 0, 10, 10, 0, 10]]);
    expect(ringsOf('M1 1l8 0 0 8zM3 3l1 0 0 1z')).toEqual([
      [1, 1, 9, 1, 9, 9],
      [3, 3, 4, 3, 4, 4],
    ]);
    const [bent] = ringsOf('M0 0q5 0 5 5t5 5l-10 0z');
    // Half-way along an arc from (0, 0) to (5, 5) with the control point (5, 0), and along its mirror image.
    expect(bent!.slice(4, 6)).toEqual([3.75, 1.25]);
    expect(bent!.slice(12, 14)).toEqual([6.25, 8.75]);
    expect(bent!.slice(16, 18)).toEqual([10, 10]);
  });

  test('names a command that it does not know', () => {
    expect(() => ringsOf('M0 0a5 5 0 1 0 10 0z')).toThrow('the command "a"');
  });

  test('knows on which hand the inside is, holes or not', () => {
    const square = 'M0 0H10V10H0z';
    const hole = 'M4 4V6H6V4z';
    const back = 'M0 0V10H10V0z';
    expect(handOf(ringsOf(square + hole))).toBe(1);
    expect(handOf(ringsOf(back))).toBe(-1);
  });
});
