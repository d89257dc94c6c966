import {
  axis,
  type ChartPanel,
  type Column,
  chart,
  curve,
  figures,
  line,
  logAxis,
  some,
  stepsOf,
  type TablePanel,
  table,
} from '../../../figure/index.ts';
import { type Measured, whiskers } from '../../kit/measured.ts';
import {
  ARRIVED,
  factorOf,
  LENGTHS,
  leftInTheory,
  type Noisy,
  names,
  noisy,
  noisyNames,
  type QuietRule,
  quiet,
  stepsInTheory,
} from './race-to-the-floor.ts';

/** Gradients that a rule needs at a condition number; undefined before it has run. */
export type Steps = (rule: QuietRule, kappa: number) => number | undefined;

// None of these is dashed: only theory is.
const roles = { descent: 'baseline', nesterov: 'measured', momentum: 'run' } as const;
const noisyRoles = { fixed: 'baseline', falling: 'measured', corner: 'run' } as const;

type LossesOf = (rule: QuietRule) => Column | undefined;

/** Where the first chart ends: descent needs so many more gradients than the others that their lines would stand at the edge. */
export function lastDrawn(lossesOf: LossesOf): number {
  const longest = Math.max(40, ...quiet.map((rule) => lossesOf(rule)?.length ?? 0));
  return Math.ceil(Math.min(longest, 1.6 * Math.max(...quiet.slice(1).map((rule) => lossesOf(rule)?.length ?? 40))));
}

export function quietChart(kappa: number, lossesOf: LossesOf, before: number | undefined): ChartPanel {
  const most = lastDrawn(lossesOf);
  const highest = 1.5 * Math.max(1.3, ...quiet.flatMap((rule) => [...(lossesOf(rule) ?? [])]));
  return chart({
    name: 'loss',
    title: `Share of the loss that is left at κ = ${Math.round(kappa)}, gradient by gradient`,
    x: axis('gradients', [0, most]),
    steps: true,
    y: logAxis('share of the loss', [ARRIVED, highest], { ticks: [1e-6, 1e-4, 1e-2, 1, 100], format: 'power' }),
    series: quiet.flatMap((rule) => {
      const y = lossesOf(rule);
      if (!y) return [];
      const shown = y.subarray(0, most + 1).map((value) => Math.max(value, ARRIVED / 10));
      const x = stepsOf(shown);
      const falls = (at: number): Column => x.map((t) => Math.max(factorOf(rule, at) ** (2 * t), ARRIVED / 10));
      return some(
        before !== undefined &&
          before !== kappa &&
          line(`${names[rule]}, pinned theory`, 'baseline', x, falls(before), { faint: true }),
        line(`${names[rule]}, theory`, 'theory', x, falls(kappa), { label: `${names[rule]}, in theory` }),
        line(names[rule], roles[rule], x, shown, { label: names[rule] }),
      );
    }),
  });
}

export function stepsChart(kappa: number, steps: Steps, kappas: readonly number[]): ChartPanel {
  const all = [...new Set([kappa, ...kappas])].sort((a, b) => a - b);
  const x = Float64Array.from({ length: 40 }, (_, k) => 10 ** (0.6 + (2.4 * k) / 39));
  return chart({
    name: 'gradients',
    title: 'Gradients until a millionth of the loss is left, against κ',
    x: logAxis('condition number κ', [4, 1000], { ticks: [10, 100, 1000], format: 'number' }),
    y: logAxis('gradients', [4, 6000], { ticks: [10, 100, 1000], format: 'number' }),
    series: quiet.flatMap((rule) => {
      const there = all.filter((one) => steps(rule, one) !== undefined);
      if (there.length === 0) return [];
      return [
        curve(`${names[rule]}, theory`, 'theory', x, (one) => stepsInTheory(rule, one)),
        line(
          names[rule],
          roles[rule],
          there,
          there.map((one) => steps(rule, one)!),
          {
            label: names[rule],
          },
        ),
      ];
    }),
  });
}

export function noiseChart(sd: number, leftOf: (kind: Noisy, k: number) => Measured | undefined): ChartPanel {
  const x = Float64Array.from({ length: 30 }, (_, k) => 10 ** (1 + (2 * k) / 29));
  const least = Math.min(...noisy.map((kind) => leftInTheory(kind, sd, LENGTHS.at(-1)!)));
  return chart({
    name: 'noise',
    title: 'What is left above the minimum after so many noisy gradients',
    x: logAxis('gradients', [9, 1100], { ticks: [10, 100, 1000], format: 'number' }),
    y: logAxis('left above the minimum', [least < 2e-5 ? 1e-6 : 1e-5, 3], {
      ticks: [1e-6, 1e-4, 1e-2, 1],
      format: 'power',
    }),
    names: noisy.map((kind) => noisyNames[kind]),
    series: noisy.flatMap((kind) => {
      const measured = LENGTHS.map((_, k) => leftOf(kind, k));
      const there = measured.filter((one) => one !== undefined);
      if (there.length < LENGTHS.length) return [];
      const y = Float64Array.from(there, ({ value }) => value);
      return [
        curve(`${noisyNames[kind]}, theory`, 'theory', x, (length) => leftInTheory(kind, sd, length)),
        whiskers(`${noisyNames[kind]}, mean and interval`, noisyRoles[kind], LENGTHS, there),
        line(noisyNames[kind], noisyRoles[kind], LENGTHS, y, { label: noisyNames[kind] }),
      ];
    }),
  });
}

export function stepsTable(kappas: readonly number[], steps: Steps): TablePanel {
  return table({
    name: 'counts',
    title: 'Gradients, counted and in theory',
    columns: [
      figures('κ', 0),
      ...quiet.flatMap((rule) => [figures(names[rule], 0), figures(`${names[rule]}, theory`, 0)]),
    ],
    rows: [...kappas]
      .sort((a, b) => a - b)
      .map((kappa) => [
        kappa,
        ...quiet.flatMap((rule) => [steps(rule, kappa) ?? null, Math.round(stepsInTheory(rule, kappa))]),
      ]),
  });
}
