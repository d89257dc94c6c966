/**
 * npm run independent               computes the numbers of the pages a second time, without the engine, and writes the
 *                                   results to src/references/independent, one file for each experiment
 * npm run independent -- <name> …   runs only verification/independent/<name>.py, and keeps all other results
 * npm run independent -- --quick    uses fewer repetitions, which the files record
 *
 * PYTHON=/path/of/python3 chooses the interpreter, which needs NumPy; networks train faster if it has PyTorch as well.
 */
import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { exitWith, readOptions, UsageError } from '../scripts/options.ts';
import { requirePackages, runPython } from '../scripts/python.ts';
import { suggestion } from '../src/engine/spelling.ts';
import { checkFolder, checksOf, pageNumbers, type StoredCheck, storedChecks } from '../src/references/independent.ts';

const folder = join('verification', 'independent');
/** The scripts that make claims; the others contain shared code. */
const names = globSync('*.py', { cwd: folder })
  .filter((file) => /^def claims\(/m.test(readFileSync(join(folder, file), 'utf8')))
  .map((file) => file.replace(/\.py$/, ''))
  .sort();

type Made = StoredCheck & { experiment: string; seconds: number };

/** Stores those results of a script that a page shows, in place of its previous ones. */
async function keep(script: string, made: readonly Made[], quick: boolean): Promise<number> {
  const numbers = await pageNumbers();
  const kept = storedChecks();
  let count = 0;
  for (const id of new Set([...kept.keys(), ...made.map(({ experiment }) => experiment)])) {
    const others = (kept.get(id) ?? []).filter((check) => check.script !== script);
    const own = made.filter(({ experiment }) => experiment === id);
    const wanted = new Set<Made>();
    for (const number of numbers.filter((one) => one.id === id))
      for (const check of await checksOf(number, own)) wanted.add(check);
    const checks = own
      .filter((check) => wanted.has(check))
      .map(({ experiment: _, seconds: __, ...check }) => ({ ...check, ...(quick && { quick }) }));
    count += checks.length;
    if (checks.length === 0 && others.length === (kept.get(id)?.length ?? 0)) continue;
    const all = [...others, ...checks].sort((a, b) => (a.script < b.script ? -1 : a.script > b.script ? 1 : 0));
    mkdirSync(checkFolder, { recursive: true });
    // One entry per line, so that a change of one changes only its line.
    writeFileSync(join(checkFolder, `${id}.json`), `[\n${all.map((check) => JSON.stringify(check)).join(',\n')}\n]\n`);
  }
  return count;
}

const { values, positionals } = readOptions(
  { url: import.meta.url, name: 'npm run independent', more: `The names are: ${names.join(' ')}.` },
  { quick: { type: 'boolean', default: false } },
  { words: true },
);
const stray = positionals.find((name) => !names.includes(name));
if (stray !== undefined) exitWith(new UsageError(`Nothing is called "${stray}"${suggestion(stray, names)}`));
requirePackages(['numpy']);
for (const name of positionals.length > 0 ? positionals : names) {
  const started = performance.now();
  const args = [join(folder, 'run.py'), name, ...(values.quick ? ['--quick'] : [])];
  const made = JSON.parse(runPython(args)) as Made[];
  const count = await keep(name, made, values.quick);
  const seconds = Math.round((performance.now() - started) / 1000);
  console.log(`${name}: ${count} numbers of the pages, ${made.length} found, ${seconds} s`);
}
