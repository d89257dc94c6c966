/** Methods at several rates: what each is worth on test examples, and what it was worth on the way. */
import type { ChartPanel, ChartSeries, Column, PanelPoint, Role } from '../../../figure/panels/panel.ts';

export interface TunedMethod {
  label: string;
  role: Role;
  /** Accuracies from 0 to 1, in the order of the rates. */
  at: readonly { rate: number; value: number; low?: number; high?: number }[];
  /** The rate that validation chose. */
  best?: number;
}

/** Test accuracy against the rate, a line for each method, the first one on top; `marked` is the reader's own rate. */
export function accuracyByRate(methods: readonly TunedMethod[], marked: number): ChartPanel {
  const series = [...methods].reverse().flatMap(({ label, role, at }): ChartSeries[] => {
    if (at.length === 0) return [];
    const column = (of: (one: (typeof at)[number]) => number): Column => Float64Array.from(at, of);
    const shape = { role, x: column(({ rate }) => rate), y: column(({ value }) => value) };
    return [
      { name: label, kind: 'line', ...shape, label },
      {
        name: `${label}, with intervals`,
        kind: 'points',
        ...shape,
        low: column(({ low, value }) => low ?? value),
        high: column(({ high, value }) => high ?? value),
      },
    ];
  });
  const points = methods.flatMap(({ label, at, best }): PanelPoint[] => {
    const chosen = at.find(({ rate }) => rate === best);
    return chosen ? [{ name: `best on validation, ${label}`, x: chosen.rate, y: chosen.value, mark: 'minimum' }] : [];
  });
  const rates = [...methods.flatMap(({ at }) => at.map(({ rate }) => rate)), marked];
  return {
    kind: 'chart',
    name: 'accuracy by rate',
    title: 'Test accuracy for each batch size and rate',
    x: {
      label: 'rate on the mean gradient',
      domain: [0.8 * Math.min(...rates), 1.25 * Math.max(...rates)],
      scale: 'log',
    },
    y: { label: 'test accuracy', domain: domainOf(series), format: 'percent' },
    series,
    points,
  };
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
  const series = [...curves].reverse().flatMap(({ label, role, losses: x, accuracies: y }): ChartSeries[] => [
    { name: label, role, kind: 'line', x, y, label },
    { name: `${label}, at each look`, role, kind: 'points', x, y },
  ]);
  const losses = series.flatMap(({ x }) => [...x]);
  return {
    kind: 'chart',
    name: 'course',
    title: 'Test accuracy against training loss on the way',
    x: {
      label: 'training loss',
      domain: losses.length > 0 ? [0.8 * Math.min(...losses), 1.2 * Math.max(...losses)] : [0.01, 3],
      scale: 'log',
    },
    y: {
      label: 'test accuracy',
      domain: [0.05, Math.max(0.3, ...series.flatMap(({ y }) => [...y])) + 0.02],
      format: 'percent',
    },
    series,
  };
}
