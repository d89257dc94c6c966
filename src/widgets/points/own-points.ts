/** Changes a figure's points: by dragging on their chart, or in a table. */
import { BOOK, type Point, pointsIn, pointsText, rounded, wrongPoints } from '../../engine/points.ts';
import type { PointsParameter, Values } from '../../engine/schema.ts';
import type { ChartPanel, ChartSeries } from '../../figure/panels/panel.ts';
import type { Figure } from '../page/figure.ts';

/** The series of a chart whose points can be dragged. */
export const dragged = ({ series }: ChartPanel): ChartSeries | undefined =>
  series.find(({ drags }) => drags !== undefined);

export function parameterOf(live: Pick<Figure, 'schema'>, name: string): PointsParameter | undefined {
  const parameter = live.schema[name];
  return parameter?.kind === 'points' ? parameter : undefined;
}

/** The current points. The book's are only in the picture. */
export function pointsNow(live: Figure, name: string): readonly Point[] {
  const points = pointsIn(String(live.values.value[name]));
  if (points) return points;
  const charts = live.presentation.value?.panels.filter((panel) => panel.kind === 'chart') ?? [];
  const series = charts.flatMap((chart) => chart.series).find(({ drags }) => drags === name);
  return series ? Array.from(series.x, (x, i): Point => [x, series.y[i] ?? Number.NaN]) : [];
}

/** Sets points if the figure accepts them; otherwise returns the reason. */
export function setPoints(live: Figure, name: string, points: readonly Point[]): string | undefined {
  const parameter = parameterOf(live, name);
  if (!parameter) return undefined;
  const wrong = wrongPoints(points, parameter);
  if (wrong) return `These points ${wrong}, so the figure keeps its current points.`;
  live.set({ [name]: pointsText(points) });
  return undefined;
}

/**
 * The page's own points, and its values that depend on points: a start or a rate adapted to other points would not fit
 * them.
 */
export function pagePoints({ schema, defaults }: Pick<Figure['spec'], 'schema' | 'defaults'>, name: string): Values {
  const follow = Object.entries(schema).flatMap(([key, parameter]) =>
    parameter.kind === 'number' && parameter.follows ? [key] : [],
  );
  return Object.fromEntries([name, ...follow].map((key) => [key, defaults[key] ?? BOOK]));
}

/** Keys that keep a table's rows with their points when another is removed. */
export class RowKeys {
  #keys: number[] = [];
  #next = 0;

  of(count: number): readonly number[] {
    while (this.#keys.length < count) this.#keys.push(this.#next++);
    this.#keys.length = count;
    return this.#keys;
  }

  take(index: number): void {
    this.#keys.splice(index, 1);
  }

  /** New keys, because all rows have different points. */
  renew(): void {
    this.#keys = [];
  }
}

/** About two hundred stops of a range, at multiples of 1, 2 or 5 times a power of ten. */
export function stopOf([low, high]: readonly [number, number]): number {
  const wanted = (high - low) / 200;
  const power = 10 ** Math.floor(Math.log10(wanted));
  return power * (wanted < 1.5 * power ? 1 : wanted < 3.5 * power ? 2 : wanted < 7.5 * power ? 5 : 10);
}

/** A coordinate moved by whole stops within a range; without a move it keeps all its digits. */
export function movedBy(from: number, by: number, stop: number, ...ranges: (readonly [number, number])[]): number {
  const stops = Math.round(by / stop);
  if (stops === 0) return from;
  const to = rounded(from + stops * stop);
  return ranges.reduce(
    (value, [low, high]) => Math.min(Math.max(high, from), Math.max(Math.min(low, from), value)),
    to,
  );
}
