import type { Batches, Sampling } from '../engine/training/batches.ts';
import type { Panel } from './panels/panel.ts';

/** What an exported script of one run is made of, read back out of its text. */
export interface ScriptRun {
  /** Defines `loss(phi, batch)` and `gradient(phi, batch)`. */
  problem: string;
  /** The hyperparameters, the state, and the body of one step, as in the script. */
  numbers: readonly string[];
  state: readonly string[];
  step: readonly string[];
  start: readonly number[];
  steps: number;
  /** Where the run counts as diverged. */
  bound: number;
  batches?: Batches & { examples: number };
}

const SEES = "# What the rule sees: the loss and the gradient of this step's batch.";
const LOOP = 'for t in range(1, steps + 1):';
const KEEPS = '    path.append(phi.copy())';

/** The first line of a step's batch tells how it is drawn. */
const draws: Readonly<Record<string, Sampling>> = {
  '    batch = rng.permutation(N)[:B]': 'notebook',
  '    batch = rng.randint(0, N, B)': 'replacement',
  '    batch = (np.arange(B) + (t - 1) * B) % N': 'ordered',
  '    k = (t - 1) % per_epoch': 'epochs',
};
const LAST_OF_EPOCHS = '    batch = order[k * B:(k + 1) * B]';

/** Whether a script is one run of one rule on one or two parameters. */
export function hasRule(script: string): boolean {
  const n = runOfScript(script)?.start.length;
  return n === 1 || n === 2;
}

const near = (a: number | undefined, b: number | undefined): boolean =>
  a !== undefined && b !== undefined && Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(b));

/** Whether a picture shows the run of its script, so that another run from the same start has its place beside it. */
export function showsRun(script: string, panels: readonly Panel[]): boolean {
  const start = runOfScript(script)?.start;
  if (start === undefined) return false;
  return panels.some(
    (panel) =>
      panel.kind === 'surface' &&
      panel.paths?.some(
        ({ role, x, y }) => role === 'run' && near(x[0], start[0]) && (start.length === 1 || near(y[0], start[1])),
      ),
  );
}

/** Reads a script of `pythonScript`; undefined for a text that is not one run. */
export function runOfScript(script: string): ScriptRun | undefined {
  const lines = script.split('\n');
  const at = (line: string, from = 0): number => lines.indexOf(line, from);
  const begin = at('import numpy as np');
  const [sees, loop] = [at(SEES), at(LOOP)];
  const keeps = at(KEEPS, loop);
  const stepsAt = lines.findIndex((line) => /^steps = \d+$/.test(line));
  if (begin < 0 || sees < begin || stepsAt < sees || loop < stepsAt || keeps < loop) return undefined;
  const start = /^phi = np\.array\((\[.*\]), dtype=float\)$/.exec(lines[stepsAt + 1] ?? '')?.[1];
  const bound = /<= ([\d.e+-]+):$/.exec(lines[keeps + 3] ?? '')?.[1];
  if (start === undefined || bound === undefined) return undefined;
  const sampling = draws[lines[loop + 1] ?? ''];
  const drawn = sampling === 'epochs' ? at(LAST_OF_EPOCHS, loop) : loop + (sampling ? 1 : 0);
  const before = lines.slice(
    stepsAt + 2,
    lines.findIndex((line) => line.startsWith('path, losses = [')),
  );
  const sizes = before.findIndex((line) => /^N, B = \d+, \d+$/.test(line));
  const [examples = 0, size = 0] =
    /(\d+), (\d+)/
      .exec(before[sizes] ?? '')
      ?.slice(1)
      .map(Number) ?? [];
  const seed = Number(/RandomState\((\d+)\)/.exec(before[sizes + 1] ?? '')?.[1] ?? 0);
  return {
    problem: `${lines.slice(begin + 2, sees - 1).join('\n')}\n`,
    numbers: lines.slice(at('', sees) + 1, stepsAt),
    state: sampling ? before.slice(0, sizes) : before,
    step: lines.slice(drawn + 1, keeps).map((line) => line.replace(/^ {4}/, '')),
    start: JSON.parse(start),
    steps: Number(lines[stepsAt]?.slice('steps = '.length)),
    bound: Number(bound),
    ...(sampling && { batches: { examples, size, sampling, seed } }),
  };
}
