import { type Gabor, gabor } from '../../engine/problems/gabor.ts';
import type { Batch } from '../../engine/problems/problem.ts';
import type { ChartPanel, ChartSeries, Column, Role } from '../../figure/panels/panel.ts';

interface GaborCurve {
  name: string;
  role: Role;
  /** (phi0, phi1). */
  phi: readonly [number, number];
  label?: string;
}

interface GaborFitOptions {
  /** Above the chart: what it shows now. */
  label: string;
  curves: readonly GaborCurve[];
  /** Examples to mark over the others. */
  batch?: Batch;
  /** The model on other examples than the notebooks'. */
  of?: Gabor;
  /** The parameter of kind `points` whose value the examples are. */
  drags?: string;
}

const INPUTS = Float64Array.from({ length: 181 }, (_, i) => -15 + i / 6);

/** As far as the axis goes while it holds every example. */
const HIGH = 1.1;

/** The thirty examples of notebooks 6.3 and 6.4, or others, with fitted curves; those of a batch stand out. */
export function gaborFit({ label, curves, batch, of = gabor, drags }: GaborFitOptions): ChartPanel {
  const { x, y, model } = of;
  const high = y.some((value) => Math.abs(value) > HIGH) ? 2 : HIGH;
  const points = (name: string, role: Role, indices?: Batch): ChartSeries => ({
    name,
    role,
    kind: 'points',
    x: pick(x, indices),
    y: pick(y, indices),
    ...(batch && indices === undefined && { faint: true }),
    ...(indices === undefined && drags !== undefined && { drags }),
  });
  return {
    kind: 'chart',
    name: 'fit',
    title: of === gabor ? 'The thirty examples and the fitted model' : `The ${x.length} examples and the fitted model`,
    x: { label: 'input *x*', domain: [-15, 15], ticks: [-15, 0, 15] },
    y: { label, domain: [-high, high], ticks: [-1, 0, 1] },
    series: [
      points('examples', 'measured'),
      ...(batch ? [points('examples of this batch', 'batch', batch)] : []),
      ...curves.map(
        ({ phi: [phi0, phi1], ...curve }): ChartSeries => ({
          ...curve,
          kind: 'line',
          x: INPUTS,
          y: INPUTS.map((input) => model(phi0, phi1, input)),
        }),
      ),
    ],
  };
}

function pick(values: Column, indices?: Batch): Column {
  return indices ? Float64Array.from(indices, (i) => values[i]!) : values;
}
