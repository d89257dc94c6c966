/** Copies of a panel with parts removed or faded; cached, so that unchanged parts are not drawn again. */
import type {
  ChartPanel,
  ChartSeries,
  Column,
  Handle,
  Panel,
  PanelPoint,
  SurfacePanel,
  SurfacePath,
} from '../../figure/panels/panel.ts';
import { endNamesOf } from './chart-layout.ts';
import { remember } from './remember.ts';

/** Applies a change to each map and chart of a panel; returns the same object if nothing changes. */
function withPlots(panel: Panel, change: <P extends SurfacePanel | ChartPanel>(plot: P) => P): Panel {
  switch (panel.kind) {
    case 'surface':
    case 'chart':
      return change(panel);
    case 'multiples': {
      const items = panel.items.map((item) => ({ ...item, panel: change(item.panel) }));
      return items.every((item, k) => item.panel === panel.items[k]?.panel) ? panel : { ...panel, items };
    }
    case 'atlas': {
      const map = change(panel.map);
      return map === panel.map ? panel : { ...panel, map };
    }
    default:
      return panel;
  }
}

/** The runs outdated by code with a mistake: the reader's own, or all of them if it is in a loss or a model. */
export type Aged = 'own' | 'all' | 'none';

/** Fades the runs that are still those of the previous code, and marks their names. */
export const aged: (panel: Panel, which: Aged) => Panel = remember(
  (panel: Panel, which: Aged): Panel => {
    if (which === 'none') return panel;
    const isOld = ({ role }: { role: string }): boolean => which === 'all' || role === 'run';
    const paled = (path: SurfacePath): SurfacePath => ({
      ...path,
      faint: true,
      ...(path.label && { label: `${path.label}, old` }),
    });
    if (panel.kind === 'surface')
      return { ...panel, paths: (panel.paths ?? []).map((path) => (isOld(path) ? paled(path) : path)) };
    if (panel.kind !== 'chart') return panel;
    const isOldLine = (series: ChartSeries): boolean => series.kind === 'line' && isOld(series);
    return {
      ...panel,
      series: panel.series.map((series) => (isOldLine(series) ? { ...series, faint: true } : series)),
    };
  },
  (which) => which,
);

/** Renames the run drawn below the others: _pinned_ is reserved for the reader's pin. */
export const withBefore: (panel: Panel, name: string) => Panel = remember(
  (panel: Panel, name: string): Panel =>
    withPlots(panel, (plot) => {
      const named = <Named extends { label?: string }>(some: readonly Named[]): readonly Named[] =>
        some.some(isBefore) ? some.map((one) => (isBefore(one) ? { ...one, label: name } : one)) : some;
      const points = named(plot.points ?? []);
      const lines = plot.kind === 'surface' ? { paths: named(plot.paths ?? []) } : { series: named(plot.series) };
      const isSame =
        points === plot.points && Object.entries(lines).every(([key, some]) => Object.is(Reflect.get(plot, key), some));
      return isSame ? plot : { ...plot, points, ...lines };
    }),
  (name) => name,
);

const isBefore = ({ label }: { label?: string }): boolean => label === 'pinned' || label === 'the run before';

/** Replaces each handle without a visible parameter by a point, since the page or the URL hides its parameters. */
export const withoutHiddenRing: (panel: Panel, hide: readonly string[]) => Panel = remember(
  (panel: Panel, hide: readonly string[]): Panel =>
    withPlots(panel, (plot) => {
      const { handle } = plot;
      if (!handle || !isStill(handle, hide)) return plot;
      const [x, y] = handle.at;
      // The handle's own label may invite a click.
      const points = [...(plot.points ?? []), { name: 'start', x, y, mark: 'start' as const, label: 'start' }];
      const still = { ...plot, points };
      delete still.handle;
      return still;
    }),
  (hide) => hide.join(' '),
);

function isStill({ x, y, adds, picks, holds }: Handle, hide: readonly string[]): boolean {
  const sets = [x, y, adds, picks?.name, holds?.shift, holds?.stretch].filter((name) => name !== undefined);
  return sets.length > 0 && sets.every((name) => hide.includes(name));
}

/** Removes the marks of an iteration, and the arrow at the head of a run. */
export const unmarked: (panel: Panel) => Panel = remember((panel: Panel) =>
  withPlots(panel, (plot) => {
    const { points = [] } = plot;
    const isMarked = points.some(({ mark }) => mark === 'now');
    const still = isMarked ? { ...plot, points: points.filter(({ mark }) => mark !== 'now') } : plot;
    const hasMomentum = still.kind === 'surface' && still.paths?.some(({ keeps }) => keeps !== undefined);
    return hasMomentum ? { ...still, arrows: [] } : still;
  }),
);

/** Removes the names at the ends of its runs, which would reveal where they end; a chart keeps their margin. */
export const unended: (panel: Panel) => Panel = remember((panel: Panel): Panel => {
  const bare = <Named extends { label?: string }>({ label: _, ...line }: Named) => line;
  if (panel.kind === 'surface')
    return { ...panel, paths: (panel.paths ?? []).map((path) => (path.role === 'theory' ? path : bare(path))) };
  if (panel.kind !== 'chart' || panel.steps !== true) return panel;
  const points = (panel.points ?? []).filter(({ mark }) => mark !== 'end');
  const series = panel.series.map((line) => (line.role === 'theory' ? line : bare(line)));
  return { ...panel, points, series, names: panel.names ?? endNamesOf(panel) };
});

/** Cuts its runs at an iteration, as in a passage on paper. */
export function cutAt(panel: Panel, t: number): Panel {
  const first = (column: Column) => column.slice(0, t + 1);
  if (panel.kind === 'surface') {
    const paths = (panel.paths ?? []).map((path) =>
      path.steps ? { ...path, x: first(path.x), y: first(path.y) } : path,
    );
    // The end of the run is not known yet.
    const isThere = ({ x, y }: PanelPoint) =>
      paths.some((path) => path.steps && path.x.at(-1) === x && path.y.at(-1) === y);
    return { ...panel, paths, points: (panel.points ?? []).filter((point) => point.mark !== 'end' || isThere(point)) };
  }
  if (panel.kind !== 'chart' || panel.steps !== true) return panel;
  const series = panel.series.map((line) => {
    if (line.kind !== 'line' || line.role === 'theory') return line;
    // Not every iteration has an entry.
    const until = line.x.findLastIndex((x) => x <= t) + 1;
    return { ...line, x: line.x.slice(0, until), y: line.y.slice(0, until) };
  });
  return { ...panel, series };
}

/**
 * The panel during a run, if its lines move with the run, such as the slope at its head; otherwise the panel itself.
 */
export function onWay(panel: Panel, way: Panel | undefined): Panel {
  if (panel.kind !== 'surface' || way?.kind !== 'surface') return panel;
  const places = ({ lines = [] }: SurfacePanel) =>
    JSON.stringify(lines.map(({ x, y }) => [Array.from(x), Array.from(y)]));
  return places(panel) === places(way) ? panel : way;
}
