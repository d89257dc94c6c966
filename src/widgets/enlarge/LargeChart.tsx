import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type uPlot from 'uplot';
import type { Axis, ChartPanel } from '../../figure/panels/panel.ts';
import { csvFile } from '../page/csv-text.ts';
import { save } from '../page/save.ts';
import { dataTable } from '../panels/data.ts';
import { MathText } from '../panels/MathText.tsx';
import { plainText } from '../panels/math-text.ts';
import { axisNumber } from '../panels/text.ts';
import { valuesAt } from './crowd.ts';
import { createPlot } from './plot.ts';
import { csvOf, type Entry, type PlotData, plotData } from './plot-data.ts';
import { coloursOf, lookOf } from './plot-look.ts';
import { onKey, pinch, whole, zoomIn, zoomOut } from './zoom.ts';

interface Props {
  panel: ChartPanel;
  file: string;
  sync: string | undefined;
}

const ROWS_SHOWN = 200;
const canBeLog = ({ domain: [low, high] }: Axis, columns: readonly Float64Array[]) =>
  (low > 0 && high > 0) || columns.some((column) => column.some((value) => value > 0));

export function LargeChart({ panel, file, sync }: Props) {
  const [logX, setLogX] = useState(panel.x.scale === 'log');
  const [logY, setLogY] = useState(panel.y.scale === 'log');
  const data = useMemo(() => plotData(panel.series, logX, logY), [panel, logX, logY]);
  const [shown, setShown] = useState(() => data.entries.map(() => true));
  const [at, setAt] = useState<number>();
  const host = useRef<HTMLDivElement>(null);
  // The swatches take their colours from the page around the chart.
  const [placed, setPlaced] = useState<Element>();
  const plot = useRef<uPlot | undefined>(undefined);
  const shownNow = useRef(shown);
  shownNow.current = shown;
  const theme = useTheme();
  const [tabled, setTabled] = useState(false);
  // A crowd has a hundred thousand rows: they are processed once, and only on request.
  const table = useMemo(() => tabled && dataTable(panel, ROWS_SHOWN), [tabled, panel]);

  // New axes or colours need a new plot; a series is toggled in the existing one.
  useEffect(() => {
    const element = host.current;
    if (!element) return undefined;
    setPlaced(element);
    const size = () => ({ width: element.clientWidth, height: element.clientHeight });
    const isShown = (entry: number) => shownNow.current[entry] ?? true;
    const settings = { ...size(), logX, logY, shown: isShown, sync, colour: coloursOf(element), onCursor: setAt };
    const made = createPlot(panel, data, settings, element);
    pinch(made);
    plot.current = made;
    const observer = new ResizeObserver(() => made.setSize(size()));
    observer.observe(element);
    return () => {
      observer.disconnect();
      made.destroy();
      plot.current = undefined;
    };
  }, [panel, data, theme]);

  const toggle = (entry: number): void => {
    const next = shown.map((on, i) => (i === entry ? !on : on));
    setShown(next);
    shownNow.current = next;
    if (data.entries[entry]?.crowd) plot.current?.redraw(false);
    plot.current?.batch(() => {
      for (const [i, drawn] of data.drawn.entries())
        if (drawn.entry === entry) plot.current?.setSeries(i + 1, { show: next[entry] ?? true });
    });
  };
  const withPlot = (act: (u: uPlot) => void) => () => plot.current && act(plot.current);
  const takePicture = (u: uPlot) =>
    u.ctx.canvas.toBlob((blob: Blob | null) => blob && save(blob, `${file}.png`), 'image/png');
  const takeData = ({ scales: { x } }: uPlot) => {
    const series = data.entries.flatMap((entry, i) => (shown[i] ? entry.series : []));
    save(csvFile(csvOf(panel, series, x?.min ?? -Infinity, x?.max ?? Infinity)), `${file}.csv`);
  };
  const x = at === undefined ? undefined : data.columns[0][at];
  const xs = panel.series.map((series) => series.x);
  const ys = panel.series.map((series) => series.y);

  return (
    <section class="large-chart" aria-label={plainText(panel.title)}>
      <h3>
        <MathText text={panel.title} />
      </h3>
      <div class="large-chart-body">
        <div class="large-chart-frame">
          <p class="large-chart-axis">
            <MathText text={panel.y.label} />
          </p>
          <div
            class="large-chart-plot"
            ref={host}
            // biome-ignore lint/a11y/noNoninteractiveTabindex: the crosshair and the zoom go by keys
            tabIndex={0}
            role="application"
            aria-roledescription="chart"
            aria-label={`${plainText(panel.title)}. Arrow keys read values, plus and minus zoom, 0 shows all.`}
            onKeyDown={(event) => plot.current && onKey(plot.current, event)}
          />
          <p class="large-chart-axis across">
            <MathText text={panel.x.label} />
          </p>
        </div>
        <div class="large-chart-side">
          <p class="large-chart-at" role="status">
            <MathText
              text={x === undefined ? 'Point at the chart to read it.' : `${panel.x.label}: ${axisNumber(x)}`}
            />
          </p>
          <ul>
            {data.entries.map((entry, i) => (
              <li key={entry.name}>
                <label>
                  <input type="checkbox" checked={shown[i]} onChange={() => toggle(i)} />
                  <Swatch entry={entry} host={placed} />
                  <span>
                    <MathText text={entry.name} />
                  </span>
                  <output>
                    <MathText text={at === undefined ? '' : valueText(data, i, at, { logX, logY })} />
                  </output>
                </label>
              </li>
            ))}
          </ul>
        </div>
      </div>
      <div class="large-chart-verbs">
        <button type="button" onClick={withPlot(zoomIn)}>
          Zoom in
        </button>
        <button type="button" onClick={withPlot(zoomOut)}>
          Zoom out
        </button>
        <button type="button" onClick={withPlot(whole)}>
          Show all
        </button>
        {canBeLog(panel.x, xs) && (
          <label>
            <input type="checkbox" checked={logX} onChange={() => setLogX(!logX)} /> log across
          </label>
        )}
        {canBeLog(panel.y, ys) && (
          <label>
            <input type="checkbox" checked={logY} onChange={() => setLogY(!logY)} /> log upwards
          </label>
        )}
        <button type="button" onClick={withPlot(takePicture)}>
          Save PNG
        </button>
        <button type="button" onClick={withPlot(takeData)}>
          Save CSV
        </button>
      </div>
      <details onToggle={({ currentTarget }) => setTabled(currentTarget.open)}>
        <summary>As a table</summary>
        {table}
      </details>
    </section>
  );
}

