import { expectedSquare, slowestContraction } from '../../../engine/theory/momentum-theory.ts';
import * as f from '../../../figure/index.ts';
import { curvatures, horizon, type Pair, spread } from './bowl-runs.ts';

/** Relative distances to the minimum at each step: of the fastest pair, and of descent at its best rate. */
export type Rivals = Record<'fastest' | 'descent', f.Column>;

type Setting = Pair & { kappa: number; noise: number };

const LOWEST = 1e-6;
/** A log axis has no position for 0. */
const shown = (values: f.Column): f.Column => values.map((value) => Math.max(value, LOWEST / 1e3));

interface Look {
  /** Distances of the reader's pair. */
  own: f.Column | undefined;
  rivals: Rivals | undefined;
  /** Squared distances of each finished seed, with noise. */
  seeds: readonly f.Column[];
  before: f.Column | undefined;
  at: number | undefined;
  /** Each seed is drawn individually. */
  large: boolean;
}

export function distanceChart(values: Setting, { own, rivals, seeds, before, at, large }: Look): f.ChartPanel {
  const last = horizon(values.kappa);
  const noisy = seeds.length > 0;
  const across = noisy ? spread(seeds, last) : undefined;
  const theory = noisy ? expectedDistances(values, last) : powers(values, last);
  const yours = across?.mean ?? own;
  const now = at === undefined || !yours ? undefined : Math.min(at, yours.length - 1);
  const falling = (name: string, role: f.Role, y: f.Column | undefined, label: string): f.ChartSeries | undefined =>
    y && f.line(name, role, shown(y), { label });
  return f.chart({
    name: 'distance',
    title: 'Distance to the minimum at each step, as a share of the first',
    x: f.axis('step *t*', [0, last]),
    y: f.logAxis('distance to the minimum', [LOWEST, 3], { format: 'power', ticks: [1e-6, 1e-4, 1e-2, 1] }),
    steps: true,
    series: f.some(
      falling('plain descent at its best', 'baseline', rivals?.descent, 'descent'),
      falling('pinned', 'baseline', before, 'pinned'),
      falling('fastest pair', 'measured', rivals?.fastest, 'fastest'),
      falling(noisy ? 'expected distance' : 'theory', 'theory', theory, 'theory'),
      large &&
        f.eachSeed(
          'each seed',
          'run',
          f.stepsOf(theory),
          seeds.map((squares) => rooted(squares, last)),
        ),
      across &&
        f.band('middle 80 % of the seeds', 'run', f.stepsOf(theory), {
          y: shown(across.mean),
          low: shown(across.low),
          high: shown(across.high),
        }),
      falling(noisy ? 'root mean square of the seeds' : 'your pair', 'run', yours, 'yours'),
    ),
    points: f.some(
      yours &&
        now !== undefined &&
        f.point('now', 'now', now, Math.max(yours[now]!, LOWEST), {
          label: `step ${now}: ${yours[now]!.toPrecision(2)}`,
        }),
    ),
  });
}

/** The distances of a seed at steps 0 … last. */
const rooted = (squares: f.Column, last: number): f.Column => shown(squares.slice(0, last + 1).map(Math.sqrt));

/** Without noise each step multiplies the distance by the factor of the slowest direction. */
function powers({ alpha, beta, kappa }: Setting, last: number): f.Column {
  const rate = slowestContraction(alpha, beta, curvatures(kappa));
  return Float64Array.from({ length: last + 1 }, (_, t) => rate ** t);
}

const expectedDistances = ({ alpha, beta, kappa, noise }: Setting, last: number): f.Column =>
  expectedSquare({ alpha, beta, sd: noise }, curvatures(kappa), 1, last).map((square) => Math.sqrt(square / 2));
