/** Measures parts of a long experiment in a thread of its own; started by precompute.ts, answers part by part. */
import { parentPort, workerData } from 'node:worker_threads';
import { experiments } from '../src/experiments/index.ts';
import type { ListedPart } from '../src/figure/parts.ts';
import { measurePart } from '../src/figure/run.ts';

/** What precompute.ts hears of each part. */
export interface MeasuredPart {
  index: number;
  result: unknown;
  /** Of the processor: what else the machine does must not enter the time that a reader is told. */
  milliseconds: number;
}

// Given by precompute.ts.
const { id, parts } = workerData as { id: string; parts: readonly { index: number; part: ListedPart }[] };
const load = experiments[id];
if (!load) throw new Error(`unknown experiment "${id}"`);
const { default: experiment } = await load();
for (const { index, part } of parts) {
  const began = process.threadCpuUsage();
  const result = measurePart(experiment, part);
  const { user, system } = process.threadCpuUsage(began);
  const measured: MeasuredPart = { index, result, milliseconds: (user + system) / 1000 };
  parentPort?.postMessage(measured);
}
