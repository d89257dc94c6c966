import { renderToString } from 'preact-render-to-string';
import { describe, expect, test } from 'vitest';
import type { ChartPanel, Panel } from '../../../src/figure/panels/panel.ts';
import { chart, column, lineChart, multiples, range, surface } from '../../../src/figure/panels/sample-panels.ts';
import { fromPx, toPx } from '../../../src/widgets/panels/axis-scale.ts';
import type { ChartLayout } from '../../../src/widgets/panels/chart-layout.ts';
import '../../../src/widgets/panels/bring-all.ts';
import { around, type Box, overlap } from '../../../src/widgets/panels/box.ts';
import { draw, heightFor, layout } from '../../../src/widgets/panels/index.ts';
import type { PlacedText } from '../../../src/widgets/panels/placer.ts';
import type { SurfaceLayout } from '../../../src/widgets/panels/surface-layout.ts';
import { textWidth } from '../../../src/widgets/panels/text.ts';

const WIDTHS = [140, 165, 239, 285, 350, 388, 490, 560, 740, 1184];

/** The ink of a text: smaller than the space that the layout reserves for it. */
function ink({ text, x, y, anchor, style }: PlacedText): Box {
  const size = /\b(tick|cell|sounding|contourno)\b/.test(style) ? 12 : 13;
  const width = textWidth(text, size, /\b(value|strong)\b/.test(style));
  return {
    x: anchor === 'start' ? x : anchor === 'end' ? x - width : x - width / 2,
    y: y - 0.7 * size,
    width,
    height: 0.85 * size,
  };
}

function collisions(labels: readonly PlacedText[]): string[] {
  const straight = labels.filter(({ turn }) => turn === undefined);
  return straight.flatMap((a, i) =>
    straight
      .slice(i + 1)
      .filter((b) => overlap(ink(a), ink(b)))
      .map((b) => `"${a.text}" over "${b.text}"`),
  );
}

const leaves = (labels: readonly PlacedText[], width: number, height: number) =>
  labels.filter((label) => {
    const box = ink(label);
    return box.x < -1 || box.y < -1 || box.x + box.width > width + 1 || box.y + box.height > height + 1;
  });

const chartLayout = (panel: ChartPanel, width: number) => layout(panel, width, heightFor(panel, width)) as ChartLayout; // a chart's own
const html = (panel: Panel, width: number) =>
  renderToString(draw(panel, layout(panel, width, heightFor(panel, width)), 'u'));

