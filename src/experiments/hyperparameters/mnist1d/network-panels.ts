import type { FirstLayerUnit } from '../../../engine/networks/first-layer.ts';
import { createLayers, mnist1dShape, parameterCount } from '../../../engine/networks/index.ts';
import * as f from '../../../figure/index.ts';
import { inPercent, lineWithWhiskers, meanOf, measuredColumns, percentCells } from '../../kit/measured.ts';
import { shareRight } from './class-counts.ts';
import { ALL_MODELS, BATCH, LOOKS, MODELS, type Model } from './models.ts';

const { inputs, classes } = mnist1dShape;
const PLACES = Float64Array.from({ length: inputs }, (_, k) => k + 1);
const CLASSES = Array.from({ length: classes }, (_, k) => k);

type OfModel<T> = Readonly<Record<Model, T>>;

/** @param courses for each model, seed by seed: test accuracy at each measurement. */
export function accuracyOnTheWay(
  { steps, model, large }: { steps: number; model: Model; large: boolean },
  courses: OfModel<readonly (readonly number[])[]>,
): f.ChartPanel {
  const x = Float64Array.from({ length: LOOKS + 1 }, (_, k) => Math.round((k / LOOKS) * steps));
  const trained = ALL_MODELS.filter((one) => courses[one].length > 0);
  return f.chart({
    name: 'accuracy',
    title: 'Test accuracy on the way, and what is published',
    x: f.axis('step', [0, steps]),
    y: f.axis('test accuracy', [0, 0.8], { format: 'percent' }),
    series: trained.flatMap((one) => {
      const { short } = MODELS[one];
      const role = one === model ? 'run' : 'baseline';
      const means = Array.from(x, (_, k) => meanOf(courses[one].map((course) => course[k]!)));
      const each = courses[one].map((course) => Float64Array.from(course));
      return [
        ...(large ? f.eachSeed(`each seed, ${short}`, role, x, each) : []),
        ...lineWithWhiskers(short, role, x, means),
      ];
    }),
    references: ALL_MODELS.map((one) => f.level(MODELS[one].published, `published, ${MODELS[one].short}`, 'theory')),
  });
}

type Counted = readonly [name: string, counts: readonly number[]];

export function accuracyByClass(other: Counted, own: Counted): f.ChartPanel {
  const shares = ([name, counts]: Counted, role: 'run' | 'baseline') => {
    const right = shareRight(counts);
    return right.length > 0 && f.dots(name, role, CLASSES, right);
  };
  return f.chart({
    name: 'by class',
    title: 'Share of right answers in each class',
    x: f.axis('true class', [-0.5, classes - 0.5], { ticks: CLASSES }),
    y: f.axis('right answers', [0, 1], { format: 'percent' }),
    series: f.some(shares(other, 'baseline'), shares(own, 'run')),
  });
}

/** Patterns detected by units of the first layer: their weights, over the examples that excite them most. */
export function seenUnits(units: readonly FirstLayerUnit[], title: string, word: string): f.MultiplesPanel {
  return {
    kind: 'multiples',
    name: 'units',
    title,
    items: units.map(({ unit, weights, excites, class: label, ofClass, of }) => {
      const heading = `${word} ${unit}`;
      return {
        heading,
        note: `class ${label}: ${ofClass} of ${of}`,
        panel: f.chart({
          name: heading,
          title: `Weights of ${heading}, and the mean of the examples that excite it most`,
          x: f.axis('input', [1, inputs], { ticks: [1, 20, 40] }),
          y: f.axis('of the largest', [-1.05, 1.05], { ticks: [-1, 0, 1] }),
          series: [
            f.line('examples that excite it', 'baseline', PLACES, filling(excites)),
            f.line('weights', 'run', PLACES, filling(weights)),
          ],
        }),
      };
    }),
  };
}

/** Weights and inputs have no common unit: each curve fills its chart. */
function filling(curve: readonly number[]): f.Column {
  const most = Math.max(...curve.map(Math.abs), Number.MIN_VALUE);
  return Float64Array.from(curve, (value) => Number((value / most).toFixed(3)));
}

/** Counts of answers: a row for each true class, the right answers on the diagonal. */
export function confusionTable(counts: ArrayLike<number>, of: string): f.TablePanel {
  return f.table({
    name: 'confusion',
    title: `Which class ${of} takes for which: counts of test examples`,
    columns: [f.words('true class'), ...CLASSES.map((name) => f.figures(`as ${name}`, 0)), f.figures('right, %', 0)],
    rows: CLASSES.map((row) => {
      const own = CLASSES.map((column) => counts[row * classes + column] ?? 0);
      const total = own.reduce((sum, count) => sum + count, 0);
      return [String(row), ...own, total > 0 ? (100 * own[row]!) / total : null];
    }),
  });
}

export function settingsTable(
  { train, rate, steps }: { train: number; rate: number; steps: number },
  runs: OfModel<readonly { trained: number; test: number }[]>,
): f.TablePanel {
  return f.table({
    name: 'settings',
    title: 'Settings, and accuracy beside what is published',
    columns: [
      f.words('model'),
      f.figures('parameters', 0),
      f.figures('training examples', 0),
      f.figures('Adam’s rate'),
      f.figures('batch', 0),
      f.figures('steps', 0),
      f.figures('training accuracy, %', 1),
      ...measuredColumns('test accuracy, %', 1),
      f.figures('published, %', 0),
      f.figures('runs', 0),
    ],
    rows: ALL_MODELS.map((model) => {
      const { label, widths, published } = MODELS[model];
      const own = runs[model];
      const trained = meanOf(own.map((run) => run.trained));
      const test = meanOf(own.map((run) => run.test));
      return [
        label,
        parameterCount(createLayers(widths)),
        train,
        rate,
        BATCH,
        steps,
        inPercent(trained?.value),
        ...percentCells(test),
        100 * published,
        own.length,
      ];
    }),
  });
}
