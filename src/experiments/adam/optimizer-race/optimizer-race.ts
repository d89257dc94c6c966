import { choice, integer, mean, optimizers, type Values } from '../../../engine/index.ts';
import { defineExperiment, type Outcome, type Presentation } from '../../../figure/experiment.ts';
import type { ChartPanel, ChartSeries, TablePanel } from '../../../figure/panels/panel.ts';
import { RACE_RATES, RACE_STARTS, type Race, type Racer, race, type TrackName, tracks } from './race.ts';

// Both records have only the keys that their types say.
const racers = Object.keys(optimizers) as Racer[];
const courses = Object.keys(tracks) as TrackName[];

/** Where a title is too long for the head of a line or a row, or not as the pages write it. */
const shorter: Readonly<Partial<Record<Racer, string>>> = {
  gradientDescent: 'descent',
  lineSearch: 'line search',
  momentum: 'momentum',
  nesterov: 'Nesterov',
  normalizedGradients: 'normalized',
  adagrad: 'Adagrad',
  torchSgd: 'PyTorch SGD',
};
const names = Object.fromEntries(racers.map((racer) => [racer, shorter[racer] ?? optimizers[racer].title])) as Readonly<
  Record<Racer, string> // fromEntries forgets the names
>;

const parameters = {
  follow: choice({ label: 'Follow', help: 'The rule in the accent colour.', default: 'adam', options: names }),
  problem: choice({
    label: 'Problem',
    help: 'The one whose runs are drawn.',
    default: 'gaussianValley',
    options: {
      gabor: tracks.gabor.title,
      gaussianValley: tracks.gaussianValley.title,
      linearRegression: tracks.linearRegression.title,
      quadratic: tracks.quadratic.title,
      rosenbrock: tracks.rosenbrock.title,
      saddle: tracks.saddle.title,
    },
  }),
  rates: choice({
    label: 'Rates',
    help: 'Each rule at the rate that is best for it on that problem, or at its default everywhere.',
    default: 'tuned',
    options: { tuned: 'tuned', defaults: 'at defaults' },
  }),
  budget: integer({
    label: 'Evaluations',
    help: 'Gradients that a run may ask for; a loss costs as much.',
    default: 100,
    min: 20,
    max: 200,
    scale: 'log',
  }),
  seed: integer({ label: 'Seed', help: 'Of the starts.', default: 1, min: 0, max: 9999 }),
};
type V = Values<typeof parameters>;

interface Work extends Readonly<Record<string, unknown>> {
  racer: Racer;
  track: TrackName;
  budget: number;
  seed: number;
  tuned: boolean;
}

/** Less than this left counts as solved; below it runs differ by rounding and patience. */
const SOLVED = 1e-10;

