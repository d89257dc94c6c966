/**
 * Runs the Python that each experiment exports with Debian's NumPy, at the defaults and at a setting beside them, and
 * keeps what it printed in src/references/python-runs.json. `npm run reference` ends with it.
 */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { hashOf, type PythonRun, scripts } from '../src/references/python-runs.ts';

const PYTHON = '/usr/bin/python3';
const FILE = new URL('../src/references/python-runs.json', import.meta.url);

const runs: PythonRun[] = [];
for (const { id, values, script } of await scripts()) {
  const done = spawnSync(PYTHON, ['-B', '-'], { input: script, encoding: 'utf8', maxBuffer: 2 ** 26 });
  if (done.status !== 0) throw new Error(`the Python of ${id} ended with ${done.status}:\n${done.stderr}\n${script}`);
  // The script prints one JSON object of numbers; the test that reads it checks every entry.
  runs.push({ id, values, hash: hashOf(script), printed: JSON.parse(done.stdout) as PythonRun['printed'] });
  console.log(`${id}: ${done.stdout.trim().slice(0, 100)}`);
}
writeFileSync(FILE, `[\n${runs.map((run) => JSON.stringify(run)).join(',\n')}\n]\n`);
console.log(`python-runs.json: ${runs.length} runs`);
