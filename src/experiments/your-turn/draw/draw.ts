import { PLACE_LENGTH, placesOf, placeText } from '../../../engine/places.ts';
import { choice, code, places, type Values } from '../../../engine/schema.ts';
import {
  axis,
  type Column,
  chart,
  count,
  curve,
  defineExperiment,
  dots,
  figures,
  type Ground,
  known,
  measuring,
  type Panel,
  path,
  pen,
  point,
  type SurfacePanel,
  sheet,
  some,
  type TableColumn,
  table,
  unanswered,
  unmeasured,
  words,
} from '../../../figure/index.ts';
import { copied, latticeOf } from '../../kit/lattice.ts';
import { groundOf as landOf, problemOf, stationary, type Window } from '../../kit/loss-sheet.ts';
import { along, FIRST_LOSS, isCurve, type LossId, lossIds, lossOf, type Span, shareOf } from '../../kit/losses.ts';
import { chosenWindow, edges, edgesSay, fittedPoints, pointsOf } from '../../kit/own-sheet.ts';
import { type FamilyId, families, shortNames } from '../../kit/rule-families.ts';
import { answerOf, cannot, NO_REASON, numberText, reasonText } from './draw-sentences.ts';
import { type Candidate, familiesOn, placesOfRun, ranked, rateIsFree, search, textOf } from './nearest-run.ts';
import { looked, type Reason, reasonsOf } from './reasons.ts';
import { lengthOf, type Point, placeAt, toLine } from './sketch-lines.ts';
import { samples } from './sketches.ts';

/** Places of a line at most: it is thinned to what the eye can see. */
const MOST_PLACES = 64;
/** A line shorter than this is a slip of the pen, in widths of the sheet. */
const SHORTEST = 0.02;

/** A model of the reader's own is a loss of their own: the page writes it as one. */
export type DrawnLoss = Exclude<LossId, 'model'>;
const titles = Object.fromEntries(
  lossIds.flatMap((id) => (id === 'model' ? [] : [[id, id === 'own' ? 'Your own loss' : lossOf(id).title]])),
) as Record<DrawnLoss, string>;

/** Points on a sheet as the text of a value, and back. */
const pathText = (points: readonly Point[], { x, y }: Window): string =>
  points.map(([a, b]) => placeText([shareOf(x, a), shareOf(y, b)])).join('');
const pathIn = (text: string, { x, y }: Window): Point[] =>
  placesOf(text).map(([across, up]) => [along(x, across), along(y, up)]);

/** How far from the end of a line a number stands, as a share of the sheet. */
const CLEAR = 0.05;

const parameters = {
  loss: choice({ label: 'Loss', help: 'What the runs go down.', default: 'basins', options: titles }),
  path: places({
    label: 'Your line',
    help: 'Drag on the sheet, or click from point to point.',
    default: pathText(samples.arc.points, lossOf('basins')),
    most: MOST_PLACES,
  }),
  shown: choice({
    label: 'Run shown',
    help: 'Whose nearest run is drawn beside your line.',
    default: 'nearest',
    options: { nearest: 'the nearest', ...shortNames },
    onlyMarks: true,
  }),
  ground: code({
    label: 'Your loss',
    help: 'Lines of Python that define a loss of two numbers.',
    default: '',
    first: FIRST_LOSS,
    defines: 'loss',
  }),
  points: fittedPoints('a line'),
  ...edges('your own loss, or of your points,'),
};
type V = Values<typeof parameters>;

/** The ground under the line. */
type World = { loss: DrawnLoss; points: string; ground: string; x: Span; y: Span };
type Drawn = World & { path: string };
type Search = Drawn & { family: FamilyId };

/** A rule's nearest run, in the two parameters. */
interface Nearest extends Candidate {
  x: Column;
  y: Column;
  /** Whether half its rate draws the same line. */
  free: boolean;
  /** The rule in Python. */
  text: string;
}

/** The stretch that the sheet shows: the reader's, where nobody else can know, or that of the loss. */
const windowOf = (values: V): Window => chosenWindow(values) ?? { x: lossOf(values.loss).x, y: lossOf(values.loss).y };

/** Undefined while there is no loss of two numbers. */
function worldOf(values: V): World | undefined {
  const { loss, points, ground } = values;
  if (loss === 'own' && (ground === '' || isCurve(ground))) return undefined;
  return {
    loss,
    points: loss === 'line' ? points : '',
    ground: loss === 'own' ? ground : '',
    ...windowOf(values),
  };
}

/** @param ground what Python has measured of the reader's own */
const problemIn = ({ loss, points, x, y }: World, ground?: Ground) =>
  ground ? copied({ ...latticeOf({ x, y }), ...ground }) : problemOf({ loss, points: pointsOf({ points }) });

const taskOf = (part: Drawn, ground?: Ground) => ({
  problem: problemIn(part, ground),
  window: { x: part.x, y: part.y },
  points: pathIn(part.path, part),
});

const groundOf = ({ ground, x, y }: World) => ({ loss: ground, ...latticeOf({ x, y }) });

