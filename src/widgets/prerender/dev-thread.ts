/** Runs slow work of the development server in a separate thread, so that the server stays responsive. */
import { globSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Answer, Question } from './dev-worker.ts';

/** Whether this is the server of `npm run dev`. */
export const isDev = process.env['NODE_ENV'] === 'development';

interface Thread {
  worker: Worker;
  /** Time at which it began to load the code, ms since 1970. */
  since: number;
  waiting: Map<number, (answer: Answer | 'outdated') => void>;
}

let thread: Thread | undefined;
let asked = 0;

/**
 * Calls a function of a module in a thread with the current code; repeats the call if the code changes in the meantime.
 * @param module path from the project's root
 * @param args and answer: anything that structured cloning supports
 */
export async function inDevThread<T>(module: string, name: string, args: readonly unknown[]): Promise<T> {
  for (;;) {
    const current = threadOfNow();
    const answer = await new Promise<Answer | 'outdated'>((resolve) => {
      asked += 1;
      current.waiting.set(asked, resolve);
      const question: Question = { ticket: asked, module: join(process.cwd(), module), name, args };
      current.worker.postMessage(question);
    });
    if (answer === 'outdated' || written() > current.since) continue;
    if ('message' in answer) throw new Error(answer.message);
    return answer.result as T; // Safe: returned by the named function.
  }
}

/** Time of the last change of a source. */
function written(): number {
  const sources = globSync('src/**/*.{ts,json}');
  return Math.max(...sources.map((file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0));
}

function threadOfNow(): Thread {
  if (thread && written() <= thread.since) return thread;
  if (thread) end(thread);
  const next: Thread = {
    since: Date.now(),
    worker: new Worker(join(process.cwd(), 'src/widgets/prerender/dev-worker.ts')),
    waiting: new Map(),
  };
  next.worker.unref();
  next.worker.on('message', (answer: Answer) => {
    next.waiting.get(answer.ticket)?.(answer);
    next.waiting.delete(answer.ticket);
  });
  // A module that does not load ends one call, and not the server.
  next.worker.on('error', (error) => {
    for (const [ticket, resolve] of next.waiting) resolve({ ticket, message: String(error) });
    next.waiting.clear();
    if (thread === next) thread = undefined;
  });
  thread = next;
  return next;
}

function end({ worker, waiting }: Thread): void {
  void worker.terminate();
  for (const resolve of waiting.values()) resolve('outdated');
  waiting.clear();
}
