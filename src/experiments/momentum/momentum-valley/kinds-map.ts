/** The plane of learning rate and momentum as a map of the five kinds of runs, with pictures of them beside it. */
import { createQuadratic, train } from '../../../engine/index.ts';
// The page's first figure: importing the list would load every rule (decision 0014).
import { momentum } from '../../../engine/optimizers/momentum.ts';
import { criticalRate, type Regime, regime, stabilityLimit } from '../../../engine/theory/momentum-theory.ts';
import * as f from '../../../figure/index.ts';
import { once } from '../../kit/made-once.ts';
import { momentumPad, PAD } from '../../kit/pad.ts';

export interface Pair {
  alpha: number;
  beta: number;
}

/** A pair of each kind, for a direction of curvature 1. */
export const KINDS = [
  { kind: 'monotone', word: 'monotone', alpha: 0.15, beta: 0.18 },
  { kind: 'critical', word: 'critical', alpha: 0.25, beta: 0.36 },
  { kind: 'ripples', word: 'ripples', alpha: 6, beta: 0.9 },
  { kind: 'oscillating', word: 'oscillates', alpha: 1.9, beta: 0.06 },
  { kind: 'divergent', word: 'diverges', alpha: 6.6, beta: 0.52 },
] as const satisfies readonly { kind: Regime; word: string; alpha: number; beta: number }[];

const STEPS = 26;
/** Maximum distance drawn. */
const REACH = 1.2;
/** A growing run is scaled down, and ends once it is far away: its bars grow. */
const GROWN = 4;

/** Signed distance to the minimum at each step, from 1, along a direction of curvature 1; scaled down if it grows. */
export function alongOne({ alpha, beta }: Pair): f.Column {
  const { phi } = train({
    problem: createQuadratic({ eigenvalues: [1] }),
    optimizer: momentum,
    hyper: { alpha, beta },
    start: [1],
    steps: STEPS,
    record: { loss: 'ends' },
  });
  const far = phi.findIndex((value) => Math.abs(value) > GROWN);
  const shown = far < 0 ? phi : phi.slice(0, far);
  const most = shown.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return Float64Array.from(shown, (value) => value * Math.min(1, REACH / most));
}

/** Number of kinds shown first, those of the weight on a spring. All five at once are too many at first sight. */
const FIRST = 3;

const five = once((): f.ChartPanel[] =>
  KINDS.map(({ kind, word, ...pair }) => strip(word, kind === 'divergent' ? 'danger' : 'measured', alongOne(pair))),
);

/** The map at the reader's pair: the first kinds, and one of the others while the reader is there. `own`: the reader's run along curvature 1. */
export function kindsMap({ alpha, beta }: Pair, own: f.Column | undefined): f.AtlasPanel {
  const here = KINDS.findIndex(({ kind }) => kind === regime(alpha, beta, 1));
  const plots = KINDS.map(({ kind, word }, i) =>
    f.plot(`${i + 1} ${word}`, five()[i]!, {
      spare: i < FIRST || i === here ? undefined : kind,
    }),
  );
  const yours = own && f.plot('yours', strip('yours', 'run', own), { role: 'run' });
  return f.atlas({
    name: 'kinds',
    title: 'Every learning rate and momentum, with the kind of run that each gives across the valley',
    map: {
      ...momentumPad({
        title: 'Learning rate and momentum as one point, among five kinds of run across the valley',
        alphaLabel: 'learning rate α',
        limit: stabilityLimit,
        limitLabel: 'diverges',
        at: [alpha, beta],
        cells: kindCells(),
        lines: [f.path('critical', 'theory', boundary(criticalRate))],
        points: KINDS.map(({ kind, ...pair }, i) =>
          f.point('badge', kind, pair.alpha, pair.beta, { label: String(i + 1) }),
        ),
      }),
      x: f.logAxis('learning rate α', PAD.alpha, { ticks: [0.1, 1, 10, 100] }),
      y: f.axis('momentum β', PAD.beta, { ticks: [0, 1] }),
    },
    above: plots.slice(0, FIRST),
    below: [...(yours ? [yours] : []), ...plots.slice(FIRST)],
  });
}

function strip(word: string, role: f.Role, distances: f.Column): f.ChartPanel {
  return f.chart({
    name: word,
    title: `Signed distance to the floor of the valley at each step: ${word}`,
    x: f.axis('', [0, STEPS], { ticks: [] }),
    y: f.axis('', [-REACH, REACH], { ticks: [0] }),
    series: [f.stems(word, role, distances)],
  });
}

/** Dense near both ends, where the boundaries bend. */
const BETAS = Float64Array.from({ length: 65 }, (_, i) => Math.min(1 - 1e-6, (1 - Math.cos((Math.PI * i) / 64)) / 2));

const boundary = (of: (beta: number) => number): { x: f.Column; y: f.Column } => ({ x: BETAS.map(of), y: BETAS });

/** The kinds as tints; divergent regions are hatched by the pad itself. */
const kindCells = once((): f.SurfaceCells => {
  const [low, high] = PAD.alpha;
  // In thousandths of the map, y downwards.
  const across = (alpha: number) =>
    Math.round((1000 * Math.log(Math.min(high, Math.max(low, alpha)) / low)) / Math.log(high / low));
  const edge = (of: (beta: number) => number) =>
    Array.from(BETAS, (beta): [number, number] => [across(of(beta)), Math.round(1000 * (1 - beta))]);
  const slow = edge(criticalRate);
  // The rate of the other double root is the reciprocal of the first rate.
  const fast = edge((beta) => 1 / criticalRate(beta));
  const category = (label: string, tint: number, corners: readonly (readonly [number, number])[]) => ({
    label,
    tint,
    path: `M${corners.map((corner) => corner.join(' ')).join('L')}z`,
    share: area(corners) / 1e6,
  });
  return {
    columns: 1,
    rows: 1,
    categories: [
      category('ripples', 5, [...slow, ...fast.toReversed()]),
      category('monotone', 1, [[0, 1000], ...slow, [0, 0]]),
      category('oscillates', 8, [...fast, ...edge(stabilityLimit).toReversed()]),
    ],
  };
});

function area(corners: readonly (readonly [number, number])[]): number {
  const twice = corners.reduce((sum, [x, y], i) => {
    const [nextX, nextY] = corners[(i + 1) % corners.length]!;
    return sum + x * nextY - nextX * y;
  }, 0);
  return Math.abs(twice) / 2;
}