export default defineExperiment({
  title: 'A race of all rules',
  question: 'Is one rule the best on every problem?',
  claim: 'This rule is the best on every problem',
  source: 'UDL 6.1 to 6.4; for races on networks see Choi et al. 2019, Schmidt et al. 2021',
  caption: `Twelve rules, six problems of two parameters, the same number of evaluations for all. A run counts by the share of its first excess loss that is left. The table has the median over the starts and the mean rank. Does the order of the rules survive when none is tuned? ${RACE_STARTS} starts, each rate tried is twice the last.`,
  pace: 'ensemble',
  checked: 'PyTorch, rule by rule',
  parameters,
  parts: (values: V) => ({
    all: (({ problem, rates, budget, seed }: V): Work[] =>
      [problem, ...courses.filter((track) => track !== problem)].flatMap((track) =>
        racers.map((racer) => ({ racer, track, budget, seed, tuned: rates === 'tuned' })),
      ))(values),
  }),
  measure: { all: ({ racer, track, budget, seed, tuned }: Work): Race => race(racer, track, budget, seed, tuned) },
  present(values, { all: results }, { pinned } = {}) {
    const arrived = collect(values, results);
    const ranks = ranksOf(arrived);
    const { follow } = values;
    const own = meanRank(ranks, follow);
    const done = [...ranks.keys()].length;
    const wins = [...ranks.values()].filter((rank) => (rank.get(follow) ?? racers.length) <= first(rank)).length;
    const best = racers.reduce((a, b) => (meanRank(ranks, b) < meanRank(ranks, a) ? b : a), follow);
    const drawn = arrived.get(values.problem)?.get(follow);
    const numbers: Record<string, Presentation['numbers'][string]> = {
      problems: { value: done, digits: 0 },
      rules: { value: racers.length, digits: 0 },
      wins: { value: wins, digits: 0 },
      rank: { value: own, digits: 1 },
      bestRank: { value: meanRank(ranks, best), digits: 1 },
      left: { value: drawn?.left ?? Number.NaN, digits: 2, significant: true },
      rate: { value: drawn?.rate ?? Number.NaN, digits: 2, significant: true },
      diverged: { value: countDiverged(arrived, follow), digits: 0 },
    };
    const outcome: Outcome = wins === done ? 'holds' : wins === 0 ? 'fails' : 'depends';
    const others = best === follow ? 'the best there is' : `that of ${names[best]} is {bestRank}`;
    const lost = countDiverged(arrived, follow) > 0 ? ` It diverges on {diverged} of them.` : '';
    const before =
      pinned && collect(pinned.values, pinned.results.all).get(pinned.values.problem)?.get(pinned.values.follow);
    return {
      panels: [raceChart(values, arrived, ranks, before), rankChart(values, ranks), raceTable(arrived, ranks)],
      arrangement: 'columns',
      numbers,
      verdict: {
        text:
          done === 0
            ? 'The runs are on their way.'
            : `${values.rates === 'tuned' ? 'Tuned' : 'At its defaults'}, ${names[follow]} is first, or level with the first, on {wins} of {problems} problems. Its mean rank is {rank}, ${others}.${lost}`,
        ...(done === courses.length && { outcome }),
      },
    };
  },
});

type Standings = ReadonlyMap<TrackName, ReadonlyMap<Racer, Race>>;
type Ranks = ReadonlyMap<TrackName, ReadonlyMap<Racer, number>>;

/** What has arrived, by problem and rule, in the order of the parts. */
function collect({ problem }: V, results: readonly (Race | undefined)[]): Standings {
  const order = [problem, ...courses.filter((track) => track !== problem)];
  return new Map(
    order.map((track, i) => [
      track,
      new Map(
        racers.flatMap((racer, k) => {
          const result = results[i * racers.length + k];
          return result ? [[racer, result] as const] : [];
        }),
      ),
    ]),
  );
}

/** Ranks from 1 on every problem that all rules have finished; rules that are level share the mean of their places. */
function ranksOf(standings: Standings): Ranks {
  return new Map(
    [...standings]
      .filter(([, runs]) => runs.size === racers.length)
      .map(([track, runs]) => {
        const scores = [...runs].map(([racer, { left }]) => ({ racer, score: Math.max(left, SOLVED) }));
        const rank = (score: number): number => {
          const better = scores.filter((one) => one.score < score).length;
          const level = scores.filter((one) => one.score === score).length;
          return better + (level + 1) / 2;
        };
        return [track, new Map(scores.map(({ racer, score }) => [racer, rank(score)]))];
      }),
  );
}

const first = (rank: ReadonlyMap<Racer, number>): number => Math.min(...rank.values());

function meanRank(ranks: Ranks, racer: Racer): number {
  const own = [...ranks.values()].flatMap((rank) => rank.get(racer) ?? []);
  return own.length > 0 ? mean(own) : Number.NaN;
}

/** Problems on which the median run of a rule diverged. */
function countDiverged(standings: Standings, racer: Racer): number {
  return [...standings.values()].filter((runs) => runs.get(racer)?.left === Number.POSITIVE_INFINITY).length;
}

const inView = (share: number): number => Math.min(10, Math.max(SOLVED, share));

