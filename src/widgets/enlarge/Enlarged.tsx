import { useState } from 'preact/hooks';
import plotStyle from 'uplot/dist/uPlot.min.css?inline';
import type { Panel } from '../../figure/panels/panel.ts';
import { adoptStyles } from '../page/adopt-styles.ts';
import { chartsOf, countsAlike } from './charts-of.ts';
import style from './enlarge.css?inline';
import { LargeChart } from './LargeChart.tsx';

adoptStyles(plotStyle);
adoptStyles(style);

interface Props {
  /** The figure's name, used for its files. */
  name: string;
  panels: readonly Panel[];
}

/** The charts of a figure over the whole page. Those that count the same steps share a crosshair. */
export function Enlarged({ name, panels }: Props) {
  const [charts] = useState(() => chartsOf(panels));
  return (
    <div class="enlarged-charts">
      <p class="enlarged-help">
        Drag over a chart to look closer, or pinch it; twice on it shows all again. On the keyboard: arrows move the
        crosshair, <kbd>+</kbd> and <kbd>−</kbd> zoom, <kbd>Shift</kbd> with an arrow moves along, <kbd>0</kbd> shows
        all.
      </p>
      {charts.map((chart, i) => (
        <LargeChart
          key={`${chart.name}-${i}`}
          panel={chart}
          file={charts.length > 1 ? `${name}-${i + 1}` : name}
          sync={countsAlike(chart, charts) ? `${name} ${chart.x.label}` : undefined}
        />
      ))}
    </div>
  );
}