export default defineExperiment({
  title: 'Draw a path',
  question: 'Which rule would draw this path?',
  source: 'UDL 6.1 to 6.4; distance after Sakoe and Chiba 1978',
  caption:
    'Draw how a run should go, and see which rule comes nearest to it, with which numbers: the other line is its run, a dot for each step. Numbers stand where plain descent with small steps could not follow. Which paths can it not draw?',
  pace: 'ensemble',
  checked: 'runs of known rules, drawn by an unsteady hand and known again',
  // The line itself is a text of letters: it is drawn, and has its field among the other controls.
  main: ['loss', 'shown'],
  parameters,
  parts(values: V) {
    const world = worldOf(values);
    const isDrawn = world && lengthOf(toLine(pathIn(values.path, world), world)) >= SHORTEST;
    const line = isDrawn ? { ...world, path: values.path } : undefined;
    return {
      sheet: world,
      // Only the Gabor model and the points are sums over examples.
      nearest: line
        ? familiesOn({ examples: line.loss === 'gabor' || line.loss === 'line' ? 2 : 0 }).map(
            ({ id }): Search => ({ ...line, family: id }),
          )
        : [],
      reasons: line,
    };
  },
  grounded: { sheet: groundOf, nearest: groundOf, reasons: groundOf },
  measure: {
    sheet(world: World, ground?: Ground) {
      const problem = problemIn(world, ground);
      return { bands: landOf(problem, world).bands, marks: stationary(problem, world) };
    },
    nearest(part: Search, ground?: Ground) {
      const task = taskOf(part, ground);
      const { nearest, tried } = search(task, families.find(({ id }) => id === part.family)!);
      const run = nearest && Number.isFinite(nearest.distance) ? nearest : undefined;
      return {
        tried,
        run: run && { ...run, ...placesOfRun(task, run), free: rateIsFree(task, run), text: textOf(run) },
      };
    },
    /** Each reason with the stretch of the line where it shows. */
    reasons(part: Drawn, ground?: Ground) {
      const task = taskOf(part, ground);
      const { u, v } = looked(task.points, task.window);
      return reasonsOf(task, task.points).map((reason) => {
        const stretch = Array.from({ length: reason.to - reason.from + 1 }, (_, i) =>
          placeAt(u[reason.from + i]!, v[reason.from + i]!, task.window),
        );
        return { reason, x: Float64Array.from(stretch, ([x]) => x), y: Float64Array.from(stretch, ([, y]) => y) };
      });
    },
  },
  present(values, results) {
    const world = worldOf(values);
    const window = windowOf(values);
    const line = pathIn(values.path, window);
    if (world && !results.sheet) return unmeasured;
    const best = ranked(results.nearest.flatMap((found) => found?.run ?? []));
    const run = best.find(({ family }) => family === values.shown) ?? best[0];
    const isDone = results.nearest.length > 0 && results.reasons !== undefined && !results.nearest.includes(undefined);
    const why = isDone && cannot(best) ? (results.reasons ?? []) : undefined;
    const { text, numbers } = answerOf(best, best[0]?.free);
    const verdict = () => {
      const said = edgesSay(values);
      const answer = answered();
      return said === '' ? answer : { ...answer, text: `${answer.text} ${said}` };
    };
    const answered = () => {
      if (!world) return unanswered(values.ground === '' ? WRITE : CURVE);
      if (results.nearest.length === 0) return unanswered(DRAW);
      if (isDone) return { text: why && why.length > 0 ? `${text} ${NUMBERED}` : text };
      return measuring(best.length > 0 ? `So far: ${text}` : undefined);
    };
    return {
      panels: some<Panel>(
        sheetOf(values, window, line, run, why, results.sheet),
        values.loss === 'line' && pointsChart(pointsOf(values), run),
        best.length > 0 && rulesTable(best, run),
        why && reasonsTable(why),
        run && linesTable(run),
      ),
      ...(run && { steps: run.steps }),
      numbers: { ...numbers, ...numbersOf(run) },
      verdict: verdict(),
      main: some('loss', BESIDE[values.loss], 'shown'),
      offers: [
        ...Object.values(samples).flatMap(({ title, loss, points }) => {
          const set = { loss, path: pathText(points, lossOf(loss)) };
          return set.loss === values.loss && set.path === values.path ? [] : [{ text: `try ${title}`, set }];
        }),
        ...(line.length === 0
          ? []
          : [
              { text: 'take the last point back', set: { path: values.path.slice(0, -PLACE_LENGTH) } },
              { text: 'start over', set: { path: '' } },
            ]),
      ],
    };
  },
});

/** The numbers of the run that is shown, by which the page takes it to the playground. */
const numbersOf = (run: Nearest | undefined) =>
  known({
    shownBatch: run?.batch === undefined ? undefined : count(run.batch),
    shownSeed: run?.seed === undefined ? undefined : count(run.seed),
  });

/** The control of what a loss is made of. */
const BESIDE: Partial<Record<DrawnLoss, string>> = { own: 'ground', line: 'points' };

const WRITE =
  'There is no loss of your own yet: write it, or run the one that came with the link, and draw on its sheet.';
const CURVE =
  'Your loss has one variable, so each run can only go along its curve, and there is no path to choose. Give it two, as in def loss(x, y), or take another loss.';