/** Value at the crosshair, or the last one before it; the range for a band or many thin lines. */
function valueText({ entries, drawn, columns }: PlotData, entry: number, at: number, { logX, logY }: Logs): string {
  const crowd = entries[entry]?.crowd;
  const x = columns[0][at] ?? Number.NaN;
  if (crowd) return rangeText(valuesAt(crowd, logX ? Math.log10(x) : x).map((y) => (logY ? 10 ** y : y)));
  const values = drawn.flatMap((one, i) => {
    const wanted = one.series.kind === 'band' ? one.part !== 'y' : one.part === 'y';
    if (one.entry !== entry || !wanted) return [];
    const column = columns[i + 1];
    let k = at;
    while (k > 0 && column?.[k] === undefined) k--;
    const value = column?.[k];
    return typeof value === 'number' ? [value] : [];
  });
  return rangeText(values);
}

interface Logs {
  logX: boolean;
  logY: boolean;
}

function rangeText(values: readonly number[]): string {
  if (values.length === 0) return '–';
  if (values.length === 1) return axisNumber(Number(values[0]!.toPrecision(4)));
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return `${axisNumber(Number(low.toPrecision(3)))} to ${axisNumber(Number(high.toPrecision(3)))}`;
}

/** A short sample of the line. */
function Swatch({ entry, host }: { entry: Entry; host: Element | undefined }) {
  const [series] = entry.series;
  if (!series || !host) return <svg class="swatch" aria-hidden="true" />;
  const { stroke, width, dash } = lookOf({ ...series, faint: false }, coloursOf(host));
  return (
    <svg class="swatch" viewBox="0 0 30 12" aria-hidden="true">
      {series.kind === 'points' ? (
        <circle cx="15" cy="6" r="3.2" fill={stroke} />
      ) : series.kind === 'band' ? (
        <path d="M1 6H29" stroke={stroke} stroke-width={10} opacity={0.2} />
      ) : entry.crowd ? (
        <path d="M1 3L29 1M1 5L29 9M1 10L29 5" stroke={stroke} stroke-width={0.8} opacity={0.7} />
      ) : (
        <path
          d="M1 6H29"
          stroke={stroke}
          stroke-width={Math.max(width, 1.9)}
          stroke-dasharray={dash.join(' ')}
          stroke-linecap={dash[0] === 0.1 ? 'round' : 'butt'}
        />
      )}
    </svg>
  );
}

/** A counter that changes whenever the page's colours may have. */
function useTheme(): number {
  const [theme, setTheme] = useState(0);
  useEffect(() => {
    const changed = () => setTheme((n) => n + 1);
    const observer = new MutationObserver(changed);
    observer.observe(document.documentElement, { attributeFilter: ['data-theme'] });
    const queries = ['(forced-colors: active)', '(prefers-color-scheme: dark)'].map((query) => matchMedia(query));
    for (const query of queries) query.addEventListener('change', changed);
    return () => {
      observer.disconnect();
      for (const query of queries) query.removeEventListener('change', changed);
    };
  }, []);
  return theme;
}
