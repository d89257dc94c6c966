import { coordinate } from '../../engine/training/trace.ts';
import type { Presentation } from '../../figure/experiment.ts';
import { line, stepsOf } from '../../figure/panels/chart.ts';
import type { ChartPanel, Panel, SurfacePanel } from '../../figure/panels/panel.ts';
import { path } from '../../figure/panels/sheet.ts';
import type { RuleTrace } from '../../python/python.ts';

/**
 * A picture with the reader's run drawn over that of the figure. The accent belongs to what the reader makes, so the
 * figure's own run takes the colour of what is measured; a name stands at the end of each. The verdict is on the reader's
 * run, so it has no outcome: the figure's claim is on its own rule, and so are its offers.
 */
export function withRuns(
  made: Presentation,
  own: RuleTrace,
  others: readonly RuleTrace[] = [],
  said = '',
): Presentation {
  const panels = made.panels.map((panel) => overPanel(panel, own, others));
  if (panels.every((panel, i) => panel === made.panels[i])) return made;
  const { offers: _, ...rest } = made;
  return { ...rest, panels, verdict: { text: said } };
}

function overPanel(panel: Panel, own: RuleTrace, others: readonly RuleTrace[]): Panel {
  if (panel.kind === 'surface' && own.dimension === 2) return overSheet(panel, own, others);
  if (panel.kind === 'chart' && panel.steps) return overChart(panel, own, others);
  return panel;
}

const near = (a: number | undefined, b: number | undefined): boolean =>
  a !== undefined && b !== undefined && Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(b));

/** On the sheet where the figure's run starts as the reader's does. */
function overSheet(panel: SurfacePanel, own: RuleTrace, others: readonly RuleTrace[]): SurfacePanel {
  const starts = panel.paths?.some(
    ({ x, y, role }) => role === 'run' && near(x[0], own.phi[0]) && near(y[0], own.phi[1]),
  );
  if (!starts) return panel;
  const at = (trace: RuleTrace) => ({ x: coordinate(trace, 0), y: coordinate(trace, 1) });
  const track = at(own);
  const last = own.steps;
  return {
    ...panel,
    paths: [
      ...(panel.paths ?? []).map((one) => (one.role === 'run' ? { ...one, role: 'measured' as const } : one)),
      ...others.map((trace, k) => path(`own rule, seed ${k + 1}`, 'run', at(trace), { faint: true })),
      path('own rule', 'run', track),
    ],
    points: [
      ...(panel.points ?? []).map((one) => (one.role === 'run' ? { ...one, role: 'measured' as const } : one)),
      { name: 'own end', x: track.x[last] ?? 0, y: track.y[last] ?? 0, mark: 'end', role: 'run', label: 'yours' },
    ],
  };
}

/** On the chart whose run begins at the loss at which the reader's does. */
function overChart(panel: ChartPanel, own: RuleTrace, others: readonly RuleTrace[]): ChartPanel {
  const begins = panel.series.some(({ x, y, role }) => role === 'run' && x[0] === 0 && near(y[0], own.loss[0]));
  if (!begins) return panel;
  return {
    ...panel,
    series: [
      ...panel.series.map((one) => (one.role === 'run' ? { ...one, role: 'measured' as const } : one)),
      ...others.map(({ loss }, k) => line(`own rule, seed ${k + 1}`, 'run', stepsOf(loss), loss, { faint: true })),
      line('own rule', 'run', stepsOf(own.loss), own.loss, { label: 'yours' }),
    ],
  };
}