describe('chart layout', () => {
  test.each(WIDTHS)('at %d px puts no label over another, over the end disc or out of the box', (width) => {
    const { labels, key, x, y } = chartLayout(chart, width);
    const words = [...labels, ...key.map(({ label }) => label)];
    expect(collisions(words)).toEqual([]);
    expect(leaves(words, width, heightFor(chart, width))).toEqual([]);
    const { range: xs } = x;
    const disc = {
      x: xs[1] - 4.5,
      y: y.range[0] + (Math.log(0.05 / 0.001) / Math.log(10 / 0.001)) * (y.range[1] - y.range[0]) - 4.5,
      width: 9,
      height: 9,
    };
    expect(words.filter((label) => overlap(ink(label), disc)).map(({ text }) => text)).toEqual([]);
  });

  test.each(WIDTHS)('at %d px names every labelled line, in the plot, beside it or in the key', (width) => {
    const { labels, key } = chartLayout(chart, width);
    const written = [...labels, ...key.map(({ label }) => label)].map(({ text }) => text);
    for (const { label } of chart.series) expect(written).toContain(label);
  });

  test.each(WIDTHS)('at %d px writes the number at the end of its axis within the picture', (width) => {
    const long: ChartPanel = { ...chart, x: { label: 'step t', domain: [0, 3000] }, references: [], regions: [] };
    const drawn = html(long, width);
    const [, end = ''] = /<text x="(\d+)"[^>]*>3000</.exec(drawn) ?? [];
    expect(Number(end) + textWidth('3000', 12) / 2).toBeLessThanOrEqual(width + 0.5);
  });

  test('keeps the order of line ends when it moves their names apart', () => {
    const ends = [0.5, 0.52, 0.54];
    const panel = lineChart(column(0, 0), {
      series: ends.map((end, k) => ({
        name: `s${k}`,
        role: 'measured',
        kind: 'line',
        x: column(0, 1),
        y: column(0, end),
        label: `line ${k}`,
      })),
    });
    const heights = [0, 1, 2].map(
      (k) => chartLayout(panel, 400).labels.find(({ text }) => text === `line ${k}`)?.y ?? 0,
    );
    expect(heights[0]).toBeGreaterThan(heights[1] ?? 0);
    expect(heights[1]).toBeGreaterThan(heights[2] ?? 0);
  });

  test('names no line before two of its points are there', () => {
    const words = (y: ChartPanel['series'][number]['y']) => {
      const { labels, key } = chartLayout(lineChart(y, { x: { label: 'step t', domain: [0, 9] } }), 300);
      return [...labels, ...key.map(({ label }) => label)].map(({ text }) => text);
    };
    expect(words(column(0.5))).not.toContain('yours');
    expect(words(column(0.5, 0.4))).toContain('yours');
  });

  test.each([350, 740])(
    'at %d px writes the names of points off the lines that lie close to them, and leads to them',
    (width) => {
      const x = range(40, (t) => t);
      const heights = [0.56, 0.52, 0.48];
      const panel = lineChart(column(), {
        x: { label: 'step t', domain: [0, 39] },
        series: heights.map((at, k) => ({
          name: `s${k}`,
          role: 'baseline',
          kind: 'line',
          x,
          y: range(40, () => at),
        })),
        points: heights.map((y, k) => ({
          mark: 'dot',
          name: `p${k}`,
          x: 10,
          y,
          role: 'baseline',
          label: `weight ${k}`,
        })),
      });
      const { labels, leaders, y } = chartLayout(panel, width);
      expect(labels.map(({ text }) => text)).toEqual(['weight 0', 'weight 1', 'weight 2']);
      const crossed = labels.filter((label) => {
        const { y: top, height } = ink(label);
        return heights.some((at) => toPx(y, at) > top && toPx(y, at) < top + height);
      });
      expect(crossed.map(({ text }) => text)).toEqual([]);
      expect(leaders).not.toBe('');
      expect(html(panel, width)).toContain('class="leader"');
    },
  );

  test('keeps the names in the plot out of the key above it', () => {
    const zigzag = range(200, (i) => (i % 2) * 0.97);
    const panel = lineChart(zigzag, { references: [{ axis: 'y', at: 0.9, label: 'has left', role: 'measured' }] });
    const { labels, key, box } = chartLayout(panel, 252);
    expect(key.map(({ label }) => label.text)).toEqual(['yours']);
    const [left] = labels.filter(({ text }) => text === 'has left');
    expect(left && ink(left).y).toBeGreaterThanOrEqual(box.y - 1);
  });

  test('has one entry in a key for lines of one look, which nobody could tell apart, and room for the plot', () => {
    const zigzag = range(200, (i) => (i % 2) * 0.97);
    const panel = lineChart(zigzag);
    const [own] = panel.series;
    const others = Array.from({ length: 9 }, (_, k) => ({
      ...own!,
      name: `rival ${k}`,
      role: 'baseline' as const,
      label: `a rule of ours ${k}`,
    }));
    const { key, box } = chartLayout({ ...panel, series: [...others, own!] }, 340);
    expect(key.map(({ label }) => label.text)).toEqual(['yours', '9 others']);
    expect(box.height).toBeGreaterThan(100);
  });

  test.each([280, 740])('at %d px writes the name of each upright axis over its own line, or beside it', (width) => {
    const names = ['rate', 'momentum', 'batch', 'width', 'rate/batch', 'score'];
    const panel = lineChart(
      range(6, () => 0.4),
      {
        x: { label: '', domain: [-0.15, 5.8], ticks: [] },
        y: { label: 'highest on top', domain: [-0.04, 1.12], ticks: [] },
        references: names.map((label, at) => ({ axis: 'x', at, label, role: 'baseline' })),
      },
    );
    const { labels, x } = chartLayout(panel, width);
    const crossed = labels.flatMap((label) => {
      const { x: from, width: wide } = ink(label);
      return names.flatMap((name, at) =>
        name !== label.text && toPx(x, at) > from && toPx(x, at) < from + wide ? [`${label.text} by ${name}`] : [],
      );
    });
    expect(crossed).toEqual([]);
    expect(labels.map(({ text }) => text).filter((text) => names.includes(text))).toHaveLength(6);
  });

  test('draws nothing undefined for NaN, infinities, values a log axis cannot show, or no values at all', () => {
    const nasty = column(1, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0, -3, 1e300, 0.5);
    for (const scale of ['linear', 'log'] as const) {
      for (const y of [nasty, column(), column(Number.NaN), column(0.3)]) {
        for (const kind of ['line', 'points', 'band', 'bars', 'stems', 'step'] as const) {
          const series = [
            {
              name: 'run',
              role: 'run',
              kind,
              x: range(y.length, (i) => i),
              y,
              low: y,
              high: y,
              label: 'yours',
            } as const,
          ];
          const panel = lineChart(y, { y: { label: 'loss L', domain: [0.1, 1], scale }, series });
          expect(html(panel, 200).match(/NaN|Infinity|undefined/)).toBeNull();
        }
      }
    }
  });

  test('breaks a line at NaN and draws an infinite loss out of the top of the plot', () => {
    const { box } = chartLayout(lineChart(column(0.2, 0.4, Number.NaN, 0.4, Number.POSITIVE_INFINITY)), 300);
    const picture = html(lineChart(column(0.2, 0.4, Number.NaN, 0.4, Number.POSITIVE_INFINITY)), 300);
    const line = /d="([^"]*)" class="line run"/.exec(picture)?.[1] ?? '';
    expect(line.match(/M/g)).toHaveLength(2);
    const rise = /M[\d.]+ ([\d.]+)l[\d.]+(-[\d.]+)$/.exec(line.replaceAll(' -', '-'));
    expect(Number(rise?.[1]) + Number(rise?.[2])).toBeLessThan(box.y);
  });

  test('copes with an empty domain and a log domain that holds one tick', () => {
    expect(
      chartLayout(lineChart(column(2, 2, 2), { y: { label: 'L', domain: [2, 2] } }), 300).yTicks.length,
    ).toBeGreaterThan(1);
    const { yTicks } = chartLayout(
      lineChart(column(0.4), { y: { label: 'L', domain: [0.3, 0.45], scale: 'log' } }),
      300,
    );
    expect(yTicks.length).toBeGreaterThan(1);
    for (const { value } of yTicks) expect(value).toBeGreaterThanOrEqual(0.3);
  });

  test('of 3000 points keeps each pixel column its extremes, in few points', () => {
    const y = range(3000, (i) => (i === 1234 ? 0.99 : 0.5 + 0.2 * Math.sin(i)));
    const { series, box } = chartLayout(lineChart(y), 400);
    const drawn = series[0]?.line.y ?? [];
    expect(drawn.length).toBeLessThanOrEqual(4 * 400);
    expect(Math.min(...drawn)).toBeCloseTo(box.y + 0.01 * box.height, 3);
  });

  test('says that an axis is logarithmic, and drops the words that do not fit', () => {
    const titles = (width: number) => chartLayout(chart, width).titles.map(({ text }) => text);
    expect(titles(388)).toContain('loss L, log scale');
    expect(titles(165)).toContain('loss L, log');
  });
});

