import type { Schema, Value } from '../engine/schema.ts';
import type { Batches } from '../engine/training/batches.ts';
import { divergenceBounds } from '../engine/training/trace.ts';
import type { TrainOptions } from '../engine/training/train.ts';
import { defaults } from '../engine/values.ts';

/** The parts of a run, used by `train` and by its script. */
export type Run<H extends Schema = Schema> = Pick<
  TrainOptions<H>,
  'problem' | 'optimizer' | 'hyper' | 'start' | 'steps' | 'batches' | 'bounds'
>;

/** A script in pieces; `pythonScript` puts them in order. */
interface PythonRun<H extends Schema> extends Run<H> {
  /** First line of the script: its description. */
  about: string;
  /**
   * Printed Python expressions by name; they may use `losses` (T + 1), `path` (T + 1, n), `steps`, and names defined by
   * the problem.
   */
  prints: Readonly<Record<string, string>>;
  /** A rule of the reader's, whose lines replace the optimizer's. */
  rule?: string;
}

/** A JavaScript value as Python source. */
export function pythonLiteral(value: number | string | boolean | readonly number[]): string {
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : `float("${value}")`;
  if (typeof value === 'string') return JSON.stringify(value);
  return `[${value.map((item) => pythonLiteral(item)).join(', ')}]`;
}

/** Lines that draw the batches of a run, each step's into `batch`. The generator and the order of draws are NumPy's. */
function batchLines({ examples, size, sampling, seed }: NonNullable<ScriptRun['batches']>): {
  before: string[];
  each: string[];
} {
  const head = [`N, B = ${examples}, ${size}`];
  const random = [...head, `rng = np.random.RandomState(${seed})`];
  switch (sampling) {
    case 'notebook':
      return { before: random, each: ['batch = rng.permutation(N)[:B]'] };
    case 'replacement':
      return { before: random, each: ['batch = rng.randint(0, N, B)'] };
    case 'ordered':
      return { before: head, each: ['batch = (np.arange(B) + (t - 1) * B) % N'] };
    case 'epochs':
      return {
        before: [...random, 'order = np.arange(N)', 'per_epoch = -(-N // B)'],
        each: ['k = (t - 1) % per_epoch', 'if k == 0:', '    rng.shuffle(order)', 'batch = order[k * B:(k + 1) * B]'],
      };
  }
}

const indent = (lines: readonly string[]): string[] => lines.map((line) => (line === '' ? '' : `    ${line}`));

const IMPORTS = ['import json', '', 'import numpy as np', ''];

/** A run as lines of its script: those of the problem and of the rule, and the numbers they use. */
export interface ScriptRun {
  /** Defines `loss(phi, batch)` and `gradient(phi, batch)`. */
  problem: string;
  /** The hyperparameters, the state, and the body of one step. */
  numbers: readonly string[];
  state: readonly string[];
  step: readonly string[];
  start: readonly number[];
  steps: number;
  /** The loss above which the run counts as diverged. */
  bound: number;
  batches?: Required<Batches> & { examples: number };
}

/** The parts of a run's script. */
export function scriptRun<H extends Schema>(run: Run<H>): ScriptRun {
  const { problem, optimizer, hyper = {}, start, steps, batches } = run;
  // Those given, in their order, then the others at their defaults.
  const numbers: Readonly<Record<string, Value>> = { ...hyper, ...defaults(optimizer.hyperparameters), ...hyper };
  if (!problem.python) throw new Error(`problem "${problem.id}" has no Python`);
  return {
    problem: `${problem.python.trimEnd()}\n`,
    numbers: Object.entries(numbers).map(([name, value]) => `${name} = ${pythonLiteral(value)}`),
    state: optimizer.pythonState.split('\n').filter((line) => line !== ''),
    step: optimizer.python.split('\n'),
    start: Array.from(start),
    steps,
    bound: { ...divergenceBounds, ...run.bounds }.norm,
    ...(batches && { batches: { sampling: 'epochs', seed: 0, ...batches, examples: problem.examples } }),
  };
}

/**
 * The problem's loss and gradient, the optimizer's lines and the loop: everything between the imports and the output.
 */
