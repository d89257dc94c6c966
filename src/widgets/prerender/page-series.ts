import type { Presentation } from '../../figure/experiment.ts';
import type { Axis, ChartPanel, ChartSeries, SurfacePanel, SurfacePath } from '../../figure/panels/panel.ts';
import { plotsIn } from '../panels/index.ts';
import '../panels/bring-all.ts';
import { plainText } from '../panels/math-text.ts';
import { PageError } from './page-error.ts';

interface Drawn {
  name: string;
  /** Points that are drawn: NaN is a gap. */
  points: readonly (readonly [number, number])[];
}

const drawn = ({ name, x, y }: Pick<ChartSeries | SurfacePath, 'name' | 'x' | 'y'>): Drawn => ({
  name,
  points: Array.from(x, (value, i) => [value, y[i] ?? Number.NaN] as const).filter(
    ([a, b]) => Number.isFinite(a) && Number.isFinite(b),
  ),
});

const drawnIn = (panel: ChartPanel | SurfacePanel): Drawn[] =>
  (panel.kind === 'chart' ? panel.series : (panel.paths ?? [])).map(drawn);

/** On which side of the axes all points are, so that no line between two of them crosses the picture. */
function sideOf({ points }: Drawn, x: Axis, y: Axis): string | undefined {
  if (points.length === 0) return undefined;
  const all = (test: (point: readonly [number, number]) => boolean): boolean => points.every(test);
  if (all(([a]) => a < Math.min(...x.domain))) return 'left of';
  if (all(([a]) => a > Math.max(...x.domain))) return 'right of';
  if (all(([, b]) => b < Math.min(...y.domain))) return 'below';
  if (all(([, b]) => b > Math.max(...y.domain))) return 'above';
  return undefined;
}

/**
 * Checks that every line or set of points is visible: otherwise the page or its data has a mistake.
 * @throws PageError that names the series and its axes
 */
export function checkSeries(id: string, { panels }: Pick<Presentation, 'panels'>, loc?: string): void {
  for (const panel of panels.flatMap(plotsIn))
    for (const series of drawnIn(panel)) {
      const side = sideOf(series, panel.x, panel.y);
      if (side === undefined) continue;
      const axis = side.endsWith('of') ? panel.x : panel.y;
      throw new PageError(
        loc,
        `"${series.name}" of ${id} lies wholly ${side} the axes of "${plainText(panel.title)}", where ${plainText(axis.label)} goes from ${axis.domain.join(' to ')}: nothing of it would be seen; set other values or other data`,
      );
    }
}
