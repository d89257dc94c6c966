import { gaborLandmarks } from '../../engine/problems/gabor-landmarks.ts';
import { type Axis, axis, type ChartPanel, chart, level, logAxis } from '../../figure/index.ts';

const TICKS = [0.5, 1, 2, 5, 10, 20];

/** An axis for losses of the Gabor model, from just below the lowest possible one. */
export const gaborLossAxis = (label: string, highest = 20): Axis => logAxis(label, [0.5, highest], { ticks: TICKS });

interface GaborLossOptions extends Pick<Parameters<typeof chart>[0], 'title' | 'series' | 'points' | 'runs'> {
  y?: Axis;
  last: number;
  /** Label of the line at the lowest possible loss. */
  lowest?: string;
  /** The lowest loss for other examples than the notebooks'; null if the map has no minimum. */
  least?: number | null;
}

/** The loss at each step of runs on the Gabor problem, above the lowest possible one. */
export function gaborLossChart({ y, last, lowest, least, ...over }: GaborLossOptions): ChartPanel {
  const loss = least === undefined ? gaborLandmarks().minima[0]!.loss : least;
  return chart({
    name: 'loss',
    x: axis('step *t*', [0, Math.max(last, 1)]),
    y: y ?? gaborLossAxis('loss *L*, log scale'),
    steps: true,
    references: loss === null ? [] : [level(loss, lowest ?? `lowest possible, ${loss.toFixed(3)}`, 'theory')],
    ...over,
  });
}
