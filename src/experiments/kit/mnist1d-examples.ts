import { keptMnist1d } from '../../engine/networks/kept-examples.ts';
import { type Examples, mnist1dShape } from '../../engine/networks/mnist1d.ts';
import type { ChartSeries, Column, MultiplesPanel, TablePanel } from '../../figure/panels/panel.ts';

const NUMBER_WORDS = ['No', 'One', 'Two', 'Three', 'Four', 'Five'];
const { inputs, classes } = mnist1dShape;
const PLACES = Float64Array.from({ length: inputs }, (_, k) => k + 1);

/** Some examples of every class, the first one strong: what the networks of these experiments are given. */
export function mnist1dExamples(seed: number, each = 3): MultiplesPanel {
  const data: Examples = keptMnist1d({ seed, train: each * classes }).train;
  const many = `${NUMBER_WORDS[each] ?? each} ${each === 1 ? 'example' : 'examples'} of`;
  const curve = (i: number): Column =>
    Float64Array.from(data.x.subarray(i * inputs, (i + 1) * inputs), (value) => Number(value.toFixed(2)));
  const most = data.x.reduce((far, value) => Math.max(far, Math.abs(value)), 0);
  return {
    kind: 'multiples',
    name: 'examples',
    title: `${many} each class of MNIST-1D`,
    items: Array.from({ length: classes }, (_, label) => ({
      heading: `class ${label}`,
      panel: {
        kind: 'chart',
        name: `class ${label}`,
        title: `${many} class ${label}`,
        x: { label: 'input', domain: [1, inputs], ticks: [1, 20, 40] },
        y: { label: 'value', domain: [-most, most], ticks: [-4, 0, 4] },
        // Example i is of class i mod 10.
        series: Array.from(
          { length: each },
          (_, k): ChartSeries => ({
            name: `example ${k + 1}`,
            role: k === 0 ? 'measured' : 'baseline',
            kind: 'line',
            x: PLACES,
            y: curve((each - 1 - k) * classes + label),
            faint: k > 0,
          }),
        ).reverse(),
      },
    })),
  };
}

export interface SeenUnit {
  /** `unit 17`, or the class it stands for. */
  heading: string;
  /** What class excites it most: `class 3: 24 of 40`. */
  note: string;
  /** One for each input. */
  weights: readonly number[];
  /** Mean of the examples that excite it most. */
  excites: readonly number[];
}

/** What units of the first layer look for: their weights, over the examples that excite them most. */
export function seenUnits(units: readonly SeenUnit[], title: string): MultiplesPanel {
  // Weights and inputs have no common unit: each curve fills its chart.
  const filling = (curve: readonly number[]): Column => {
    const most = Math.max(...curve.map(Math.abs), Number.MIN_VALUE);
    return Float64Array.from(curve, (value) => Number((value / most).toFixed(3)));
  };
  return {
    kind: 'multiples',
    name: 'units',
    title,
    items: units.map(({ heading, note, weights, excites }) => ({
      heading,
      note,
      panel: {
        kind: 'chart',
        name: heading,
        title: `Weights of ${heading}, and the mean of the examples that excite it most`,
        x: { label: 'input', domain: [1, inputs], ticks: [1, 20, 40] },
        y: { label: 'of the largest', domain: [-1.05, 1.05], ticks: [-1, 0, 1] },
        series: [
          { name: 'examples that excite it', role: 'baseline', kind: 'line', x: PLACES, y: filling(excites) },
          { name: 'weights', role: 'run', kind: 'line', x: PLACES, y: filling(weights) },
        ],
      },
    })),
  };
}

/** Counts of `confusion`: a row for each true class, the right answers on the diagonal. */
export function confusionTable(counts: ArrayLike<number>, of: string): TablePanel {
  const names = Array.from({ length: classes }, (_, k) => k);
  return {
    kind: 'table',
    name: 'confusion',
    title: `Which class ${of} takes for which: counts of test examples`,
    columns: [
      { label: 'true class', align: 'left' },
      ...names.map((name) => ({ label: `as ${name}`, digits: 0 })),
      { label: 'right, %', digits: 0 },
    ],
    rows: names.map((row) => {
      const own = names.map((column) => counts[row * classes + column] ?? 0);
      const total = own.reduce((sum, count) => sum + count, 0);
      return [String(row), ...own, total > 0 ? (100 * own[row]!) / total : null];
    }),
    open: true,
  };
}
