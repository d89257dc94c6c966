import * as f from '../../../figure/index.ts';
import { PROBLEMS, RULES, type RuleName, raceProblems, raceRules } from './entries.ts';
import { RACE_STARTS, type Race } from './race.ts';
import { byMeanRank, meanRank, SOLVED } from './ranks.ts';
import { type Look, runnersOf } from './runners.ts';

const inView = (share: number): number => Math.min(10, Math.max(SOLVED, share));

export function raceChart(look: Look): f.ChartPanel {
  const { standings, problem, budget, before, at } = look;
  const { name } = raceProblems[problem];
  const run = (name: string, role: f.Role, { evaluations, curve }: Race, look: { label?: string; faint?: boolean }) =>
    f.line(name, role, evaluations, curve.map(inView), look);
  const out = runnersOf(look);
  const others = [...(standings.get(problem) ?? [])].filter(([rule]) => !out.some((runner) => runner.rule === rule));
  const own = out.at(-1);
  const spent = own?.race.evaluations.findLastIndex((count) => count <= (at ?? 0)) ?? 0;
  return f.chart({
    name: 'race',
    title: `Share of the first excess loss that is left, ${name}, median of ${RACE_STARTS} starts`,
    steps: true,
    x: f.axis('gradient and loss evaluations', [0, budget]),
    y: f.logAxis(`excess loss left, ${name}`, [SOLVED, 10], { ticks: [1e-10, 1e-5, 1], format: 'power' }),
    series: f.some(
      before && run('pinned', 'baseline', before.race, { label: 'pinned' }),
      others.map(([rule, race]): f.ChartSeries => run(raceRules[rule].name, 'baseline', race, { faint: true })),
      out.map(({ rule, role, race }) => run(raceRules[rule].name, role, race, { label: raceRules[rule].name })),
    ),
    points: f.some(
      own && at !== undefined && f.point('now', 'now', own.race.evaluations[spent]!, inView(own.race.curve[spent]!)),
    ),
  });
}

/** Every rank of every rule: a column of dots, with a line at its mean. */
export function rankChart({ ranks, follow }: Look): f.ChartPanel {
  const order = byMeanRank(ranks);
  const last = RULES.length;
  const places = { ticks: [1, Math.round(last / 2), last] };
  const series = (name: string, role: f.Role, chosen: (rule: RuleName) => boolean): f.ChartSeries => {
    const all = order.flatMap((rule, k) =>
      chosen(rule) ? [...ranks.values()].map((rank) => [k + 1, rank.get(rule)!] as const) : [],
    );
    return f.dots(
      name,
      role,
      all.map(([place]) => place),
      all.map(([, rank]) => rank),
    );
  };
  const means = Float64Array.from(order, (rule) => meanRank(ranks, rule) ?? Number.NaN);
  return f.chart({
    name: 'ranks',
    title: 'Rank of every rule on each problem, rules in the order of their mean rank',
    x: f.axis('rules, in the order of the table', [0.5, last + 0.5], places),
    y: f.axis('rank on each problem', [0.5, last + 0.5], places),
    series: [
      series('ranks', 'baseline', (rule) => rule !== follow),
      series(raceRules[follow].name, 'run', (rule) => rule === follow),
      f.line(
        'mean rank',
        'measured',
        means.map((_, k) => k + 1),
        means,
        { label: 'mean' },
      ),
    ],
  });
}

/** `4.6·10^{−8}`, formatted for a table. */
function power(share: number): string {
  const [digits, exponent] = share.toExponential(1).split('e');
  return `${digits}·10^{${exponent!.replace('-', '\u2212')}}`;
}

function cell(race: Race | undefined): string {
  if (!race) return '…';
  if (race.left === Number.POSITIVE_INFINITY) return 'diverged';
  if (race.left <= SOLVED) return 'solved';
  return race.left < 1e-3 ? power(race.left) : race.left.toPrecision(2);
}

export const raceTable = ({ standings, ranks }: Look): f.TablePanel =>
  f.table({
    name: 'all races',
    title: `Median share of the excess loss left, and mean rank; solved: less than 10^{−10}`,
    columns: [
      f.words('rule'),
      ...PROBLEMS.map((problem) => ({ label: raceProblems[problem].name, align: 'right' as const })),
      f.figures('mean rank', 1),
    ],
    rows: byMeanRank(ranks).map((rule) => [
      raceRules[rule].name,
      ...PROBLEMS.map((problem) => cell(standings.get(problem)?.get(rule))),
      meanRank(ranks, rule) ?? null,
    ]),
  });
