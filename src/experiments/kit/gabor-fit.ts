import { type Gabor, gabor } from '../../engine/problems/gabor.ts';
import type { Batch } from '../../engine/problems/problem.ts';
import { placeOf } from '../../figure/panels/held.ts';
import type { ChartPanel, ChartSeries, Column, Handle, Role } from '../../figure/panels/panel.ts';

interface GaborCurve {
  name: string;
  role: Role;
  /** (phi0, phi1). */
  phi: readonly [number, number];
  label?: string;
}

interface GaborFitOptions {
  /** Caption above the chart. */
  label: string;
  curves: readonly GaborCurve[];
  /** Highlighted examples. */
  batch?: Batch;
  /** The model on other examples than the notebooks'. */
  of?: Gabor;
  /** The parameter of kind `points` with the examples. */
  drags?: string;
  /** The draggable curve, by the names of its parameters. */
  holds?: { of: readonly [number, number]; label: string };
  /** Whether to draw the last curve's gap to each example, as a stick. */
  gaps?: boolean;
}

const INPUTS = Float64Array.from({ length: 181 }, (_, i) => -15 + i / 6);

/** Limit of the axis as long as it includes every example. */
const HIGH = 1.1;

/** The thirty examples of notebooks 6.3 and 6.4, or others, with fitted curves; those of a batch are highlighted. */
export function gaborFit({
  label,
  curves,
  batch,
  of = gabor,
  drags,
  holds,
  gaps = false,
}: GaborFitOptions): ChartPanel {
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
  const last = curves.at(-1)?.phi;
  return {
    kind: 'chart',
    name: 'fit',
    title: of === gabor ? 'The thirty examples and the fitted model' : `The ${x.length} examples and the fitted model`,
    x: { label: 'input *x*', domain: [-15, 15], ticks: [-15, 0, 15] },
    y: { label, domain: [-high, high], ticks: [-1, 0, 1] },
    series: [
      ...(gaps && last ? [gapsTo(of, last)] : []),
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
    ...(holds && { handle: heldAt(of, holds) }),
  };
}

/** The segments from each example to the curve: the loss is the sum of their squares. */
function gapsTo({ x, y, model }: Gabor, [phi0, phi1]: readonly [number, number]): ChartSeries {
  const curve = x.map((input) => model(phi0, phi1, input));
  const edge = (of: (...both: number[]) => number) => curve.map((value, i) => of(value, y[i]!));
  return {
    name: 'gap',
    role: 'danger',
    kind: 'points',
    faint: true,
    x,
    y: curve,
    low: edge(Math.min),
    high: edge(Math.max),
  };
}

/**
 * u of the model at its highest crest, where the wave's handle is; the trough is at the same distance to the left of
 * its middle.
 */
const CREST = 1.478;
/** The factor in `model`. */
const PER = 0.06;

function heldAt({ model }: Gabor, { of: phi, label }: { of: readonly [number, number]; label: string }): Handle {
  const held = { shift: 'phi0', stretch: 'phi1', per: PER, of: phi };
  const seen = [CREST, -CREST].map((u) => placeOf(held, u)).find((x) => Math.abs(x) < 14);
  const x = seen ?? Math.min(14, Math.max(-14, placeOf(held, CREST)));
  return { holds: held, at: [x, model(...phi, x)], label };
}

function pick(values: Column, indices?: Batch): Column {
  return indices ? Float64Array.from(indices, (i) => values[i]!) : values;
}
