/** Prints the results of a bench as text, and writes docs/benchmarks.md with its plot. */
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { root } from '../../scripts/command.ts';
import { type WorkloadInfo, workloads } from './contenders/settings.ts';
import { plot } from './plot.ts';
import type { Entrant, Outcome } from './race.ts';
import { referenceOf, showTime, showTimes, timeOf, timesFaster, type Verdict, verdicts } from './ratios.ts';

interface Line {
  title: string;
  time: string;
  ratio: string;
}

function linesOf(outcome: Outcome): Line[] {
  const reference = referenceOf(outcome);
  return outcome.times.map(({ peer: { id, title } }) => {
    const time = timeOf(outcome, id);
    const ratio = timesFaster(outcome, id, reference);
    return {
      title,
      time: time ? showTime(time.middle) : '',
      ratio: id === reference ? '1' : ratio ? showTimes(ratio).replace(' times', '') : '',
    };
  });
}

const titleIn = (outcomes: readonly Outcome[], id: string): string =>
  outcomes.flatMap(({ times }) => times).find(({ peer }) => peer.id === id)?.peer.title ?? id;

export function consoleTable(outcome: Outcome): string {
  const info: WorkloadInfo = workloads[outcome.id];
  const lines = linesOf(outcome);
  const width = Math.max(...lines.map(({ title }) => title.length));
  return [
    `${info.title} (time of one ${info.unit}; speed beside ${titleIn([outcome], referenceOf(outcome))})`,
    ...lines.map(({ title, time, ratio }) => `  ${title.padEnd(width)}  ${time.padStart(8)}   ${ratio}`),
  ].join('\n');
}

export function targetLines(outcomes: readonly Outcome[]): string[] {
  const all = verdicts(outcomes, (id) => titleIn(outcomes, id));
  return all.length === 0
    ? []
    : [
        'Targets:',
        ...all.map((one) => `  ${one.met ? 'met   ' : 'MISSED'}  ${one.title}: ${one.measured}, wanted ${one.target}`),
      ];
}

/** Writes the page and its plot; returns their paths. */
export function writeReport(
  outcomes: readonly Outcome[],
  entrants: readonly Entrant[],
  missing: readonly (readonly [string, string])[],
): string[] {
  const all = verdicts(outcomes, (id) => titleIn(outcomes, id));
  const files = {
    'docs/benchmarks.svg': plot(outcomes),
    'docs/benchmarks.md': page(outcomes, entrants, missing, all),
  };
  for (const [path, text] of Object.entries(files)) writeFileSync(join(root, path), text);
  return Object.keys(files);
}

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map((_, k) => (k === 0 ? '---' : '---:')), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

function page(
  outcomes: readonly Outcome[],
  entrants: readonly Entrant[],
  missing: readonly (readonly [string, string])[],
  all: readonly Verdict[],
): string {
  const names = [...new Set(entrants.map(({ host }) => host.name))];
  const met = all.filter(({ met: ok }) => ok).length;
  return `# Benchmarks

Written by \`npm run bench --prefix verification -- --write\` on ${new Date().toISOString().slice(0, 10)}; do not edit by hand.

Machine: ${cpus().length} cores, ${cpus()[0]?.model.trim() ?? 'unknown processor'}, ${process.platform} ${process.arch}.
Programs: ${names.join('; ')}.
${missing.length === 0 ? 'No peer was missing.' : `Missing here: ${missing.map(([title, why]) => `${title} (${why})`).join('; ')}.`}

![Speed of each contender relative to C, on a log scale, one panel for each workload](benchmarks.svg)

## How it is measured

All contenders do the same work in one run and take turns. Each round starts with a different one, so that other load on the
machine affects all equally. Before timing, each result is compared with that of plain TypeScript:
the last state or loss, every cell of a surface, the mean loss of an epoch. Each host times itself and repeats a measurement
below 20 ms. Times are medians over the rounds. Ratios are computed round by round; the tables show their median and, in
brackets, their middle 80 %. Slow contenders run in fewer rounds, at least three.

Plain TypeScript is a first version without optimization: sin, cos and exp at every example, loops over matrices. *Engine* is the
code that the pages run; in Chromium it is bundled and runs in a worker. Our own runs, and the Gabor steps in C, draw their batches
during the measured time, with the same generator; the others read them from a file. We wrote the C code, in
verification/bench/contenders/peers: loops for \`gcc -O3\`, and tiles of AVX2 and FMA by hand for the network. NumPy and PyTorch use one thread. TensorFlow.js
computes in single precision. The networks are trained in single precision, except by plain TypeScript and ConvNetJS.

## Targets

${met} of ${all.length} are met.

${table(
  ['The engine in Chromium', 'measured', 'wanted', ''],
  all.map((one) => [one.title, one.measured, one.target, one.met ? 'met' : 'missed']),
)}

## Results
${outcomes
  .map((outcome) => {
    const info: WorkloadInfo = workloads[outcome.id];
    const reference = titleIn([outcome], referenceOf(outcome));
    return `
### ${info.title}

${table(
  ['', `one ${info.unit}`, `times as fast as ${reference}`],
  linesOf(outcome).map(({ title, time, ratio }) => [title, time, ratio]),
)}
`;
  })
  .join('')}`;
}
