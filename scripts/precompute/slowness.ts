import { Worker } from 'node:worker_threads';
import type { Experiment } from '../../src/figure/experiment.ts';
import type { ListedPart } from '../../src/figure/parts.ts';
import { measurePart } from '../../src/figure/run.ts';

/** Parts that are measured without kernels too: a few seconds' worth, spread over all. */
const SAMPLE = { milliseconds: 2000, least: 2, most: 40 };
/** Less than this makes no difference to a reader. */
const SLOWER = 1.1;

/** How many times longer parts take in plain TypeScript; undefined if that makes no difference. */
export async function slowness(
  id: string,
  experiment: Experiment,
  parts: readonly ListedPart[],
  partTime: number,
): Promise<number | undefined> {
  const { milliseconds, least, most } = SAMPLE;
  const count = Math.min(parts.length, most, Math.max(least, Math.round(milliseconds / Math.max(1, partTime))));
  const sample = Array.from({ length: count }, (_, k) => parts[Math.floor(((k + 0.5) * parts.length) / count)]!);
  const fast = processorTime(() => {
    for (const part of sample) measurePart(experiment, part);
  });
  const worker = new Worker(new URL('./plain-time.ts', import.meta.url), { workerData: { id, parts: sample } });
  const plain = await new Promise<number>((resolve, reject) => worker.once('message', resolve).once('error', reject));
  return plain > SLOWER * fast ? Number((plain / fast).toPrecision(2)) : undefined;
}

/** Microseconds of the processor that work takes in this thread: what else the machine does must not enter. */
export function processorTime(work: () => void): number {
  const began = process.threadCpuUsage();
  work();
  const { user, system } = process.threadCpuUsage(began);
  return user + system;
}
