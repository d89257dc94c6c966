/** The worker thread of `dev-thread.ts`: loads modules on request, and answers call by call. */
import { parentPort } from 'node:worker_threads';

export interface Question {
  ticket: number;
  /** Absolute path of a module, and the name of an exported function. */
  module: string;
  name: string;
  args: readonly unknown[];
}

export type Answer = { ticket: number; result: unknown } | { ticket: number; message: string };

parentPort?.on('message', async ({ ticket, module, name, args }: Question) => {
  try {
    const loaded = (await import(module)) as Record<string, (...args: readonly unknown[]) => unknown>; // as requested
    const answer: Answer = { ticket, result: await loaded[name]?.(...args) };
    parentPort?.postMessage(answer);
  } catch (error) {
    const answer: Answer = { ticket, message: error instanceof Error ? (error.stack ?? error.message) : String(error) };
    parentPort?.postMessage(answer);
  }
});
