/**
 * npm run reference              makes src/references/*.json again with NumPy and PyTorch, then prints the table
 * npm run reference -- --table   prints the table: the engine beside the references that are there
 */
import { spawnSync } from 'node:child_process';
import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { exportedRuns } from '../src/references/exported.ts';
import { referenceFolder } from '../src/references/references.ts';
import { type CheckTable, checkTable } from '../src/references/table.ts';

// Debian's own, whose packages these are; another python3 on PATH would not have them.
const PYTHON = '/usr/bin/python3';
const PACKAGES = ['python3-numpy', 'python3-torch'];
const SIZE_LIMIT = 3_000_000;

function run(command: string, args: readonly string[], input?: string): string {
  const done = spawnSync(command, args, { input, encoding: 'utf8', maxBuffer: 2 ** 28 });
  if (done.error) throw new Error(`${command}: ${done.error.message}`);
  if (done.status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${done.status}\n${done.stderr}`);
  return done.stdout;
}

function hasPackages(): boolean {
  return spawnSync(PYTHON, ['-c', 'import numpy, torch']).status === 0;
}

/** Installs NumPy and PyTorch where that needs no question: on Debian, as root. */
function requirePackages(): void {
  if (hasPackages()) return;
  const install = `apt-get install -y ${PACKAGES.join(' ')}`;
  const root = process.getuid?.() === 0 && spawnSync('apt-get', ['--version']).status === 0;
  if (!root) throw new Error(`${PYTHON} lacks NumPy or PyTorch. On Debian or Ubuntu: sudo ${install}`);
  console.log(`${PYTHON} lacks NumPy or PyTorch; running ${install} (some 200 MB)`);
  run('apt-get', ['update']);
  run('apt-get', ['install', '-y', ...PACKAGES]);
  if (!hasPackages()) throw new Error(`${install} succeeded, and still ${PYTHON} cannot import numpy and torch`);
}

function make(name: string, input?: string): void {
  const started = performance.now();
  // -B: no byte code left beside the scripts.
  const text = run(PYTHON, ['-B', join('scripts', 'reference', `${name}.py`)], input);
  const file = join(referenceFolder, `${name}.json`);
  writeFileSync(file, text);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${name}.json  ${Math.round(statSync(file).size / 1000)} kB  ${seconds} s`);
}

function makeAll(): void {
  requirePackages();
  const names = ['optimizers', 'notebooks', 'problems'];
  for (const name of names) make(name);
  for (const own of ['random_state', 'perceptron', 'rate_ridge']) {
    run(PYTHON, ['-B', join('scripts', 'reference', `make_${own}.py`)]);
    console.log(`${own.replace('_', '-')}.json`);
  }
  // After the others: it takes its settings and points from them.
  make('exported', JSON.stringify(exportedRuns()));
  const total = [...names, 'exported'].reduce(
    (sum, name) => sum + statSync(join(referenceFolder, `${name}.json`)).size,
    0,
  );
  run(process.execPath, [join('scripts', 'reference-python.ts')]);
  console.log('python-runs.json');
  if (total > SIZE_LIMIT) throw new Error(`the references take ${total} bytes; keep them under ${SIZE_LIMIT}`);
}

export function tableText({ numpy, torch, optimizers, exported, notebooks, problems }: CheckTable): string {
  const lines = [
    `NumPy ${numpy}, PyTorch ${torch}. Largest relative differences.`,
    '',
    'One step, started from the reference',
  ];
  for (const row of optimizers)
    lines.push(line(row.optimizer, row.problem, `${row.settings} settings, ${row.steps} steps`, row.difference));
  lines.push('', 'One step, against the exported Python run by NumPy');
  for (const row of exported)
    lines.push(line(row.optimizer, row.problem, `${row.settings} settings, ${row.steps} steps`, row.difference));
  lines.push('', 'Notebooks');
  for (const row of notebooks)
    lines.push(line(row.notebook, row.run, `${row.compared}, ${row.steps} steps`, row.difference));
  lines.push('', "Losses and slopes, against PyTorch's autograd");
  for (const row of problems) lines.push(line(row.problem, '', `${row.points} points`, row.difference));
  return lines.join('\n');
}

function line(what: string, where: string, how: string, difference: number): string {
  return `  ${what.padEnd(21)} ${where.padEnd(30)} ${how.padEnd(24)} ${difference.toExponential(1)}`;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const unknown = process.argv.slice(2).filter((arg) => arg !== '--table');
  try {
    if (unknown.length > 0) throw new Error(`unknown option ${unknown.join(' ')}; there is only --table`);
    if (!process.argv.includes('--table')) makeAll();
    console.log(tableText(checkTable()));
  } catch (error) {
    // What went wrong is told by the message: a rule that overflows, a package that is missing.
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  }
}
