import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { ListedPart } from '../../src/figure/parts.ts';
import type { MeasuredPart, Task } from './measure-parts.ts';
import type { PartResult } from './stored.ts';

/**
 * Computes parts on all cores; the results are in the order of the parts.
 * @throws Error if a result is not JSON, or if a thread ends before its work does
 */
export async function measureAll(id: string, parts: readonly ListedPart[]): Promise<PartResult[]> {
  const waiting = parts.map((part, index) => ({ index, part }));
  const measured: PartResult[] = [];
  const take = ({ index, result, milliseconds }: MeasuredPart): void => {
    const { key } = parts[index]!;
    if (JSON.stringify(JSON.parse(JSON.stringify(result))) !== JSON.stringify(result))
      throw new Error(`${id}: the result of ${key} is not JSON`);
    measured[index] = { key, milliseconds, result };
  };
  const thread = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const worker = new Worker(new URL('./measure-parts.ts', import.meta.url), { workerData: { id } });
      const next = (): void => {
        const task: Task = waiting.shift() ?? null;
        worker.postMessage(task);
      };
      worker.on('message', (one: MeasuredPart) => {
        try {
          take(one);
          next();
        } catch (error) {
          reject(error);
        }
      });
      worker.once('error', reject);
      worker.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`${id}: a thread ended with ${code}`))));
      next();
    });
  await Promise.all(Array.from({ length: Math.min(parts.length, availableParallelism()) }, thread));
  return measured;
}
