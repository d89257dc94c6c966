import { expect } from 'vitest';
import type { Panel, PanelPoint, PointMark } from '../../../src/figure/panels/panel.ts';

/** Keyed by the mark, so that a misplaced name is found without types. */
const marks: { readonly [Mark in PointMark]: true } = {
  minimum: true,
  saddle: true,
  maximum: true,
  lowest: true,
  end: true,
  start: true,
  dot: true,
  hollow: true,
  cross: true,
  badge: true,
  now: true,
};

function soundPoints(points: readonly PanelPoint[] = []): void {
  for (const { name, mark } of points) expect(marks, `the mark of "${name}"`).toHaveProperty([mark]);
}

/** Checks of the data of each kind of panel. */
const sound: { readonly [Kind in Panel['kind']]: (panel: Extract<Panel, { kind: Kind }>) => void } = {
  surface({ paths = [], points, tilt }) {
    soundPoints(points);
    for (const path of paths) expect(path.y.length, path.name).toBe(path.x.length);
    if (tilt) expect(tilt.grid.length, 'a height for each cell').toBe(tilt.columns * tilt.rows);
  },
  chart({ series, points }) {
    soundPoints(points);
    for (const { name, x, y, low, high } of series)
      for (const column of [y, low ?? x, high ?? x]) expect(column.length, name).toBe(x.length);
  },
  multiples({ items }) {
    for (const { panel } of items) soundPanel(panel);
  },
  atlas({ map, above, below }) {
    soundPanel(map);
    for (const { heading, panel } of [...above, ...below]) {
      expect(heading, 'a chart of an atlas has a heading').not.toBe('');
      soundPanel(panel);
    }
  },
  network({ units, weights, picks }) {
    expect(weights.length, 'weights between each layer and the next').toBe(units.length - 1);
    for (const [layer, column] of weights.entries())
      expect(column.length).toBe((units[layer]?.length ?? 0) * (units[layer + 1]?.length ?? 0));
    for (const { layer, unit } of picks.units) expect(units[layer]?.[unit]).toBeDefined();
    expect(picks.units[picks.at]).toBeDefined();
  },
  table({ columns, rows }) {
    for (const row of rows) expect(row.length).toBe(columns.length);
    for (const [i, { label, align }] of columns.entries())
      if (rows.length > 0 && rows.every((row) => typeof row[i] === 'string'))
        expect(align, `column "${label}" is of words, and says how it is aligned`).toBeDefined();
  },
  equation({ lines }) {
    for (const { equation, label, spoken, values } of lines.flat())
      if (values) expect(label ?? spoken, `${equation} is read aloud by a plain name`).toBeDefined();
  },
};

export function soundPanel(panel: Panel): void {
  expect(panel.name, 'a panel has a name').not.toBe('');
  expect(panel.title, `panel ${panel.name} says what is seen`).not.toBe('');
  // Safe: it is looked up by the kind of the panel.
  const check = sound[panel.kind] as (panel: Panel) => void;
  check(panel);
}
