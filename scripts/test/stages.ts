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
  seconds: number;
}

/** Runs one stage and prints its output in one piece when it ends, so that stages may run side by side. */
export async function runStage(name: string, stage: Stage): Promise<Result> {
  const began = performance.now();
  const printed: string[] = [];
  const run: Run = async (tool, args, environment = {}) => {
    const done = await runTool(tool, args, { quiet: true, environment });
    printed.push(done.output);
    return done;
  };
  const count = await stage(run, (line) => printed.push(`${line}\n`)).catch((error: unknown) =>
    one(name, error instanceof Error ? error.message : String(error)),
  );
  const result = { name, count, seconds: (performance.now() - began) / 1000 };
  console.log(`\n── ${name} ${'─'.repeat(60 - name.length)}\n${printed.join('')}${lineOf(result)}`);
  return result;
}

export function lineOf({ name, count, seconds }: Result): string {
  const columns = [
    name.padEnd(10),
    `${count.passed} passed`.padStart(14),
    `${count.failed} failed`.padStart(12),
    `${seconds.toFixed(0)} s`.padStart(9),
  ];
  return columns.join('');
}
