import { renderToString } from 'preact-render-to-string';
import { describe, expect, test } from 'vitest';
import type { Panel, TablePanel } from '../../../src/figure/panels/panel.ts';
import {
  chart,
  column,
  foggy,
  ledger,
  lineChart,
  multiples,
  samples,
  surface,
  table,
} from '../../../src/figure/panels/sample-panels.ts';
import '../../../src/widgets/panels/bring-all.ts';
import { dataTable, rows } from '../../../src/widgets/panels/data.ts';
import {
  draw,
  geometry,
  handles,
  heightFor,
  kindOf,
  layout,
  nearestStep,
  planes,
  ringNear,
} from '../../../src/widgets/panels/index.ts';
import type { SurfaceLayout } from '../../../src/widgets/panels/surface-layout.ts';
import { soundPanel } from '../../figure/panels/sound.ts';

const all = Object.values(samples);
const html = (panel: Panel, width = 400) =>
  renderToString(draw(panel, layout(panel, width, heightFor(panel, width)), 'u', { equations: { next: '<b>m</b>' } }));

describe('draw', () => {
  test.each(all)('of a $kind says what is seen to a screen reader, and uses no colour of its own', (panel) => {
    const picture = html(panel);
    expect(picture).toContain(`aria-label="${panel.title}"`);
    expect(picture.match(/#[0-9a-f]{3,8}["';]|rgb\(|\b(fill|stroke)="(?!url)/)).toBeNull();
    expect(picture.match(/undefined|NaN|\[object/)).toBeNull();
  });

  test.each(all)('of a $kind begins every id with its uid and refers to ids that are there', (panel) => {
    const picture = html(panel);
    const ids = [...picture.matchAll(/\bid="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^u/);
    for (const [, id] of picture.matchAll(/url\(#([^)]+)\)/g)) expect(ids).toContain(id);
  });

  test('writes a true minus, and never the hyphen, before a number', () => {
    for (const panel of [surface, chart, table]) {
      expect(html(panel).match(/>-\d/g)).toBeNull();
    }
    expect(html(table)).toContain('\u22120.50');
  });

  test('of a table and of a ledger puts no sign before a zero', () => {
    const zeros: TablePanel = { ...table, rows: [['none', -0.0001]] };
    const terms = [{ equation: 'gradient', values: ['\u22120.000', '-0.001'] }];
    expect(html(zeros)).toContain('>0.00<');
    expect(html({ ...ledger, lines: [terms] })).toContain('>0.000<');
    expect(html({ ...ledger, lines: [terms] })).toContain('>\u22120.001<');
  });

  test('of a table marks the linked row, shows what is missing as a dash and infinity as its sign', () => {
    expect(html(table)).toMatch(/aria-current="step"[^>]*>.*?0\.2.*?–/);
    expect(html(table)).toContain('∞');
  });

  test('of an equation puts each number under its typeset term, in its colour, and escapes it', () => {
    const picture = html(ledger);
    expect(picture).toContain('<b>m</b>');
    expect(picture).toContain('&lt;1>');
    expect(picture).toMatch(/class="toned run">−0\.68/);
  });

  test('of an equation reads each heading once and in words, not by the key of its term', () => {
    const heading = /<th scope="col"[^>]*><span class="aloud">([^<]*)</g;
    expect([...html(ledger).matchAll(heading)].map(([, name]) => name)).toEqual([
      'the step',
      '1 minus β1',
      'the gradient',
    ]);
    expect(html(ledger)).toMatch(/<tr class="names" aria-hidden/);
  });

  test('with the layout of another kind throws', () => {
    expect(() => draw(surface, layout(chart, 300, 200), 'u')).toThrow(
      'a surface cannot be drawn with the layout of a chart',
    );
  });
});

describe('a kind of panel', () => {
  test.each(Object.entries(samples))(
    '%s is drawn from a sound panel of its own, with rows for the table and the CSV',
    (kind, panel) => {
      expect(panel.kind).toBe(kind);
      expect(() => soundPanel(panel)).not.toThrow();
      expect(rows(panel).length).toBeGreaterThan(0);
      expect(new Set(rows(panel).map((row) => row.panel.split(':')[0]))).toEqual(new Set([panel.name]));
    },
  );

  test.each(all.filter((panel) => kindOf(panel).form !== 'text'))(
    '$kind has a height at every width, and drawings for all of them when the site is built',
    (panel) => {
      for (const width of [140, 350, 808, 1184]) {
        expect(heightFor(panel, width)).toBeGreaterThan(40);
        expect(html(panel, width)).toMatch(/^<svg [^>]*role="img"/);
      }
      expect(Object.keys(kindOf(panel).widths ?? {}).length).toBeGreaterThan(0);
    },
  );

  test.each(all.filter((panel) => kindOf(panel).form === 'text'))(
    '$kind is HTML, with no height of its own',
    (panel) => {
      expect(heightFor(panel, 400)).toBe(0);
      expect(html(panel)).toMatch(/^<div /);
    },
  );
});

describe('geometry', () => {
  test.each([surface, chart, multiples])('of a $kind takes data to px and back', (panel) => {
    const place = geometry(panel, layout(panel, 500, 400));
    if (!place) throw new Error('no place');
    const [px, py] = place.toPixels(1, 0.5);
    const [x, y] = place.toData(px, py);
    expect(x).toBeCloseTo(1, 9);
    expect(y).toBeCloseTo(0.5, 9);
    expect(px).toBeGreaterThan(place.box.x);
    expect(py).toBeLessThan(place.box.y + place.box.height);
  });
  test('of a table is undefined', () => {
    expect(geometry(table, layout(table, 500, 400))).toBeUndefined();
  });
  test('handles gives the ring its coordinates, in small multiples too', () => {
    for (const panel of [surface, multiples]) {
      const [first, ...others] = handles(panel, layout(panel, 600, 400));
      expect(others).toEqual([]);
      const [px, py] = first?.coordinates.toPixels(1.5, -1.5) ?? [0, 0];
      expect(renderToString(draw(panel, layout(panel, 600, 400), 'u'))).toContain(
        `translate(${Math.round(px * 10) / 10} ${Math.round(py * 10) / 10})`,
      );
    }
  });
});

describe('nearestStep', () => {
  test('on a chart is the step under the pointer, within the run', () => {
    const placed = layout(chart, 500, 300);
    const place = geometry(chart, placed);
    if (!place) throw new Error('no place');
    const [px, py] = place.toPixels(17.3, 0.1);
    expect(nearestStep(chart, placed, px, py)).toBe(17);
    const [edge] = place.toPixels(50, 1);
    expect(nearestStep(chart, placed, edge + 5, py)).toBe(50);
    expect(nearestStep(chart, placed, 2, py)).toBeUndefined();
  });
  test('on a map is the nearest point of the run, and nothing far from it', () => {
    const placed = layout(surface, 700, 434);
    const place = geometry(surface, placed);
    if (!place) throw new Error('no place');
    const [px, py] = place.toPixels(1.5 * 0.9 ** 6, -1.5 * 0.85 ** 6);
    expect(nearestStep(surface, placed, px + 2, py - 2)).toBe(6);
    const [farX, farY] = place.toPixels(-1.5, 1.5);
    expect(nearestStep(surface, placed, farX, farY)).toBeUndefined();
  });
  test('is undefined on a chart whose x is not an iteration', () => {
    const panel = lineChart(column(0.1, 0.2));
    expect(nearestStep(panel, layout(panel, 300, 200), 150, 80)).toBeUndefined();
  });
});

describe('rows', () => {
  test('hold every value drawn, in long form', () => {
    const line = rows(chart).filter(({ series }) => series === 'run');
    expect(line).toHaveLength(51);
    expect(line[3]).toEqual({
      panel: 'loss',
      series: 'run',
      x: 3,
      y: 0.05 + 5 * Math.exp(-3 / 4),
      low: null,
      high: null,
    });
    expect(rows(surface).find(({ series }) => series === 'lowest')).toMatchObject({ x: 0, y: 0 });
    expect(rows(multiples).map(({ panel }) => panel)).toContain('four: Adam');
    expect(rows(table)).toContainEqual({ panel: 'ends', series: 'loss L', x: 0.2, y: null, low: null, high: null });
    expect(rows(ledger)).toContainEqual({
      panel: 'step',
      series: 'the step',
      x: 'ϕ_1',
      y: '−0.16',
      low: null,
      high: null,
    });
  });
  test('keep intervals', () => {
    const panel = lineChart(column(1, 2), {
      series: [
        {
          name: 'mean',
          role: 'measured',
          kind: 'points',
          x: column(0, 1),
          y: column(1, 2),
          low: column(0, 1),
          high: column(2, 3),
        },
      ],
    });
    expect(rows(panel)[1]).toMatchObject({ y: 2, low: 1, high: 3 });
  });
  test('as a table stop at the limit and say so', () => {
    const shown = renderToString(dataTable(chart, 5));
    expect(shown.match(/<tr>/g)).toHaveLength(6);
    expect(shown).toContain(`The first 5 of ${rows(chart).length} rows`);
  });
});

describe('a map in fog', () => {
  const drawn = renderToString(draw(foggy, layout(foggy, 600, 372), 'foggy'));

  test('draws the fog over the ground and the walks over the fog, each rule in a line of its own', () => {
    const [fog, walk] = [drawn.indexOf('class="fog"'), drawn.indexOf('class="line run"')];
    expect(fog).toBeGreaterThan(0);
    expect(walk).toBeGreaterThan(fog);
    for (const role of ['descent', 'momentum', 'adam']) expect(drawn).toContain(`class="line ${role}"`);
  });

  test('keeps every step of a walk that hops strong', () => {
    expect(drawn).not.toContain('swing');
  });

  test('draws the circle that the next step may not leave, as wide as the units of the map', () => {
    const [, cx, r] = /<circle cx="([\d.]+)" cy="[\d.]+" r="([\d.]+)" class="reach"/.exec(drawn)!.map(Number);
    const { toPixels } = geometry(foggy, layout(foggy, 600, 372))!;
    const [x, y] = foggy.handle!.at;
    expect(cx).toBeCloseTo(toPixels(x, y)[0], 0);
    expect(r).toBeCloseTo(toPixels(x + foggy.handle!.reach!, y)[0] - toPixels(x, y)[0], 0);
  });

  test('has tints that reach beyond it where its land does', () => {
    const window = { xDomain: [-4, 6], yDomain: [-3, 4] } as const;
    const far = { ...surface, bands: { ...surface.bands!, window } };
    const { land } = layout(far, 600, 372) as SurfaceLayout;
    const { toPixels } = geometry(far, layout(far, 600, 372))!;
    const [, left, top, across, down] = /translate\((\S+) (\S+)\) scale\((\S+) (\S+)\)/.exec(land)!.map(Number);
    const corner = (x: number, y: number) => [left! + 1000 * across! * x, top! + 1000 * down! * y];
    for (const [at, want] of [
      [corner(0, 0), toPixels(-4, 4)],
      [corner(1, 1), toPixels(6, -3)],
    ] as const)
      for (const k of [0, 1] as const) expect(at[k]).toBeCloseTo(want[k], 0);
  });
});

describe('planes', () => {
  const placed = (panel: Panel, width = 600) => planes(panel, layout(panel, width, heightFor(panel, width)));

  test('of a map whose ring sets a coordinate, or adds a place, is its whole plane; a chart takes no clicks', () => {
    expect(placed(surface)).toHaveLength(1);
    expect(placed({ ...surface, handle: { x: 'phi0', at: [0, 0], label: 'across' } })).toHaveLength(1);
    expect(placed({ ...surface, handle: { adds: 'moves', at: [0, 0], label: 'you' } })).toHaveLength(1);
    expect(placed({ ...surface, handle: { at: [0, 0], label: 'fixed' } })).toEqual([]);
    expect(placed(chart)).toEqual([]);
  });

  test('of small maps of one plane is each of them, for the ring that one of them has', () => {
    const all = placed(multiples, 800);
    expect(all).toHaveLength(multiples.items.length);
    for (const plane of all) {
      const [px, py] = plane.coordinates.toPixels(0.5, 0.5);
      expect(ringNear(plane, px, py)).toBe(surface.handle);
      expect(plane.coordinates.toData(px, py)).toEqual([expect.closeTo(0.5, 9), expect.closeTo(0.5, 9)]);
    }
  });

  test('ringNear is the nearer of two rings', () => {
    const [plane] = placed(surface);
    const other = { x: 'a', y: 'b', at: [-1, 1], label: 'other' } as const;
    if (!plane) throw new Error('no plane');
    const [px, py] = plane.coordinates.toPixels(...other.at);
    const two = { ...plane, rings: [...plane.rings, { handle: other, px, py }] };
    expect(ringNear(two, px + 5, py)).toBe(other);
    expect(ringNear(two, ...plane.coordinates.toPixels(1.4, -1.4))).toBe(surface.handle);
  });
});
