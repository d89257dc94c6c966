import * as f from '../../figure/index.ts';

/** The plane of learning rate and momentum shared by the pads of a section. */
export const PAD = { alpha: [0.1, 100], beta: [0, 1] } as const;

type Line = NonNullable<f.SurfacePanel['lines']>[number];

export interface PadOptions {
  title: string;
  alphaLabel: string;
  alphaDomain?: readonly [number, number];
  /** The alpha above which every run diverges, for a beta below 1. */
  limit(beta: number): number;
  /** The label of the divergent region; a second line is smaller. */
  limitLabel: string;
  /** The reader's position; the handle drags the parameters `alpha` and `beta`. */
  at: readonly [number, number];
  bands?: f.SurfaceBands | undefined;
  cells?: f.SurfaceCells;
  lines?: readonly Line[];
  points?: readonly f.PanelPoint[];
}

/** Rows of the boundary; dense near beta = 1, where it bends. */
const BOUNDARY = Float64Array.from({ length: 61 }, (_, i) => 1 - (1 - i / 60) ** 2);

/**
 * One control for alpha and beta whose shape is the stable region (after Goh 2017): everything beyond the dashed
 * boundary is hatched. alpha is the book's, on a log axis.
 */
export function momentumPad(options: PadOptions): f.SurfacePanel {
  const {
    title,
    alphaLabel,
    alphaDomain = PAD.alpha,
    limit,
    limitLabel,
    at,
    bands,
    cells,
    lines = [],
    points = [],
  } = options;
  // Slightly beyond the frame, which clips it.
  const far = alphaDomain[1] * 1.05;
  const edge = Array.from(BOUNDARY, (beta): [number, number] => [Math.min(far, beta < 1 ? limit(beta) : far), beta]);
  const boundary = { x: Float64Array.from(edge, ([alpha]) => alpha), y: BOUNDARY };
  return f.map({
    name: 'pad',
    title,
    x: f.logAxis(alphaLabel, alphaDomain),
    y: f.axis('momentum β', PAD.beta, { ticks: [0, 0.25, 0.5, 0.75, 1] }),
    bands,
    cells,
    regions: [f.region('divergent', 'danger', [...edge, [far, 0]], limitLabel)],
    lines: [f.path('stability limit', 'theory', boundary), ...lines],
    points,
    handle: f.ring({ x: 'alpha', y: 'beta' }, at, 'drag'),
  });
}