const NUMBERED = 'The numbers on the sheet mark where it could not follow, and the table says why.';
const DRAW = 'Drag on the sheet, or click from point to point, and see which rule comes nearest to your line.';

type Why = readonly { reason: Reason; x: Column; y: Column }[];

function sheetOf(
  { loss }: V,
  { x, y }: Window,
  line: readonly Point[],
  run: Nearest | undefined,
  why: Why | undefined,
  ground: (Pick<SurfacePanel, 'bands'> & { marks: SurfacePanel['points'] }) | undefined,
): SurfacePanel {
  const { names, start } = lossOf(loss);
  const columns = { x: Float64Array.from(line, ([at]) => at), y: Float64Array.from(line, ([, at]) => at) };
  const [first] = line;
  return sheet({
    name: 'sheet',
    title: `Your line on the loss, ${titles[loss]}${run ? `, and the nearest run of ${shortNames[run.family]}` : ''}`,
    x: axis(names[0], x),
    y: axis(names[1], y),
    bands: ground?.bands,
    paths: some(
      why?.map((one, k) => path(`reason ${k + 1}`, 'danger', one)),
      line.length > 1 && path('your line', 'run', columns, { hops: true }),
      run && path('nearest run', 'measured', run, { steps: true, hops: true, label: shortNames[run.family] }),
    ),
    points: some(
      ground?.marks,
      first && point('start', 'start', ...first),
      run && point('end', 'end', run.x.at(-1)!, run.y.at(-1)!, { role: 'measured' }),
      why?.map((one, k) => {
        const middle = one.x.length >> 1;
        const most = { climb: (3 * one.x.length) >> 2, rim: middle, twice: 0, aside: middle }[one.reason.kind];
        // Over the end of the line lies its ring.
        const clear = (i: number): boolean => {
          const [endX, endY] = line.at(-1) ?? start;
          return Math.hypot((one.x[i]! - endX) / (x[1] - x[0]), (one.y[i]! - endY) / (y[1] - y[0])) > CLEAR;
        };
        const near = Array.from(one.x, (_, i) => i).sort((a, b) => Math.abs(a - most) - Math.abs(b - most));
        const at = near.find(clear) ?? most;
        return point('badge', `reason ${k + 1}`, one.x[at]!, one.y[at]!, { role: 'danger', label: String(k + 1) });
      }),
    ),
    handle: pen('path', line.at(-1) ?? start, line.length === 0 ? 'draw a path here' : 'your line'),
  });
}

/** A column whose texts are numbers. */
const written = (label: string): TableColumn => ({ label, align: 'right' });

/** The best run of each rule, in the order of `ranked`, so that the sentence speaks of its first row. */
function rulesTable(best: readonly Nearest[], run: Nearest | undefined): Panel {
  return table({
    name: 'rules',
    title:
      'The best run of each rule, and how far it stays from your line, in shares of the sheet’s width; of two that look alike the simpler comes first',
    columns: [words('rule'), written('rate'), written('beta'), figures('steps', 0), figures('away, %', 1)],
    rows: best.map(({ family, alpha, beta, steps, distance, batch, seed }) => [
      batch === undefined ? shortNames[family] : `${shortNames[family]}, ${batch} at a step, seed ${seed}`,
      numberText(alpha),
      beta === undefined ? '' : numberText(beta),
      steps,
      100 * distance,
    ]),
    marked: run && best.indexOf(run),
    isOpen: true,
  });
}

/** Why plain descent cannot draw the line, with the numbers that stand on the sheet. */
const reasonsTable = (why: Why): Panel =>
  table({
    name: 'reasons',
    title: 'Why plain descent with small steps cannot draw it, even if each point were off by a hundredth of the width',
    columns: [words('place'), words('why')],
    rows: why.length === 0 ? [['', NO_REASON]] : why.map(({ reason }, k) => [String(k + 1), reasonText(reason)]),
    isOpen: true,
  });

/** The rule of the run that is shown, by which the page takes it to the playground; blanks at the beginning of a line stay. */
const linesTable = ({ family, text }: Nearest): Panel =>
  table({
    name: 'lines',
    title: `${shortNames[family]} in Python, with these numbers`,
    columns: [words('line')],
    rows: text.split('\n').map((line) => [line.replace(/^ +/, (blanks) => '\u00a0'.repeat(blanks.length))]),
  });

/** The points to which a line is fitted, and the line at the end of the run. */
function pointsChart(points: readonly Point[], run: Nearest | undefined): Panel {
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  const domain = (of: readonly number[]): Span => [Math.min(0, ...of), Math.max(2, ...of)];
  const [a = 0, b = 0] = [run?.x.at(-1), run?.y.at(-1)];
  return chart({
    name: 'points',
    title: 'Your points, and the line at the end of the run',
    x: axis('x', domain(xs)),
    y: axis('y', domain(ys)),
    series: some(
      run && curve('line', 'measured', Float64Array.from(domain(xs)), (x) => a + b * x),
      dots('points', 'run', Float64Array.from(xs), Float64Array.from(ys), { drags: 'points' }),
    ),
  });
}
