/**
 * Measures parts of a long experiment as a browser without WebAssembly would, in a thread of its own: its kernels are
 * gone before its code is loaded. Started by slowness.ts; answers with microseconds of the processor.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { experiments } from '../../src/experiments/index.ts';
import type { ListedPart } from '../../src/figure/parts.ts';
import { measurePart } from '../../src/figure/run.ts';
import { processorTime } from './slowness.ts';

// Given by slowness.ts.
const { id, parts } = workerData as { id: string; parts: readonly ListedPart[] };
WebAssembly.validate = () => false;
const load = experiments[id];
if (!load) throw new Error(`unknown experiment "${id}"`);
const { default: experiment } = await load();
const spent = processorTime(() => {
  for (const part of parts) measurePart(experiment, part);
});
parentPort?.postMessage(spent);
