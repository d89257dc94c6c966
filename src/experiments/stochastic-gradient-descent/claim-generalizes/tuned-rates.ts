/** Methods at several rates: what each is worth on test examples, and what it was worth at each look. */
import {
  axis,
  type ChartPanel,
  type ChartSeries,
  type Column,
  chart,
  dots,
  figures,
  line,
  logAxis,
  point,
  type Role,
  some,
  type TablePanel,
  table,
  words,
} from '../../../figure/index.ts';
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
  role: Role;
  /** In the order of the rates. */
  cells: readonly Cell[];
  /** The one that validation chose. */
  best: Cell | undefined;
}

/** Test accuracy against the rate, a line for each method, the first one on top; `marked` is the reader's own rate. */
export function accuracyByRate(methods: readonly TunedMethod[], marked: number): ChartPanel {
  const series = [...methods].reverse().flatMap(({ label, role, cells }) =>
    lineWithWhiskers(
      label,
      role,
      cells.map(({ rate }) => rate),
      cells.map(accuracyOf),
    ),
  );
  const rates = [...methods.flatMap(({ cells }) => cells.map(({ rate }) => rate)), marked];
  return chart({
    name: 'accuracy by rate',
    title: 'Test accuracy for each batch size and rate',
    x: logAxis('rate on the mean gradient', [0.8 * Math.min(...rates), 1.25 * Math.max(...rates)]),
    y: axis('test accuracy', domainOf(series), { format: 'percent' }),
    series,
    points: some(
      ...methods.map(
        ({ label, best }) =>
          best && point('minimum', `best on validation, ${label}`, best.rate, accuracyOf(best)!.value),
      ),
    ),
  });
}

/** The means near the best one; what is far worse, as means of runs that diverged, runs out of the picture. */
function domainOf(series: readonly ChartSeries[]): [number, number] {
  const means = series.flatMap(({ y }) => [...y]);
  if (means.length === 0) return [0, 1];
  const top = Math.max(...means) + 0.025;
  return [Math.max(Math.min(...means) - 0.02, top - 0.12), top];
}

/** Test accuracy against training loss, at each look of a training. */
export function accuracyByLoss(
  curves: readonly { label: string; role: Role; losses: Column; accuracies: Column }[],
): ChartPanel {
  const series = [...curves]
    .reverse()
    .flatMap(({ label, role, losses, accuracies }) => [
      line(label, role, losses, accuracies, { label }),
      dots(`${label}, at each look`, role, losses, accuracies),
    ]);
  const losses = series.flatMap(({ x }) => [...x]);
  return chart({
    name: 'course',
    title: 'Test accuracy against training loss during the training',
    x: logAxis('training loss', losses.length > 0 ? [0.8 * Math.min(...losses), 1.2 * Math.max(...losses)] : [0.01, 3]),
    y: axis('test accuracy', [0.05, Math.max(0.3, ...series.flatMap(({ y }) => [...y])) + 0.02], {
      format: 'percent',
    }),
    series,
  });
}

export function cellTable(budget: Parameters<typeof epochsOf>[0], cells: readonly Cell[]): TablePanel {
  return table({
    name: 'runs',
    title: 'Every batch size and rate, means over the seeds',
    columns: [
      words('method'),
      figures('rate', 2),
      figures('steps', 0),
      figures('epochs', 0),
      figures('training loss', 4),
      figures('validation accuracy, %', 1),
      ...measuredColumns('test accuracy, %', 1),
      figures('runs', 0),
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
