/** Methods at several rates: test accuracy of each, and its course during training. */
import * as f from '../../../figure/index.ts';
import { lineWithWhiskers, measuredColumns, percentCells } from '../../kit/measured.ts';
import {
  accuracyOf,
  type Cell,
  epochsOf,
  METHODS,
  ORDER,
  stepsOf,
  trainLossOf,
  validationOf,
} from './tuned-networks.ts';

export interface TunedMethod {
  label: string;
  role: f.Role;
  /** In the order of the rates. */
  cells: readonly Cell[];
  /** The one chosen by validation. */
  best: Cell | undefined;
}

/** Test accuracy against the rate, a line for each method, the first one on top; `marked` is the reader's own rate. */
export function accuracyByRate(methods: readonly TunedMethod[], marked: number): f.ChartPanel {
  const series = [...methods].reverse().flatMap(({ label, role, cells }) =>
    lineWithWhiskers(
      label,
      role,
      cells.map(({ rate }) => rate),
      cells.map(accuracyOf),
    ),
  );
  const rates = [...methods.flatMap(({ cells }) => cells.map(({ rate }) => rate)), marked];
  return f.chart({
    name: 'accuracy by rate',
    title: 'Test accuracy for each batch size and rate',
    x: f.logAxis('rate on the mean gradient', [0.8 * Math.min(...rates), 1.25 * Math.max(...rates)]),
    y: f.axis('test accuracy', domainOf(series), { format: 'percent' }),
    series,
    points: f.some(
      ...methods.map(
        ({ label, best }) =>
          best && f.point('minimum', `best on validation, ${label}`, best.rate, accuracyOf(best)!.value),
      ),
    ),
  });
}

/** The range of the means near the best one; much worse ones, such as those of diverged runs, are cut off. */
function domainOf(series: readonly f.ChartSeries[]): [number, number] {
  const means = series.flatMap(({ y }) => [...y]);
  if (means.length === 0) return [0, 1];
  const top = Math.max(...means) + 0.025;
  return [Math.max(Math.min(...means) - 0.02, top - 0.12), top];
}

/** Test accuracy against training loss, at each measurement of a training. */
export function accuracyByLoss(
  curves: readonly { label: string; role: f.Role; losses: f.Column; accuracies: f.Column }[],
): f.ChartPanel {
  const series = [...curves]
    .reverse()
    .flatMap(({ label, role, losses, accuracies }) => [
      f.line(label, role, losses, accuracies, { label: true }),
      f.dots(`${label}, at each look`, role, losses, accuracies),
    ]);
  const losses = series.flatMap(({ x }) => [...x]);
  return f.chart({
    name: 'course',
    title: 'Test accuracy against training loss during the training',
    x: f.logAxis(
      'training loss',
      losses.length > 0 ? [0.8 * Math.min(...losses), 1.2 * Math.max(...losses)] : [0.01, 3],
    ),
    y: f.axis('test accuracy', [0.05, Math.max(0.3, ...series.flatMap(({ y }) => [...y])) + 0.02], {
      format: 'percent',
    }),
    series,
  });
}

export function cellTable(budget: Parameters<typeof epochsOf>[0], cells: readonly Cell[]): f.TablePanel {
  return f.table({
    name: 'runs',
    title: 'Every batch size and rate, means over the seeds',
    columns: [
      f.words('method'),
      f.figures('rate', 2),
      f.figures('steps', 0),
      f.figures('epochs', 0),
      f.figures('training loss', 4),
      f.figures('validation accuracy, %', 1),
      ...measuredColumns('test accuracy, %', 1),
      f.figures('runs', 0),
    ],
    rows: ORDER.flatMap((method) =>
      cells
        .filter((cell) => cell.method === method)
        .map((cell) => {
          const loss = trainLossOf(cell);
          return [
            METHODS[method].label,
            cell.rate,
            stepsOf(budget, method),
            epochsOf(budget, method),
            Number.isFinite(loss) ? loss : 'diverged',
            100 * validationOf(cell),
            ...percentCells(accuracyOf(cell)),
            cell.runs.length,
          ];
        }),
    ),
  });
}
