/** Thread that computes parts of a long experiment; started by measure-all.ts, answers part by part. */
import { parentPort, workerData } from 'node:worker_threads';
import { experiments } from '../../src/experiments/index.ts';
import type { ListedPart } from '../../src/figure/parts.ts';
import { measurePart } from '../../src/figure/run.ts';

/** A task for a thread; null ends it. */
export type Task = { index: number; part: ListedPart } | null;

export interface MeasuredPart {
  index: number;
  result: unknown;
  /** Processor time: other work on the machine must not enter the estimate shown to readers. */
  milliseconds: number;
}

// Given by measure-all.ts.
const { id } = workerData as { id: string };
const load = experiments[id];
if (!load) throw new Error(`unknown experiment "${id}"`);
const { default: experiment } = await load();

parentPort?.on('message', (task: Task) => {
  if (task === null) {
    parentPort?.close();
    return;
  }
  const began = process.threadCpuUsage();
  const result = measurePart(experiment, task.part);
  const { user, system } = process.threadCpuUsage(began);
  const measured: MeasuredPart = { index: task.index, result, milliseconds: (user + system) / 1000 };
  parentPort?.postMessage(measured);
});
