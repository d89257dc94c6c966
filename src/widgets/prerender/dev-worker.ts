/** The thread of `dev-thread.ts`: loads what it is asked for, and answers call by call. */
import { parentPort } from 'node:worker_threads';

export interface Question {
  ticket: number;
  /** Whole path of a module, and the name of the function that it exports. */
  module: string;
  name: string;
  args: readonly unknown[];
}

export type Answer = { ticket: number; result: unknown } | { ticket: number; message: string };

parentPort?.on('message', async ({ ticket, module, name, args }: Question) => {
  try {
    const loaded = (await import(module)) as Record<string, (...args: readonly unknown[]) => unknown>; // as asked
    const answer: Answer = { ticket, result: await loaded[name]?.(...args) };
    parentPort?.postMessage(answer);
  } catch (error) {
    const answer: Answer = { ticket, message: error instanceof Error ? (error.stack ?? error.message) : String(error) };
    parentPort?.postMessage(answer);
  }
});
