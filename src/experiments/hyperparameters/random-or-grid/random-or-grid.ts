import { choice, type Estimate, integer, number, type Values, wilson } from '../../../engine/index.ts';
import * as f from '../../../figure/index.ts';
import { seed } from '../../kit/fields.ts';
import { whiskers } from '../../kit/measured.ts';
import {
  type Found,
  foundByTrials,
  foundByWidth,
  gridShare,
  gridTrials,
  hits,
  howMany,
  K,
  type Matter,
  randomShare,
  randomTrials,
  searchesScript,
  type Trial,
  WIDTHS,
} from './two-searches.ts';

const goodValues = (which: string, initial: number) =>
  number({
    label: `Good values, ${which}`,
    help: 'Drag them on a map. The percentages stay as they are, because each is over a thousand other places of the good values.',
    default: initial,
    min: 0,
    max: 1,
    step: 0.01,
  });

const parameters = {
  matter: choice<Matter>({
    label: 'What matters',
    help: 'Either one of the two hyperparameters alone decides how good a model is, or both do.',
    default: '1',
    options: { '1': 'the first', '2': 'both', second: 'the second' },
  }),
  perSide: integer({
    label: 'Tries in a row *k*',
    symbol: 'k',
    help: 'The grid tries k values of each hyperparameter: k = 4 makes 16 tries (4 × 4). Random search may try as often.',
    default: 3,
    min: 2,
    max: 6,
  }),
  window: number({
    label: 'Strip width *w*',
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

/** Tries in a search that ends early. */
const EARLY = 6;

export default f.defineExperiment({
  title: 'Random or grid?',
  question: 'Which search finds good hyperparameters with the same number of tries?',
  claim: 'Random search finds more than a grid',
  source: 'UDL 6.5; after Bergstra and Bengio 2012',
  caption:
    'Each square has one hyperparameter along, the first knob, and another upwards, and there is music in the darkest tint, which you can drag: there a model is good. One square has its tries in a grid, the other has as many scattered at random; a try that hears music is magenta. The thin lines lead to the values that were tried of the one that matters. Two charts count the searches that succeed: dots for random search, rings for the grid, dashed what the formulas say. Let both hyperparameters matter: which search is better now?',
  pace: 'instant',
  checked: 'closed formulas',
  counts: 'try',
  main: ['matter', 'perSide', 'window'],
  parameters,
  together: [['best0', 'best1']],
  parts: ({ matter, perSide, window, searches, seed }: V) => ({
    byTrials: { matter: howMany(matter), window, searches, seed },
    atRandom: { trials: perSide ** 2, seed },
    byWidth: { matter: howMany(matter), perSide, searches, seed },
  }),
  measure: { byTrials: foundByTrials, atRandom: randomTrials, byWidth: foundByWidth },
  present(values, { byTrials, atRandom = [], byWidth }, { pinned, at } = {}) {
    const { matter, perSide, window, searches } = values;
    const mattering = howMany(matter);
    const onGrid = gridTrials(perSide);
    const tried = (trials: readonly Trial[]): readonly Trial[] => trials.slice(0, at ?? perSide ** 2);
    const share = (counts: readonly number[]): Estimate => wilson(counts[K.indexOf(perSide)]!, searches);
    const grid = byTrials && share(byTrials.grid);
    const random = byTrials && share(byTrials.random);
    const heard = { grid: hitsOf(tried(onGrid), values), random: hitsOf(tried(atRandom), values) };
    const here = summaryOf(perSide ** 2, heard, at);
    return {
      panels: [
        trialMap(values, tried(onGrid), tried(atRandom)),
        trialsChart(values, byTrials, pinned?.values),
        widthChart(values, byWidth, pinned?.values),
      ],
      numbers: {
        grid: f.percent(grid, 1),
        random: f.percent(random, 1),
        gridTheory: f.percent(gridShare(perSide, window, matter), 1),
        randomTheory: f.percent(randomShare(perSide ** 2, window, mattering), 1),
        // A search that ends early.
        gridEarly: f.percent(gridShare(perSide, window, matter, EARLY), 0),
        randomEarly: f.percent(randomShare(EARLY, window, mattering), 0),
        // Good trials on these two maps, at the current position of the good values.
        gridHere: f.count(heard.grid),
        randomHere: f.count(heard.random),
        tried: f.count(tried(onGrid).length),
        trials: f.count(perSide ** 2),
        // The probability that one random trial is good.
        hit: f.percent(window ** mattering, mattering === 1 ? 0 : 1),
        perSide: f.count(perSide),
        trialsFor95: f.count(Math.ceil(Math.log(0.05) / Math.log(1 - window ** mattering))),
        searches: f.count(searches),
        window: f.percent(window, 0),
      },
      steps: perSide ** 2,
      events: f.some<f.RunEvent>(
        firstHit('grid', onGrid, values, 'the grid finds it'),
        firstHit('random', atRandom, values, 'a random try finds it'),
      ),
      // Where the second knob counts, the pages speak of all places of the music, and not of the one that is drawn.
      summary: matter === '1' || tried(onGrid).length < perSide ** 2 ? here : ON_AVERAGE,
      verdict: verdictOf(grid, random, here),
    };
  },
  python: ({ matter, ...rest }) => searchesScript({ ...rest, matter: howMany(matter) }),
});

const ON_AVERAGE = 'On average a grid finds it in {gridTheory} of searches, scattered tries in {randomTheory}.';

/** One line under a scene, on the tries made so far and on who has heard the music. */
function summaryOf(trials: number, { grid, random }: Record<'grid' | 'random', number>, at = trials): string {
  if (at === 0) return 'Each search has {trials} tries.';
  const heard = 'on the grid {gridHere}, scattered {randomHere}.';
  if (at < trials) return `Among the first {tried} tries these hear music: ${heard}`;
  const hidden = grid + random === 0 ? ' Nobody hears it.' : grid === 0 ? ' The grid does not hear it.' : '';
  return `Tries that hear music: ${heard}${hidden}`;
}

function verdictOf(grid: Estimate | undefined, random: Estimate | undefined, here: string): f.Presentation['verdict'] {
  if (!grid || !random) return f.measuring();
  const outcome = random.low > grid.high ? 'holds' : random.high < grid.low ? 'fails' : 'depends';
  const better = {
    holds: 'random search is better',
    fails: 'the grid is better',
    depends: 'too near each other to call',
  }[outcome];
  // Numbers that change with the handle come first, since the shares do not.
  return {
    text: `${here} Over {searches} places of the music, random search finds it in {random} and the grid in {grid}: ${better}.`,
    outcome,
  };
}

/** The centre of the good values, whose whole range stays within the axis. */
function bestOf({ best0, best1, window }: V): Trial {
  const inside = (v: number): number => Math.min(1 - window / 2, Math.max(window / 2, v));
  return [inside(best0), inside(best1)];
}

/** Whether a try is good, at the current position of the good values. */
function isGood([x, y]: Trial, values: V): boolean {
  const [across, up] = bestOf(values);
  const { matter, window } = values;
  return matter === 'second' ? hits(y, x, [up, across], window, 1) : hits(x, y, [across, up], window, howMany(matter));
}

const hitsOf = (trials: readonly Trial[], values: V): number => trials.filter((trial) => isGood(trial, values)).length;

/** The first try that hits the good values, as an event of the search. */
function firstHit(name: string, trials: readonly Trial[], values: V, label: string): f.RunEvent | undefined {
  const first = trials.findIndex((trial) => hitsOf([trial], values) > 0);
  return first < 0 ? undefined : { name, label, at: first + 1 };
}

/** Left edge of the second square, in widths of a square. */
const BESIDE = 1.14;
/** Position of the marks of tried values, outside a square. */
const OUTSIDE = -0.05;

/** Both searches side by side, each in its own square: horizontally the first hyperparameter, vertically the second. */
function trialMap(values: V, grid: readonly Trial[], random: readonly Trial[]): f.SurfacePanel {
  const { matter, perSide } = values;
  const best = bestOf(values);
  const halves = [half('grid', 0, grid, values), half('random', BESIDE, random, values)];
  return f.map({
    name: 'tries',
    title: `${perSide ** 2} tries on a grid (${perSide} × ${perSide}) and as many at random, and where there is music`,
    x: f.axis(matter === '1' ? 'first knob, which matters' : 'first knob', ACROSS, {
      ticks: [],
    }),
    y: f.axis(matter === 'second' ? 'second knob, which matters' : 'second knob', UP, { ticks: [] }),
    bands: reception(values),
    lines: halves.flatMap(({ sides }) => sides),
    paths: halves.flatMap(({ feet }) => feet),
    points: halves.flatMap(({ tries }) => tries),
    handle: { ...f.ring({ x: 'best0', y: 'best1' }, best, 'drag'), repeats: BESIDE },
  });
}

const ACROSS = [-0.09, BESIDE + 1.06] as const;
const UP = [-0.09, 1.3] as const;
/** Distances from the middle of the music at which the tint changes, in half widths of it: the first is its edge. */
const FADES = [1, 2.2, 4] as const;

/** How the music fades with the distance from it: in both squares alike, and as far as the hyperparameters matter. */
function reception(values: V): f.SurfaceBands {
  const { matter, window } = values;
  const [across, up] = bestOf(values);
  const [width, height] = [ACROSS[1] - ACROSS[0], UP[1] - UP[0]];
  const px = (x: number): number => Math.round((1000 * (x - ACROSS[0])) / width);
  const py = (y: number): number => Math.round((1000 * (UP[1] - y)) / height);
  const part = (middle: number, far: number): [number, number] => [
    Math.max(0, middle - far),
    Math.min(1, middle + far),
  ];
  const levels = FADES.map((halves) => (halves * window) / 2);
  return {
    levels,
    label: 'distance from the music',
    paths: levels.map((far) => {
      const [left, right] = matter === 'second' ? [0, 1] : part(across, far);
      const [bottom, top] = matter === '1' ? [0, 1] : part(up, far);
      // The whole window, clockwise, and in each square the part nearer than that cut out of it.
      const hole = (from: number): string =>
        `M${px(from + left)} ${py(top)}V${py(bottom)}H${px(from + right)}V${py(top)}z`;
      return `M0 0H1000V1000H0z${hole(0)}${hole(BESIDE)}`;
    }),
  };
}

/**
 * One search: its square, the region in which the model is good, its tries, and the values they tried of the
 * hyperparameter that matters.
 */
function half(search: 'grid' | 'random', from: number, trials: readonly Trial[], values: V) {
  const { window, matter } = values;
  const best = bestOf(values);
  const isOne = matter !== '2';
  const good = (place: number): readonly [number, number] => [place - window / 2, place + window / 2];
  const [left, right] = (matter === 'second' ? [0, 1] : good(best[0])).map((x) => from + x) as [number, number];
  const [bottom, top] = matter === '1' ? [0, 1] : good(best[1]);
  /** On the side of the square along the hyperparameter that matters, below a try or to its left. */
  const foot = ([x, y]: Trial): Trial => (matter === 'second' ? [from + OUTSIDE, y] : [from + x, OUTSIDE]);
  const musicAt: Readonly<Record<Matter, readonly [number, number]>> = {
    '1': [from + best[0], 1.075],
    '2': [from + best[0], best[1]],
    second: [from + 0.8, best[1]],
  };
  const side = (name: string, role: f.Role, x: readonly number[], y: readonly number[], label?: string) => ({
    name: `${search}: ${name}`,
    role,
    x: Float64Array.from(x),
    y: Float64Array.from(y),
    ...(label && { label }),
  });
  return {
    sides: f.some(
      side('square', 'baseline', [from, from, from + 1, from + 1, from], [1, 0, 0, 1, 1]),
      side('name', 'baseline', [from], [1.21], search === 'grid' ? 'in a grid' : 'scattered at random'),
      // Where two strips cross, the handle takes the place of the name.
      (isOne || search === 'random') && side('where', 'baseline', [musicAt[matter][0]], [musicAt[matter][1]], 'music'),
      // A small square may be hidden under its handle, so its sides are extended across the larger one.
      !isOne && side('good from, first', 'theory', [left, left], [0, 1]),
      !isOne && side('good to, first', 'theory', [right, right], [0, 1]),
      !isOne && side('good from, second', 'theory', [from, from + 1], [bottom, bottom]),
      !isOne && side('good to, second', 'theory', [from, from + 1], [top, top]),
    ),
    // Projections to the side: how many values of the hyperparameter that matters have been tried.
    feet: (isOne ? trials : []).map((trial, k) => {
      const [x, y] = foot(trial);
      const out = { x: Float64Array.of(from + trial[0], x), y: Float64Array.of(trial[1], y) };
      return f.path(`${search}: value of try ${k + 1}`, 'measured', out, { faint: true });
    }),
    tries: trials.flatMap((trial, k) => {
      const hit = isGood(trial, values);
      const role: f.Role = hit ? 'run' : 'measured';
      return f.some(
        f.point(hit ? 'end' : 'dot', `${search}: try ${k + 1}`, from + trial[0], trial[1], { role }),
        isOne && f.point('dot', `${search}: value of try ${k + 1}`, ...foot(trial), { role }),
      );
    }),
  };
}

type ByWay<T> = Record<'random' | 'grid', T>;

interface ShareChart extends Pick<f.ChartPanel, 'name' | 'title' | 'x'> {
  /** Settings of the simulated searches, and the number of successful ones. */
  at: readonly number[];
  found: Found | undefined;
  /** The settings at which the formulas are drawn, and their values. */
  along: ByWay<f.Column>;
  share(of: V): ByWay<(at: number) => number>;
  own: f.ChartReference;
}

/** Fraction of the searches that find good values; in grey the formulas at the pinned values. */
function shareChart(values: V, pinned: V | undefined, options: ShareChart): f.ChartPanel {
  const { at, found, along, share, own, ...axes } = options;
  const formulas = (of: V, role: f.Role, note: string): f.ChartSeries[] =>
    (['random', 'grid'] as const).map((way) =>
      f.line(`${way}, ${note}`, role, along[way], along[way].map(share(of)[way]), {
        label: role === 'theory' ? way : undefined,
      }),
    );
  const simulated = (way: string, role: f.Role, counts: readonly number[]): f.ChartSeries => {
    const shares = counts.map((count) => wilson(count, values.searches));
    return whiskers(way, role, at, shares);
  };
  return f.chart({
    ...axes,
    y: f.axis('searches that find it', [0, 1], { ticks: [0, 0.25, 0.5, 0.75, 1], format: 'percent' }),
    series: f.some(
      pinned && formulas(pinned, 'baseline', 'pinned'),
      formulas(values, 'theory', 'formula'),
      found && simulated('grid', 'baseline', found.grid),
      found && simulated('random', 'measured', found.random),
    ),
    references: [own],
  });
}

function trialsChart(values: V, found: Found | undefined, pinned: V | undefined): f.ChartPanel {
  const trials = values.perSide ** 2;
  const squares = K.map((k) => k * k);
  return shareChart(values, pinned, {
    name: 'trials',
    title: 'Share of searches that find good values, against the number of tries',
    x: f.axis('tries *n*', [0, 38], { ticks: [0, ...squares] }),
    at: squares,
    found,
    along: { random: Float64Array.from({ length: 36 }, (_, i) => i + 1), grid: Float64Array.from(squares) },
    share: ({ window, matter }) => ({
      random: (n) => randomShare(n, window, howMany(matter)),
      grid: (n) => gridShare(Math.sqrt(n), window, matter),
    }),
    own: f.upright(trials, `*n* = ${trials}`, 'measured'),
  });
}

function widthChart(values: V, found: Found | undefined, pinned: V | undefined): f.ChartPanel {
  const every = Float64Array.from({ length: 40 }, (_, i) => 0.01 * (i + 1));
  return shareChart(values, pinned, {
    name: 'widths',
    title: 'Share of searches that find good values, against how wide they are',
    x: f.axis('good share of the range *w*', [0, 0.41], { ticks: [0, 0.1, 0.2, 0.3, 0.4], format: 'percent' }),
    at: WIDTHS,
    found,
    along: { random: every, grid: every },
    share: ({ perSide, matter }) => ({
      random: (w) => randomShare(perSide ** 2, w, howMany(matter)),
      grid: (w) => gridShare(perSide, w, matter),
    }),
    own: f.upright(values.window, 'yours', 'measured'),
  });
}
