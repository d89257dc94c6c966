/**
 * npm run reference               recomputes all results of NumPy and PyTorch in src/references, then prints the table
 * npm run reference -- <name> …   only those with this name, and leaves every other file unchanged: an update rule
 *                                 (adam), a problem (gabor), the script of an experiment (sgd), or one of laboratory,
 *                                 notebooks, own-points, random-state, perceptron, rate-ridge, matrix-rules
 * npm run reference -- --table    prints the table: the engine compared with the stored references
 *
 * PYTHON=/path/of/python3 chooses the interpreter, which needs NumPy, and PyTorch for rules, problems and networks; the default
 * is Debian's own. Settings of a rule: verification/reference/optimizers/<id>.py; the loss of a problem in
 * PyTorch: verification/reference/problems/<id>.py.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { exitWith, readOptions, UsageError } from '../scripts/options.ts';
import { requirePackages, runPython } from '../scripts/python.ts';
import { type Problem, problems } from '../src/engine/index.ts';
import type { Optimizer } from '../src/engine/optimizers/optimizer.ts';
import { allOptimizers } from '../src/engine/optimizers/since-the-book.ts';
import { suggestion } from '../src/engine/spelling.ts';
import { experiments } from '../src/experiments/index.ts';
import { compared, type ExportedInput, exportedPoints, exportedRuns } from '../src/references/exported.ts';
import { EXPRESSION_NAMES, type LaboratoryReference, laboratoryAsk } from '../src/references/laboratory.ts';
import type { OwnPointsReference } from '../src/references/own-points.ts';
import { hashOf, keptOf, scriptsOf } from '../src/references/python-runs.ts';
import {
  type EvaluatedPoint,
  type ExportedRun,
  type OptimizerReference,
  type OptimizerRun,
  type PythonRun,
  referenceFolder,
  storedFile,
} from '../src/references/references.ts';
import { checkTable } from '../src/references/table.ts';
import { runnerOf } from '../src/widgets/prerender/measured-run.ts';
import { tableText } from './reference/table-text.ts';

const script = (name: string): string => join('verification', 'reference', `${name}.py`);
// The first lines of each script describe its output.
const answerOf = <Answer>(name: string, input: unknown): Answer =>
  JSON.parse(runPython([script(name)], JSON.stringify(input))) as Answer;

/** One entry per line, so that a change of one changes only its line. */
const lines = (entries: readonly unknown[]): string =>
  entries.length === 0 ? '[]' : `[\n${entries.map((entry) => JSON.stringify(entry)).join(',\n')}\n]`;

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${text}\n`);
  console.log(file.slice(referenceFolder.length + 1));
}

/** Results of the exported Python; the caller knows `problem` and `optimizer`. */
const exportedBy = (input: Partial<ExportedInput>) =>
  answerOf<{ problems: { points: EvaluatedPoint[] }[]; runs: (ExportedRun & { optimizer: string })[] }>('exported', {
    problems: [],
    runs: [],
    ...input,
  });

function makeRules(rules: readonly Optimizer[]): void {
  if (rules.length === 0) return;
  const asked = Object.entries(compared).map(([problem, of]) => ({ problem, ...of }));
  const ids = rules.map(({ id }) => id);
  const { numpy, torch, made } = answerOf<
    Pick<OptimizerReference, 'numpy' | 'torch'> & { made: Record<string, OptimizerRun[]> }
  >('optimizers', { problems: asked, optimizers: ids });
  for (const rule of rules) {
    const runs = made[rule.id] ?? [];
    const exported = exportedBy({ runs: exportedRuns(rule, runs) }).runs.map(({ optimizer: _, ...run }) => run);
    const head = JSON.stringify({ numpy, torch }).slice(0, -1);
    write(storedFile('optimizers', rule.id), `${head},"runs":${lines(runs)},"exported":${lines(exported)}}`);
  }
}

function makeProblems(some: readonly Problem[]): void {
  if (some.length === 0) return;
  const asked = some.map(({ id, dimension, examples }) => ({ problem: id, dimension, examples }));
  const made = answerOf<Record<string, EvaluatedPoint[]>>('problems', asked);
  for (const problem of some) {
    const points = made[problem.id] ?? [];
    const [asked] = exportedPoints(problem, points);
    const [exported] = exportedBy({ problems: asked ? [asked] : [] }).problems;
    const head = JSON.stringify({ source: asked?.source }).slice(0, -1);
    const text = `${head},"points":${lines(points)},"exported":${lines(exported?.points ?? [])}}`;
    write(storedFile('problems', problem.id), text);
  }
}

/** @throws Error if a script prints anything else, such as NaN, which JSON does not allow */
export function numbersPrinted(id: string, text: string): PythonRun['printed'] {
  try {
    return JSON.parse(text) as PythonRun['printed'];
  } catch {
    throw new Error(
      `the script of ${id} must print one JSON object of numbers; it printed ${text.trim()}; npm run experiment -- ${id} --format=python shows it`,
    );
  }
}

async function makeScript(id: string): Promise<void> {
  const { default: experiment } = await experiments[id]!();
  const runner = await runnerOf(id, experiment);
  const runs = scriptsOf(experiment).map(({ values, script: source }): PythonRun => {
    // Safe: it prints one JSON object of numbers; the test that reads it checks every entry.
    const printed = numbersPrinted(id, runPython(['-'], source));
    const { numbers } = runner.run(values);
    const engine = Object.fromEntries(Object.keys(printed).map((name) => [name, numbers[name]?.value ?? Number.NaN]));
    return { values, hash: hashOf(source), printed: keptOf(printed, experiment), engine };
  });
  if (runs.length > 0) write(storedFile('scripts', id), lines(runs));
}

/** References outside the catalogues, by name. */
const others: Readonly<Record<string, () => void>> = {
  laboratory: () => {
    const asked = { names: EXPRESSION_NAMES, ...laboratoryAsk() };
    const { numpy, expressions, losses } = answerOf<LaboratoryReference>('laboratory', asked);
    const text = `{"numpy":${JSON.stringify(numpy)},"expressions":${lines(expressions)},"losses":${lines(losses)}}`;
    write(join(referenceFolder, 'laboratory.json'), text);
  },
  'own-points': () => {
    const { numpy, lines: found, gabors } = JSON.parse(runPython([script('own_points')])) as OwnPointsReference;
    const text = `{"numpy":${JSON.stringify(numpy)},"lines":${lines(found)},"gabors":${lines(gabors)}}`;
    write(join(referenceFolder, 'own-points.json'), text);
  },
  notebooks: () => write(join(referenceFolder, 'notebooks.json'), runPython([script('notebooks')]).trimEnd()),
  ...Object.fromEntries(
    ['random-state', 'perceptron', 'rate-ridge', 'plane-network', 'matrix-rules'].map((name) => [
      name,
      () => {
        runPython([script(`make_${name.replace('-', '_')}`)]);
        console.log(`${name}.json`);
      },
    ]),
  ),
};

/** Those made with PyTorch; NumPy alone makes the rest. */
const BY_TORCH: readonly string[] = ['perceptron', 'plane-network', 'matrix-rules'];

async function make(names: readonly string[]): Promise<void> {
  const isAsked = (id: string): boolean => names.length === 0 || names.includes(id);
  // Safe: each rule reads only the hyperparameters and the state made for it.
  const rules = (Object.values(allOptimizers) as Optimizer[]).filter(({ id }) => isAsked(id));
  const losses: Problem[] = Object.values(problems).filter(({ id }) => isAsked(id));
  const scripts = Object.keys(experiments).filter(isAsked);
  const rest = Object.keys(others).filter(isAsked);
  const every = [rules, losses]
    .flat()
    .map(({ id }) => id)
    .concat(scripts, rest);
  const stray = names.find((name) => !every.includes(name));
  if (stray !== undefined) throw new UsageError(`Nothing is called "${stray}"${suggestion(stray, all())}`);
  requirePackages(
    rules.length + losses.length > 0 || rest.some((name) => BY_TORCH.includes(name)) ? ['numpy', 'torch'] : ['numpy'],
  );
  makeRules(rules);
  makeProblems(losses);
  for (const name of rest) others[name]?.();
  for (const id of scripts) await makeScript(id);
}

const all = (): string[] => [
  ...new Set([
    ...[...Object.values(allOptimizers), ...Object.values(problems)].map(({ id }) => id),
    ...Object.keys(experiments),
    ...Object.keys(others),
  ]),
];

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { values, positionals } = readOptions(
    { url: import.meta.url, name: 'npm run reference', more: `The names are: ${all().join(' ')}.` },
    { table: { type: 'boolean', default: false } },
    { words: true },
  );
  try {
    if (!values.table) await make(positionals);
    if (values.table || positionals.length === 0) console.log(tableText(checkTable()));
  } catch (error) {
    if (error instanceof UsageError) exitWith(error);
    // The message explains the failure: a rule that overflows, a missing package.
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  }
}
