import { createInterface } from 'node:readline';
import type { Contender } from '../contender.ts';
import { answer } from './answer.ts';

/** Answers the lines of standard input until it ends. */
export async function serveLines(
  contenders: Readonly<Record<string, Contender | undefined>>,
  name: string,
): Promise<void> {
  console.log(JSON.stringify({ ready: name }));
  for await (const line of createInterface({ input: process.stdin })) {
    console.log(JSON.stringify(await answer(contenders, line.trim(), () => performance.now())));
  }
}
