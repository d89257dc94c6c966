import type { PanelPoint, SurfaceBands, SurfaceCells, SurfacePanel, SurfaceRegion } from '../../figure/panels/panel.ts';

/** The plane of learning rate and momentum that the pads of a section share. */
export const PAD = { alpha: [0.1, 100], beta: [0, 1] } as const;

type Line = NonNullable<SurfacePanel['lines']>[number];

export interface PadOptions {
  title: string;
  /** Label of the alpha axis. */
  alphaLabel: string;
  alphaDomain?: readonly [number, number];
  /** The alpha from which every run diverges, for a beta below 1. */
  limit(beta: number): number;
  /** What is written in the divergent region; a second line is smaller. */
  limitLabel: string;
  /** Where the reader stands; the ring drags the parameters `alpha` and `beta`. */
  at: readonly [number, number];
  bands?: SurfaceBands;
  cells?: SurfaceCells;
  lines?: readonly Line[];
  points?: readonly PanelPoint[];
}

/** Rows of the boundary; dense near beta = 1, where it turns away. */
const BOUNDARY = Float64Array.from({ length: 61 }, (_, i) => 1 - (1 - i / 60) ** 2);

/**
 * One control for alpha and beta whose shape is the stable region (after Goh 2017): everything beyond the dashed
 * boundary is hatched. alpha is the book's, on a log axis.
 */
export function momentumPad(options: PadOptions): SurfacePanel {
  const { title, alphaLabel, alphaDomain = PAD.alpha, limit, limitLabel, at, lines = [], points = [] } = options;
  // A little beyond the frame, which cuts the rest off.
  const far = alphaDomain[1] * 1.05;
  const edge = [...BOUNDARY].map((beta): readonly [number, number] => [
    Math.min(far, beta < 1 ? limit(beta) : far),
    beta,
  ]);
  const region: SurfaceRegion = {
    name: 'divergent',
    role: 'danger',
    polygon: [...edge, [far, 0]],
    label: limitLabel,
  };
  return {
    kind: 'surface',
    name: 'pad',
    title,
    x: { label: alphaLabel, domain: alphaDomain, scale: 'log' },
    y: { label: 'momentum β', domain: PAD.beta, ticks: [0, 0.25, 0.5, 0.75, 1] },
    ...(options.bands && { bands: options.bands }),
    ...(options.cells && { cells: options.cells }),
    regions: [region],
    lines: [
      {
        name: 'stability limit',
        role: 'theory',
        x: Float64Array.from(edge, ([alpha]) => alpha),
        y: Float64Array.from(edge, ([, beta]) => beta),
      },
      ...lines,
    ],
    points,
    handle: { x: 'alpha', y: 'beta', at, label: 'drag' },
  };
}