describe('surface layout', () => {
  test.each(WIDTHS)('at %d px puts no label over another or off the map', (width) => {
    const height = heightFor(surface, width);
    const { labels, box } = layout(surface, width, height) as SurfaceLayout; // a map's own
    expect(collisions(labels)).toEqual([]);
    for (const label of labels.filter(({ turn }) => turn === undefined)) {
      const { x, y, width: w, height: h } = ink(label);
      expect([x >= box.x, y >= box.y, x + w <= box.x + box.width, y + h <= box.y + box.height]).toEqual([
        true,
        true,
        true,
        true,
      ]);
    }
  });

  test('names the handle and the lowest point first, and leaves marks outside the map out', () => {
    const { labels } = layout(surface, 388, heightFor(surface, 388)) as SurfaceLayout; // a map's own
    const words = labels.map(({ text }) => text);
    expect(words).toEqual(expect.arrayContaining(['drag the start', 'lowest, 0']));
    expect(words).not.toContain('outside');
  });

  test('leads the lowest place to a label on which no run lies, farther off where one is in the way', () => {
    const width = 620;
    const lowest = { name: 'lowest', x: 0, y: 0, mark: 'lowest' as const, label: 'lowest place' };
    const { handle: _, points: _points, ...map } = surface;
    const bare: Panel = { ...map, paths: [], lines: [], regions: [], points: [lowest] };
    const standing = (panel: Panel) => {
      const { labels } = layout(panel, width, heightFor(panel, width)) as SurfaceLayout; // a map's own
      const found = labels.find(({ text }) => text === 'lowest place');
      if (!found) throw new Error('no label');
      return found;
    };
    const { x, y } = layout(bare, width, heightFor(bare, width)) as SurfaceLayout; // a map's own
    // A run through all four positions beside the mark.
    const [px, py] = [toPx(x, lowest.x), toPx(y, lowest.y)];
    const corners = [
      [-60, -22],
      [60, -22],
      [60, 22],
      [-60, 22],
      [-60, -22],
    ].map(([right = 0, down = 0]) => [fromPx(x, px + right), fromPx(y, py + down)] as const);
    const around = {
      name: 'around',
      role: 'run' as const,
      x: Float64Array.from(corners, ([at]) => at),
      y: Float64Array.from(corners, ([, at]) => at),
    };
    const box = ink(standing({ ...bare, paths: [around] }));
    expect(Math.abs(box.y + box.height / 2 - py)).toBeGreaterThan(30);
    const near = ink(standing(bare));
    expect(Math.abs(near.y + near.height / 2 - py)).toBeLessThan(30);
  });

  test.each([165, 240, 350, 488])('at %d px writes the names of two arrows beside them, over neither', (width) => {
    const to = { 'this batch': [-1.2, 0.3], 'all 30': [0.2, 0.3] } as const;
    const arrows = Object.entries(to).map(
      ([label, end]) => ({ name: label, label, role: 'batch', from: [1.2, -0.3], to: end }) as const,
    );
    const { handle: _, ...map } = surface;
    const panel: Panel = { ...map, paths: [], points: [], lines: [], regions: [], arrows };
    const { labels, x, y } = layout(panel, width, heightFor(panel, width)) as SurfaceLayout; // a map's own
    const names = labels.filter(({ text }) => Object.hasOwn(to, text));
    expect(names).toHaveLength(2);
    const px = ([a, b]: readonly [number, number]) =>
      [
        x.range[0] + ((a + 2) / 4) * (x.range[1] - x.range[0]),
        y.range[0] + ((b + 2) / 4) * (y.range[1] - y.range[0]),
      ] as const;
    for (const { from, to: end } of arrows) {
      const [[ax, ay], [bx, by]] = [px(from), px(end)];
      for (let share = 0; share <= 1; share += 0.02) {
        const at = { x: ax + share * (bx - ax), y: ay + share * (by - ay), width: 0.1, height: 0.1 };
        for (const name of names) expect(overlap(ink(name), at), `${name.text} at ${share}`).toBe(false);
      }
    }
  });

  test.each(WIDTHS.filter((width) => width >= 240))(
    'at %d px writes the names of four runs that end at one place below each other, over none',
    (width) => {
      const roles = ['descent', 'momentum', 'adam', 'run'] as const;
      const paths = roles.map((role, k) => ({
        name: role,
        role,
        label: role,
        x: column(-1.5, 0.5 + 0.02 * k),
        y: column(-1.2 + 0.8 * k, 0.4 - 0.03 * k),
      }));
      const { handle: _, ...map } = surface;
      const panel: Panel = { ...map, paths, points: [], lines: [], regions: [], arrows: [] };
      const { labels, leaders } = layout(panel, width, heightFor(panel, width)) as SurfaceLayout; // a map's own
      const names = roles.map((role) => labels.find(({ text }) => text === role));
      expect(names).not.toContain(undefined);
      expect(new Set(names.map((name) => name?.style)).size).toBe(4);
      expect(collisions(labels)).toEqual([]);
      // They are grouped, in the order of the ends, the highest first.
      const heights = names.map((name) => name!.y);
      expect(heights.map((y) => y - heights[0]!)).toEqual([0, 15, 30, 45].map((y) => expect.closeTo(y, 6)));
      expect(leaders.match(/M/g)?.length ?? 0).toBeLessThanOrEqual(1);
    },
  );

  test('writes the words of cells beside the dots on them, and the name of a line beside both', () => {
    const marks = Array.from({ length: 64 }, (_, k) => ({
      column: k % 8,
      row: Math.floor(k / 8),
      text: k >= 24 ? '1.23' : '',
    }));
    const panel: Panel = {
      kind: 'surface',
      name: 'grid',
      title: 'A grid',
      x: { label: 'x', domain: [0, 8] },
      y: { label: 'y', domain: [0, 8] },
      cells: { columns: 8, rows: 8, categories: [], marks },
      lines: [{ name: 'rule', role: 'theory', x: column(0.5, 6.8), y: column(0.5, 6.8), label: 'rule' }],
      points: [{ name: 'best', x: 5.5, y: 5.5, mark: 'dot', role: 'measured' }],
    };
    const { labels, box, x, y } = layout(panel, 524, heightFor(panel, 524)) as SurfaceLayout; // a map's own
    const words = labels.filter(({ style }) => style === 'cell');
    expect(words).toHaveLength(40);
    expect(labels.map(({ text }) => text)).toContain('rule');
    expect(collisions(labels)).toEqual([]);
    const dot = around(toPx(x, 5.5), toPx(y, 5.5), 3);
    const inCell = (word: PlacedText) =>
      Math.abs(word.x - toPx(x, 5.5)) < box.width / 16 && Math.abs(word.y - toPx(y, 5.5)) < box.height / 16;
    const [beside, ...others] = words.filter(inCell);
    expect(others).toEqual([]);
    expect(overlap(ink(beside!), dot)).toBe(false);
    expect(words.some((word) => Math.abs(word.x - toPx(x, 0.5)) < 1e-9)).toBe(true);
  });

  test('begins an arrow beside the mark at its place, and adds its head, so that a short one is seen', () => {
    const arrow = { name: 'slope', role: 'measured', from: [0, 0], to: [0.0001, 0], beside: 13 } as const;
    const panel = { ...surface, paths: [], points: [], arrows: [arrow] };
    const { x } = layout(panel, 388, heightFor(panel, 388)) as SurfaceLayout; // a map's own
    const picture = html(panel, 388);
    const [, from] = /d="M(\S+) \S+?L\S+ \S+" class="arrow/.exec(picture) ?? [];
    const [, to] = /d="M(\S+) \S+?L[^"]*" class="tip/.exec(picture) ?? [];
    const at = x.range[0] + (2 / 4) * (x.range[1] - x.range[0]);
    expect(Number(from)).toBeCloseTo(at + 13, 0);
    expect(Number(to)).toBeCloseTo(at + 13 + 9, 0);
  });

  test('cuts an arrow at the edge of the map, without a head, and names it inside', () => {
    const arrow = { name: 'step', role: 'run', from: [0, 0], to: [90, 0], label: 'its step' } as const;
    const panel = { ...surface, paths: [], points: [], arrows: [arrow] };
    const { labels, box } = layout(panel, 388, heightFor(panel, 388)) as SurfaceLayout; // a map's own
    expect(labels.map(({ text }) => text)).toContain('its step');
    const picture = html(panel, 388);
    const [, end] = /d="M\S+ \S+?L(\S+) \S+" class="arrow/.exec(picture) ?? [];
    expect(Number(end)).toBeCloseTo(box.x + box.width, 0);
    expect(picture).not.toContain('class="tip');
    expect(html({ ...panel, arrows: [{ ...arrow, to: [1, 0] }] }, 388)).toContain('class="tip');
  });

  test('of a chart keeps the name of a handle off the lines that its ring stands on', () => {
    const panel = lineChart(column(1, 1, 0), {
      handle: { x: 'beta', at: [0.1, 1], label: 'drag me' },
      references: [{ axis: 'y', at: 1, label: 'worst', role: 'danger' }],
    });
    const { labels, y } = layout(panel, 400, heightFor(panel, 400)) as ChartLayout; // a chart's own
    const name = labels.find(({ text }) => text === 'drag me');
    expect(name && ink(name).y).toBeGreaterThan(y.range[1]);
  });

  test('draws units equally long where asked', () => {
    const { box, x, y } = layout(
      { ...surface, equal: true, x: { ...surface.x, domain: [-4, 4] } },
      700,
      434,
    ) as SurfaceLayout; // a map's own
    expect(box.width / (x.domain[1] - x.domain[0])).toBeCloseTo(box.height / (y.domain[1] - y.domain[0]), 9);
  });

  test('cuts a run that leaves for 1e300 where it leaves the map', () => {
    const run = {
      name: 'run',
      role: 'run',
      steps: true,
      x: column(0, 1, -50, 1e300),
      y: column(0, 1, 80, -1e300),
    } as const;
    const picture = html({ ...surface, paths: [run] }, 560);
    expect(picture.match(/NaN|Infinity|e\+/)).toBeNull();
    for (const [, d = ''] of picture.matchAll(/d="([^"]*)" class="(?:casing|line[^"]*)"/g)) {
      for (const number of d.match(/-?[\d.]+/g) ?? []) expect(Math.abs(Number(number))).toBeLessThan(1500);
    }
  });

  test('of equal values, and of a run that never moves, is drawn', () => {
    const still = { name: 'run', role: 'run', steps: true, x: column(1, 1, 1), y: column(1, 1, 1) } as const;
    expect(html({ ...surface, bands: { levels: [], paths: [], label: 'L' }, paths: [still] }, 300)).not.toMatch(
      /NaN|undefined/,
    );
  });
});

describe('multiples layout', () => {
  test.each([300, 519, 520, 808])(
    'at %d px gives every plot the same size, headings that fit, y labels once a row',
    (width) => {
      const placed = layout(multiples, width, 0);
      if (placed.kind !== 'multiples') throw new Error('not the layout of small multiples');
      expect(new Set(placed.items.map(({ box }) => `${box.width.toFixed(3)} ${box.height.toFixed(3)}`)).size).toBe(1);
      expect(collisions(placed.headings)).toEqual([]);
      const columns = new Set(placed.items.map(({ box }) => box.x.toFixed(1))).size;
      placed.items.forEach(({ yTicks }, i) => {
        expect(yTicks.some(({ text }) => text !== '')).toBe(i % columns === 0);
      });
      for (const { box } of placed.items) expect(box.x + box.width).toBeLessThanOrEqual(width);
    },
  );
});

test('layout is pure: the same panel and size give the same plain object', () => {
  for (const panel of [surface, chart, multiples]) {
    expect(layout(panel, 400, 300)).toEqual(layout(panel, 400, 300));
    expect(structuredClone(layout(panel, 400, 300))).toEqual(layout(panel, 400, 300));
  }
});
