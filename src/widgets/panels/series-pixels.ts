import type { ChartSeries } from '../../figure/panels/panel.ts';
import { type Scale, scalesKey } from './axis-scale.ts';
import { decimate, decimateBand, type Pixels, toPixelColumns } from './polyline.ts';
import { remember } from './remember.ts';

/** A series in px; dense lines keep four points per pixel column. */
export interface SeriesPixels {
  line: Pixels;
  low?: Pixels;
  high?: Pixels;
}

/** Whether a series may carry its name at its right end. */
export function isLine(kind: ChartSeries['kind']): boolean {
  return kind === 'line' || kind === 'step' || kind === 'band';
}

export const seriesPixels = remember((series: ChartSeries, x: Scale, y: Scale): SeriesPixels => {
  const columns = (values: ChartSeries['y']) => toPixelColumns(series.x, values, x, y);
  const line = columns(series.y);
  const low = series.low && columns(series.low);
  const high = series.high && columns(series.high);
  if (series.kind === 'band') return { line: decimate(line), ...decimateBand(low ?? line, high ?? line) };
  return { line: series.kind === 'line' ? decimate(line) : line, ...(low && { low }), ...(high && { high }) };
}, scalesKey);
