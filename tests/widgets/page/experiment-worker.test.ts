import { expect, test, vi } from 'vitest';
import { defaults } from '../../../src/engine/values.ts';
import gaborDescent from '../../../src/experiments/gradient-descent/gabor-descent.ts';
import type { FromWorker, ToWorker } from '../../../src/widgets/page/messages.ts';

/** Locks of one name: the first caller holds it as long as its promise is pending, the others wait. */
function oneLock() {
  let held: Promise<unknown> = Promise.resolve();
  return {
    request: (_: string, use: () => Promise<unknown>): Promise<unknown> => {
      held = held.then(use);
      return held;
    },
  };
}

test('a worker whose script runs twice still answers: WebKit runs it again where another script imports it', async () => {
  const said: FromWorker[] = [];
  const worker: Pick<Worker, 'onmessage' | 'postMessage'> & { name: string } = {
    name: 'worker 1',
    onmessage: null,
    postMessage: (message: FromWorker) => void said.push(message),
  };
  vi.stubGlobal('self', worker);
  vi.stubGlobal('navigator', { locks: oneLock() });
  await import('../../../src/widgets/page/experiment-worker.ts');
  await vi.waitFor(() => expect(worker.onmessage).not.toBeNull());
  vi.resetModules();
  await import('../../../src/widgets/page/experiment-worker.ts');
  const task = { kind: 'parts', id: 'gabor-descent', values: defaults(gaborDescent.parameters) } as const;
  const data: ToWorker = { ticket: 1, task };
  worker.onmessage?.call(worker as unknown as Worker, { data } as MessageEvent<ToWorker>); // a message has more fields, which no worker reads
  await vi.waitFor(() => expect(said.map(({ type }) => type)).toEqual(['started', 'done']));
});