function raceChart(values: V, standings: Standings, ranks: Ranks, before: Race | undefined): ChartPanel {
  const runs = standings.get(values.problem) ?? new Map<Racer, Race>();
  const rank = ranks.get(values.problem);
  const winner = rank && racers.find((racer) => rank.get(racer) === first(rank));
  const line = (racer: Racer, { evaluations, curve }: Race): ChartSeries => {
    const own = racer === values.follow;
    const leads = racer === winner && !own;
    return {
      name: names[racer],
      role: own ? 'run' : leads ? 'measured' : 'baseline',
      kind: 'line',
      x: evaluations,
      y: curve.map(inView),
      ...(own || leads ? { label: names[racer] } : { faint: true }),
    };
  };
  // The followed rule is drawn last, over the others.
  const order = [...runs].sort(([a], [b]) => Number(a === values.follow) - Number(b === values.follow));
  return {
    kind: 'chart',
    name: 'race',
    title: `Share of the first excess loss that is left, ${tracks[values.problem].title}`,
    x: { label: 'gradient and loss evaluations', domain: [0, values.budget] },
    y: {
      label: `excess loss left, ${tracks[values.problem].title}`,
      domain: [SOLVED, 10],
      scale: 'log',
      ticks: [1e-10, 1e-5, 1],
      format: 'power',
    },
    series: [
      ...(before
        ? [
            {
              name: 'pinned',
              role: 'baseline' as const,
              kind: 'line' as const,
              x: before.evaluations,
              y: before.curve.map(inView),
              label: 'pinned',
            },
          ]
        : []),
      ...order.map(([racer, run]) => line(racer, run)),
    ],
  };
}

/** Every rank of every rule: a column of dots, its mean a bar across. */
function rankChart({ follow }: V, ranks: Ranks): ChartPanel {
  const order = [...racers].sort((a, b) => meanRank(ranks, a) - meanRank(ranks, b));
  const points = (chosen: (racer: Racer) => boolean) =>
    order.flatMap((racer, k) =>
      chosen(racer) ? [...ranks.values()].map((rank) => [k + 1, rank.get(racer)!] as const) : [],
    );
  const series = (name: string, role: 'run' | 'baseline', chosen: (racer: Racer) => boolean): ChartSeries => {
    const all = points(chosen);
    return {
      name,
      role,
      kind: 'points',
      x: Float64Array.from(all, ([x]) => x),
      y: Float64Array.from(all, ([, y]) => y),
    };
  };
  return {
    kind: 'chart',
    name: 'ranks',
    title: 'Rank of every rule on each problem, rules in the order of their mean rank',
    x: { label: 'rules, in the order of the table', domain: [0.5, racers.length + 0.5], ticks: [1, 6, 12] },
    y: { label: 'rank on each problem', domain: [0.5, racers.length + 0.5], ticks: [1, 6, 12] },
    series: [
      series('ranks', 'baseline', (racer) => racer !== follow),
      series(names[follow], 'run', (racer) => racer === follow),
      {
        name: 'mean rank',
        role: 'measured',
        kind: 'line',
        x: Float64Array.from(order, (_, k) => k + 1),
        y: Float64Array.from(order, (racer) => meanRank(ranks, racer)),
        label: 'mean',
      },
    ],
  };
}

/** `4.6·10^{−8}`, as a table sets it. */
function power(share: number): string {
  const [digits, exponent] = share.toExponential(1).split('e');
  return `${digits}·10^{${exponent!.replace('-', '\u2212')}}`;
}

function raceTable(standings: Standings, ranks: Ranks): TablePanel {
  const order = [...racers].sort((a, b) => meanRank(ranks, a) - meanRank(ranks, b));
  const cell = (run: Race | undefined): string => {
    if (!run) return '…';
    if (run.left === Number.POSITIVE_INFINITY) return 'diverged';
    if (run.left <= SOLVED) return 'solved';
    return run.left < 1e-3 ? power(run.left) : run.left.toPrecision(2);
  };
  return {
    kind: 'table',
    name: 'all races',
    title: `Median share of the excess loss left, and mean rank; solved: less than 10^{−10}; tuned over ${RACE_RATES.length} rates`,
    open: true,
    columns: [
      { label: 'rule', align: 'left' },
      ...courses.map((track) => ({ label: tracks[track].title, align: 'right' as const })),
      { label: 'mean rank', digits: 1 },
    ],
    rows: order.map((racer) => [
      names[racer],
      ...courses.map((track) => cell(standings.get(track)?.get(racer))),
      ranks.size > 0 ? meanRank(ranks, racer) : null,
    ]),
  };
}
