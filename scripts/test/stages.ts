import { run as runTool, type Tool } from '../command.ts';
import { type Count, one } from './count.ts';

/** Runs a tool of a stage; what it prints is kept with the stage's other output. */
export type Run = (
  tool: Tool,
  args: readonly string[],
  environment?: Readonly<Record<string, string>>,
) => Promise<{ code: number; output: string }>;

/** What a stage does; `say` adds a line to what is printed when it ends. */
export type Stage = (run: Run, say: (line: string) => void) => Promise<Count>;

export interface Result {
  name: string;
  count: Count;
  /** Seconds since the whole began. */
  from: number;
  to: number;
}

const now = (): number => performance.now() / 1000;

/** Runs one stage and prints its output in one piece when it ends, so that stages may run side by side. */
export async function runStage(name: string, stage: Stage): Promise<Result> {
  const from = now();
  const printed: string[] = [];
  const run: Run = async (tool, args, environment = {}) => {
    const done = await runTool(tool, args, { quiet: true, environment });
    printed.push(done.output);
    return done;
  };
  const count = await stage(run, (line) => printed.push(`${line}\n`)).catch((error: unknown) =>
    one(name, error instanceof Error ? error.message : String(error)),
  );
  const result = { name, count, from, to: now() };
  console.log(`\n── ${name} ${'─'.repeat(60 - name.length)}\n${printed.join('')}${lineOf(result)}`);
  return result;
}

/** With the times between which it ran, which show what ran side by side. */
export function lineOf({ name, count, from, to }: Result): string {
  const columns = [
    name.padEnd(10),
    `${count.passed} passed`.padStart(14),
    `${count.failed} failed`.padStart(12),
    `${(to - from).toFixed(0)} s`.padStart(9),
    `from ${from.toFixed(0)} to ${to.toFixed(0)} s`.padStart(22),
  ];
  return columns.join('');
}
