import type { Cell, CellWorker } from '../networks.ts';
import { ours, type Variant } from '../ours.ts';
import { type Answer, answer } from './answer.ts';

const create = (): Worker => new Worker(new URL('./browser-worker.ts', import.meta.url), { type: 'module' });

function ask<T>(worker: Worker, message: unknown): Promise<T> {
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<T>) => resolve(data);
    worker.onerror = ({ message: why }) => reject(new Error(why));
    worker.postMessage(message);
  });
}

const cellWorker = (): CellWorker => {
  const worker = create();
  return { train: (cell: Cell) => ask<number>(worker, cell) };
};

const lone = create();
const variants = ours([cellWorker(), cellWorker()]);

/** One question to a variant: a grid is distributed from the page, everything else runs in a worker. */
export function question(variant: Variant, line: string): Promise<Answer> {
  return /grid|column/.test(line)
    ? answer(variants[variant], line, () => performance.now())
    : ask<Answer>(lone, { variant, question: line });
}

Object.assign(globalThis, { question });
