import { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { createMnist1d, trainNetwork } from '../../../src/engine/networks/index.ts';

const setting = { widths: [40, 20, 10], rate: 0.1, batches: { size: 16 }, epochs: 2, seed: 4, replay: true };

test('trainNetwork gives the same bits in a worker of plain Node, without a build', async () => {
  const module = new URL('../../../src/engine/networks/index.ts', import.meta.url);
  const source = `
    import { parentPort, workerData } from 'node:worker_threads';
    import { createMnist1d, trainNetwork } from ${JSON.stringify(module.href)};
    const { train: data } = createMnist1d({ seed: 1, train: 100, test: 0 });
    parentPort.postMessage(trainNetwork({ ...workerData, data }));
  `;
  const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(source)}`), { workerData: setting });
  const there: unknown = await new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
  });
  await worker.terminate();
  const { train: data } = createMnist1d({ seed: 1, train: 100, test: 0 });
  expect(there).toEqual(trainNetwork({ ...setting, data }));
});
