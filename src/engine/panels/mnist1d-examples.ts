import { type Examples, mnist1dShape } from '../data/mnist1d.ts';
import { keptMnist1d } from '../networks/kept-examples.ts';
import type { ChartSeries, MultiplesPanel, TablePanel } from './panel.ts';

const EACH = 3;

/** Some examples of every class, the first one strong: what the networks of these experiments are given. */
export function mnist1dExamples(seed: number): MultiplesPanel {
  const { inputs, classes } = mnist1dShape;
  const data: Examples = keptMnist1d({ seed, train: EACH * classes }).train;
  const x = Float64Array.from({ length: inputs }, (_, k) => k + 1);
  const curve = (i: number): Float64Array<ArrayBuffer> =>
    Float64Array.from(data.x.subarray(i * inputs, (i + 1) * inputs), (value) => Number(value.toFixed(2)));
  const most = data.x.reduce((far, value) => Math.max(far, Math.abs(value)), 0);
  return {
    kind: 'multiples',
    name: 'examples',
    title: 'Three examples of each class of MNIST-1D',
    items: Array.from({ length: classes }, (_, label) => ({
      heading: `class ${label}`,
      panel: {
        kind: 'chart',
        name: `class ${label}`,
        title: `Three examples of class ${label}`,
        x: { label: 'input', domain: [1, inputs], ticks: [1, 20, 40] },
        y: { label: 'value', domain: [-most, most], ticks: [-4, 0, 4] },
        // Example i is of class i mod 10.
        series: Array.from(
          { length: EACH },
          (_, k): ChartSeries => ({
            name: `example ${k + 1}`,
            role: k === 0 ? 'measured' : 'baseline',
            kind: 'line',
            x,
            y: curve((EACH - 1 - k) * classes + label),
            faint: k > 0,
          }),
        ).reverse(),
      },
    })),
  };
}

/** Counts of `confusion` as shares of each true class: a row for each, the right ones on the diagonal. */
export function confusionTable(counts: ArrayLike<number>, of: string): TablePanel {
  const { classes } = mnist1dShape;
  const names = Array.from({ length: classes }, (_, k) => k);
  return {
    kind: 'table',
    name: 'confusion',
    title: `Which class ${of} takes for which, in percent of the true class`,
    columns: [{ label: 'true class', align: 'left' }, ...names.map((name) => ({ label: `as ${name}`, digits: 0 }))],
    rows: names.map((row) => {
      const own = names.map((column) => counts[row * classes + column] ?? 0);
      const total = own.reduce((sum, count) => sum + count, 0);
      return [String(row), ...own.map((count) => (total > 0 ? (100 * count) / total : null))];
    }),
  };
}