function trainingLines({ problem, numbers, state, step, start, steps, bound, batches }: ScriptRun): string[] {
  const draws = batches && batchLines(batches);
  return [
    ...problem.trimEnd().split('\n'),
    '',
    "# What the rule sees: the loss and the gradient of this step's batch.",
    'full_loss, batch = loss, None',
    'loss = lambda point, on=loss: on(point, batch)',
    'gradient = lambda point, on=gradient: on(point, batch)',
    '',
    ...numbers,
    `steps = ${steps}`,
    `phi = np.array(${pythonLiteral(start)}, dtype=float)`,
    ...state,
    ...(draws?.before ?? []),
    'path, losses = [phi.copy()], [full_loss(phi)]',
    '',
    'for t in range(1, steps + 1):',
    ...indent(draws?.each ?? []),
    ...indent(step),
    '    path.append(phi.copy())',
    '    losses.append(full_loss(phi))',
    '    # A diverged run stops at once.',
    `    if not np.linalg.norm(phi) <= ${pythonLiteral(bound)}:`,
    '        break',
    '',
    'path, losses = np.array(path), np.array(losses)',
  ];
}

const entries = (prints: Readonly<Record<string, string>>): string[] =>
  Object.entries(prints).map(([name, expression]) => `    "${name}": ${expression},`);

/** A script and, if it is one run of one rule, the parts of that run. */
export interface Script {
  text: string;
  run?: ScriptRun;
}

/** The script that an experiment exports for these values; undefined if it exports none. */
export function scriptAt<V>(experiment: { python?(values: V): string | Script }, values: V): Script | undefined {
  const script = experiment.python?.(values);
  return typeof script === 'string' ? { text: script } : script;
}

/**
 * A complete NumPy script: the problem's loss and gradient, the optimizer's lines, the loop, and the numbers printed as
 * JSON. It contains no results. Composed from the problem's and the optimizer's own Python.
 */
export function pythonScript<H extends Schema>({ about, prints, rule = '', ...of }: PythonRun<H>): Required<Script> {
  const run = scriptRun(of);
  const lines = [`"""${about}"""`, ...IMPORTS, ...trainingLines(rule === '' ? run : { ...run, ...linesOf(rule) })];
  return { text: `${[...lines, 'print(json.dumps({', ...entries(prints), '}))'].join('\n')}\n`, run };
}

/** The first line of a rule's loop over its steps. */
const LOOP = /^for (\w+) in range\((1, *steps *\+ *1|0, *steps|steps)\):/;

/** Code written by a reader, split into the lines before a step and those of the step. */
function linesOf(rule: string): Pick<ScriptRun, 'numbers' | 'state' | 'step'> {
  const lines = rule.split('\n');
  const at = lines.findIndex((text) => LOOP.test(text));
  if (at < 0) return { numbers: [], state: lines, step: ['pass'] };
  const [, name = 't', range = ''] = LOOP.exec(lines[at]!) ?? [];
  const body = lines.slice(at + 1);
  const [, indent = ''] = /^(\s+)/.exec(body.find((text) => text.trim() !== '') ?? '') ?? [];
  const counts = name === 't' && range.startsWith('1') ? [] : [`${name} = t${range.startsWith('1') ? '' : ' - 1'}`];
  return {
    numbers: [],
    state: lines.slice(0, at),
    step: [...counts, ...body.map((text) => (text.startsWith(indent) ? text.slice(indent.length) : text.trim()))],
  };
}

/** A run as a Python function. */
export interface PythonFunction {
  name: string;
  lines: readonly string[];
}

/** A run as a Python function that returns the values in `prints`; for `pythonScripts`. */
export function pythonFunction<H extends Schema>(
  name: string,
  { prints, ...run }: Omit<PythonRun<H>, 'about'>,
): PythonFunction {
  return {
    name,
    lines: [`def ${name}():`, ...indent([...trainingLines(scriptRun(run)), 'return {', ...entries(prints), '}'])],
  };
}

/**
 * Several runs in one script, each in its own function, so that their names do not clash; prints them as one object.
 */
export function pythonScripts(about: string, runs: readonly PythonFunction[]): string {
  const results = runs.map(({ name }) => `**${name}()`).join(', ');
  const functions = runs.flatMap(({ lines }) => ['', ...lines, '']);
  return `${[`"""${about}"""`, ...IMPORTS, ...functions, '', `print(json.dumps({${results}}))`].join('\n')}\n`;
}
