import { choice, type Estimate, integer, number, type Values, wilson } from '../../../engine/index.ts';
import {
  axis,
  type ChartPanel,
  type ChartReference,
  type ChartSeries,
  type Column,
  chart,
  count,
  defineExperiment,
  line,
  measuring,
  type Presentation,
  path,
  percent,
  point,
  type Role,
  region,
  ring,
  type SurfacePanel,
  sheet,
  some,
  upright,
} from '../../../figure/index.ts';
import { seed } from '../../kit/fields.ts';
import { whiskers } from '../../kit/measured.ts';
import {
  type Found,
  foundByTrials,
  foundByWidth,
  gridShare,
  gridTrials,
  hits,
  K,
  randomShare,
  randomTrials,
  searchesScript,
  type Trial,
  WIDTHS,
} from './two-searches.ts';

const goodValues = (which: string, initial: number) =>
  number({
    label: `Good values, ${which}`,
    help: 'Drag them on a sheet. The percentages stay as they are, because each is over a thousand other places of the good values.',
    default: initial,
    min: 0,
    max: 1,
    step: 0.01,
  });

const parameters = {
  matter: choice({
    label: 'How many matter',
    help: 'Either one of the two hyperparameters alone decides how good a model is, or both do.',
    default: '1',
    options: { '1': 'one', '2': 'both' },
  }),
  perSide: integer({
    label: 'Tries along a side of the grid *k*',
    symbol: 'k',
    help: 'The grid tries k values of each hyperparameter: k = 4 makes 16 tries (4 × 4). Random search may try as often.',
    default: 3,
    min: 2,
    max: 6,
  }),
  window: number({
    label: 'Good share of the range *w*',
    symbol: 'w',
    help: 'How much of the range of a hyperparameter is good, if it matters.',
    default: 0.1,
    min: 0.02,
    max: 0.4,
    step: 0.01,
  }),
  best0: goodValues('first', 0.4),
  best1: goodValues('second', 0.62),
  searches: integer({
    label: 'Searches of each kind',
    help: 'Each simulated search has its good values in another place.',
    default: 1000,
    min: 200,
    max: 1000,
    step: 100,
  }),
  seed: seed('Decides the random tries.'),
};
type V = Values<typeof parameters>;

export default defineExperiment({
  title: 'Random or grid?',
  question: 'Which search finds good hyperparameters with the same number of tries?',
  claim: 'Random search finds more than a grid',
  source: 'UDL 6.5; after Bergstra and Bengio 2012',
  caption:
    'The two hyperparameters run along the sides of a sheet, and a model is good in the tint, which you can drag. One sheet has its tries on a grid, the other has as many at random; a try that hits the tint is blue. The thin lines lead down to the values of the first hyperparameter that were tried. Two more charts, in the fold, count the searches that succeed: dots for random search, rings for the grid, dashed what the formulas say. Let both hyperparameters matter: which search is better now?',
  pace: 'instant',
  checked: 'closed formulas',
  main: ['matter', 'perSide', 'window'],
  parameters,
  together: [['best0', 'best1']],
  parts: ({ matter, perSide, window, searches, seed }: V) => ({
    byTrials: { matter: Number(matter), window, searches, seed },
    atRandom: { trials: perSide ** 2, seed },
    byWidth: { matter: Number(matter), perSide, searches, seed },
  }),
  measure: { byTrials: foundByTrials, atRandom: randomTrials, byWidth: foundByWidth },
  present(values, { byTrials, atRandom = [], byWidth }, { pinned } = {}) {
    const { perSide, window, searches } = values;
    const matter = Number(values.matter);
    const share = (counts: readonly number[]): Estimate => wilson(counts[K.indexOf(perSide)]!, searches);
    const grid = byTrials && share(byTrials.grid);
    const random = byTrials && share(byTrials.random);
    return {
      panels: [
        trialSheet('grid', `${perSide ** 2} tries on a grid (${perSide} × ${perSide})`, gridTrials(perSide), values),
        trialSheet('random', `${perSide ** 2} tries at random`, atRandom, values),
        trialsChart(values, byTrials, pinned?.values),
        widthChart(values, byWidth, pinned?.values),
      ],
      numbers: {
        grid: percent(grid, 1),
        random: percent(random, 1),
        gridTheory: percent(gridShare(perSide, window, matter), 1),
        randomTheory: percent(randomShare(perSide ** 2, window, matter), 1),
        // Of these two sheets, with the good values where they stand now.
        gridHere: count(hitsOf(gridTrials(perSide), values)),
        randomHere: count(hitsOf(atRandom, values)),
        trials: count(perSide ** 2),
        // How likely it is that one random trial is good.
        hit: percent(window ** matter, matter === 1 ? 0 : 1),
        perSide: count(perSide),
        trialsFor95: count(Math.ceil(Math.log(0.05) / Math.log(1 - window ** matter))),
        searches: count(searches),
        window: percent(window, 0),
      },
      verdict: verdictOf(grid, random),
    };
  },
  python: ({ matter, ...rest }) => searchesScript({ ...rest, matter: Number(matter) }),
});

function verdictOf(grid: Estimate | undefined, random: Estimate | undefined): Presentation['verdict'] {
  if (!grid || !random) return measuring();
  const outcome = random.low > grid.high ? 'holds' : random.high < grid.low ? 'fails' : 'depends';
  const better = {
    holds: 'random search is better',
    fails: 'the grid is better',
    depends: 'too near each other to call',
  }[outcome];
  // What moves with the ring first, since the shares do not.
  const here = 'Here {randomHere} of the {trials} random tries hit the good values, and {gridHere} of the grid’s.';
  return {
    text: `${here} Over {searches} places of the good values, random search finds them in {random} and the grid in {grid}: ${better}.`,
    outcome,
  };
}

