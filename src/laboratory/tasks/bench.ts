/** The page's end of a check: a worker that knows the tasks, and this page's Python, which runs what it is asked to. */
import { openPython } from '../python/python.ts';
import type { Checked, FromWorker, Taken, ToWorker } from './worker.ts';
import address from './worker.ts?worker&url';

export { PathPicture } from './PathPicture.tsx';
export { StepTable } from './StepTable.tsx';
export type { Checked, Taken } from './worker.ts';

type Answer = Extract<FromWorker, { ticket: number }>;

let worker: Worker | undefined;
let tickets = 0;
const waiting = new Map<number, { done(answer: Answer): void; fail(error: Error): void }>();

function start(): Worker {
  if (worker) return worker;
  const started = new Worker(address, { type: 'module' });
  started.onmessage = ({ data }: MessageEvent<FromWorker>) => {
    if (data.kind === 'run') return void run(started, data);
    waiting.get(data.ticket)?.done(data);
    waiting.delete(data.ticket);
  };
  started.onerror = () => {
    worker = undefined;
    for (const { fail } of waiting.values()) fail(new Error('the worker of the tasks did not load'));
    waiting.clear();
  };
  worker = started;
  return started;
}

const UNLOADED = 'Python could not be fetched. Check the connection, then check again; your text is as you left it.';

async function run(asker: Worker, { run: number, ask, lane }: Extract<FromWorker, { kind: 'run' }>): Promise<void> {
  const python = await openPython().catch(() => undefined);
  const answer = python
    ? await python.task({ ...ask, lane: `task ${lane}` })
    : { printed: '', error: { kind: 'unloaded', message: UNLOADED } as const };
  asker.postMessage({ kind: 'ran', run: number, answer } satisfies ToWorker);
}

function ask(kind: 'check' | 'take', id: string, code: string): Promise<Answer> {
  tickets += 1;
  const ticket = tickets;
  return new Promise((done, fail) => {
    waiting.set(ticket, { done, fail });
    start().postMessage({ kind, ticket, id, code } satisfies ToWorker);
  });
}

/** Checks a reader's text of a task. @throws Error where the worker cannot be loaded */
export async function checkTask(id: string, code: string): Promise<Checked> {
  const answer = await ask('check', id, code);
  if (answer.kind !== 'checked') throw new Error(answer.kind === 'failed' ? answer.why : 'another answer');
  return answer.checked;
}

/** A reader's text as files, and the solution of its task. @throws Error where the worker cannot be loaded */
export async function takeTask(id: string, code: string): Promise<Taken> {
  const answer = await ask('take', id, code);
  if (answer.kind !== 'taken') throw new Error(answer.kind === 'failed' ? answer.why : 'another answer');
  return answer.taken;
}
