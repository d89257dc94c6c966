/** Our own contenders in Node: `node node.ts VARIANT`. */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Cell, CellWorker } from '../networks.ts';
import { ours, type Variant } from '../ours.ts';
import { serveLines } from './lines.ts';

function cellWorker(): CellWorker {
  const worker = new Worker(new URL('./node-cells.ts', import.meta.url));
  // The process ends with its input, whether or not a worker is waiting.
  worker.unref();
  return {
    async train(cell: Cell) {
      worker.ref();
      worker.postMessage(cell);
      const [loss] = await once(worker, 'message');
      worker.unref();
      return loss;
    },
  };
}

const variants = ours([cellWorker(), cellWorker()]);
await serveLines(variants[process.argv[2] as Variant], `Node ${process.versions.node}`);