/** The middle of the good values; the whole width of them stays in the range. */
function bestOf({ best0, best1, window }: V): Trial {
  const inside = (v: number): number => Math.min(1 - window / 2, Math.max(window / 2, v));
  return [inside(best0), inside(best1)];
}

/** How many trials are good, where the good values stand now. */
const hitsOf = (trials: readonly Trial[], values: V): number =>
  trials.filter(([x, y]) => hits(x, y, bestOf(values), values.window, Number(values.matter))).length;

function trialSheet(name: string, title: string, trials: readonly Trial[], values: V): SurfacePanel {
  const { window, matter } = values;
  const half = window / 2;
  const best = bestOf(values);
  const one = matter === '1';
  const [left, right] = [best[0] - half, best[0] + half];
  const [bottom, top] = one ? [0, 1] : [best[1] - half, best[1] + half];
  const good = region(
    'good',
    'theory',
    [
      [left, bottom],
      [right, bottom],
      [right, top],
      [left, top],
    ],
    'good',
  );
  // A small square lies under the ring that moves it, so its sides go on over the whole sheet.
  const side = (name: string, x: readonly [number, number], y: readonly [number, number]) => ({
    name,
    role: 'theory' as const,
    x: Float64Array.from(x),
    y: Float64Array.from(y),
  });
  const sides = [
    side('good from, first', [left, left], [0, 1]),
    side('good to, first', [right, right], [0, 1]),
    side('good from, second', [0, 1], [bottom, bottom]),
    side('good to, second', [0, 1], [top, top]),
  ];
  return sheet({
    name,
    title: `${title}, and where the model is good`,
    x: axis(one ? 'the one that matters' : 'both matter', [0, 1], { ticks: [0, 0.5, 1] }),
    y: axis(title, [0, 1], { ticks: [0, 0.5, 1] }),
    regions: [good],
    lines: one ? [] : sides,
    // Down to the axis: how many values of the one that matters have been tried.
    paths: (one ? trials : []).map(([x, y], k) => {
      const down = { x: Float64Array.of(x, x), y: Float64Array.of(y, 0) };
      return path(`value of try ${k + 1}`, 'measured', down, { faint: true });
    }),
    points: trials.map(([x, y], k) => {
      const hit = hits(x, y, best, window, Number(matter));
      return point(hit ? 'end' : 'dot', `try ${k + 1}`, x, y, { role: hit ? 'measured' : 'baseline' });
    }),
    handle: ring({ x: 'best0', y: 'best1' }, best, 'drag'),
  });
}

type ByWay<T> = Record<'random' | 'grid', T>;

interface ShareChart extends Pick<ChartPanel, 'name' | 'title' | 'x'> {
  /** Where searches were simulated, and how many of these found it. */
  at: readonly number[];
  found: Found | undefined;
  /** Where the formulas are drawn, and what they say there. */
  along: ByWay<Column>;
  share(of: V): ByWay<(at: number) => number>;
  own: ChartReference;
}

/** Share of the searches that find good values; in grey what the formulas say of the run kept for comparison. */
function shareChart(values: V, pinned: V | undefined, options: ShareChart): ChartPanel {
  const { at, found, along, share, own, ...axes } = options;
  const formulas = (of: V, role: Role, note: string): ChartSeries[] =>
    (['random', 'grid'] as const).map((way) =>
      line(`${way}, ${note}`, role, along[way], along[way].map(share(of)[way]), {
        label: role === 'theory' ? way : undefined,
      }),
    );
  const simulated = (way: string, role: Role, counts: readonly number[]): ChartSeries => {
    const shares = counts.map((one) => wilson(one, values.searches));
    return whiskers(way, role, at, shares);
  };
  return chart({
    ...axes,
    y: axis('searches that find it', [0, 1], { ticks: [0, 0.25, 0.5, 0.75, 1], format: 'percent' }),
    series: some(
      pinned && formulas(pinned, 'baseline', 'pinned'),
      formulas(values, 'theory', 'formula'),
      found && simulated('grid', 'baseline', found.grid),
      found && simulated('random', 'measured', found.random),
    ),
    references: [own],
  });
}

function trialsChart(values: V, found: Found | undefined, pinned: V | undefined): ChartPanel {
  const trials = values.perSide ** 2;
  const squares = K.map((k) => k * k);
  return shareChart(values, pinned, {
    name: 'trials',
    title: 'Share of searches that find good values, against the number of tries',
    x: axis('tries *n*', [0, 38], { ticks: [0, ...squares] }),
    at: squares,
    found,
    along: { random: Float64Array.from({ length: 36 }, (_, i) => i + 1), grid: Float64Array.from(squares) },
    share: ({ window, matter }) => ({
      random: (n) => randomShare(n, window, Number(matter)),
      grid: (n) => gridShare(Math.sqrt(n), window, Number(matter)),
    }),
    own: upright(trials, `*n* = ${trials}`, 'measured'),
  });
}

function widthChart(values: V, found: Found | undefined, pinned: V | undefined): ChartPanel {
  const every = Float64Array.from({ length: 40 }, (_, i) => 0.01 * (i + 1));
  return shareChart(values, pinned, {
    name: 'widths',
    title: 'Share of searches that find good values, against how wide they are',
    x: axis('good share of the range *w*', [0, 0.41], { ticks: [0, 0.1, 0.2, 0.3, 0.4], format: 'percent' }),
    at: WIDTHS,
    found,
    along: { random: every, grid: every },
    share: ({ perSide, matter }) => ({
      random: (w) => randomShare(perSide ** 2, w, Number(matter)),
      grid: (w) => gridShare(perSide, w, Number(matter)),
    }),
    own: upright(values.window, 'yours', 'measured'),
  });
}
