/** A process or page that runs contenders, one at a time, and times them itself. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Answer } from './contenders/hosts/answer.ts';

export interface Host {
  /** Program and version. */
  name: string;
  ask(question: string): Promise<Answer>;
  close(): Promise<void>;
}

/**
 * Starts a program that answers questions line by line on its standard input and output.
 * @throws Error with the program's last output if it ends before it is ready.
 */
export async function startProcess(
  command: string,
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>> = {},
): Promise<Host> {
  const child = spawn(command, args, { env: { ...process.env, ...environment }, stdio: ['pipe', 'pipe', 'pipe'] });
  let complaint = '';
  child.stderr.on('data', (chunk: Buffer) => {
    complaint = `${complaint}${chunk}`.slice(-2000);
  });
  const nextLine = lineReader(child, () => errorLine(complaint));
  const { ready } = JSON.parse(await nextLine()) as { ready: string };
  return {
    name: ready,
    async ask(question) {
      child.stdin.write(`${question}\n`);
      return JSON.parse(await nextLine()) as Answer;
    },
    close: () =>
      new Promise((resolve) => {
        child.once('close', () => resolve());
        child.stdin.end();
      }),
  };
}

/** Lines of the child's output, one per call; rejects once it has ended. */
function lineReader(child: ChildProcessWithoutNullStreams, why: () => string): () => Promise<string> {
  const waiting: { resolve(line: string): void; reject(error: Error): void }[] = [];
  const lines: string[] = [];
  let ended: Error | undefined;
  const end = (reason: string): void => {
    ended ??= new Error(reason);
    for (const { reject } of waiting.splice(0)) reject(ended);
  };
  createInterface({ input: child.stdout }).on('line', (line) => {
    const first = waiting.shift();
    if (first) first.resolve(line);
    else lines.push(line);
  });
  child.on('error', ({ message }) => end(message));
  child.on('close', (code) => end(why() || `it ended with code ${code}`));
  child.stdin.on('error', () => {});
  return () =>
    new Promise((resolve, reject) => {
      const line = lines.shift();
      if (line !== undefined) resolve(line);
      else if (ended) reject(ended);
      else waiting.push({ resolve, reject });
    });
}

/** The line with the error, in the last output of a program. */
function errorLine(text: string): string {
  const lines = text.trim().split('\n');
  return lines.find((line) => /error/i.test(line) && !/^\s*at |^\s*throw /.test(line)) ?? lines.at(-1) ?? '';
}
