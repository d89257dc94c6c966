/**
 * npm run bench                      times the engine and other implementations of the same work, interleaved
 * npm run bench -- --only=epoch      only the workloads whose ids contain this
 * npm run bench -- --peers=c,engine  only these peers
 * npm run bench -- --rounds=25       this number of rounds
 * npm run bench -- --write           also writes docs/benchmarks.md with its plot
 * npm run bench -- --rules           only compares a step of Muon with one of Adam
 *
 * Results are compared before anything is timed. The exit code is 1 if two contenders differ.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readOptions } from '../scripts/options.ts';
import { inputFiles } from './bench/contenders/inputs.ts';
import { settings, type WorkloadId, workloads } from './bench/contenders/settings.ts';
import type { Host } from './bench/host.ts';
import { type Peer, peers } from './bench/peers.ts';
import { type Entrant, type Outcome, race } from './bench/race.ts';
import { consoleTable, targetLines, writeReport } from './bench/report.ts';
import { ruleSteps } from './bench/rule-steps.ts';

const { values } = readOptions(
  { url: import.meta.url, name: 'npm run bench' },
  {
    only: { type: 'string', default: '' },
    peers: { type: 'string' },
    rounds: { type: 'string', default: '15' },
    write: { type: 'boolean', default: false },
    rules: { type: 'boolean', default: false },
  },
);
const rounds = Number(values.rounds);
if (!Number.isInteger(rounds) || rounds < 3) fail(`--rounds must be a whole number ≥ 3; got ${values.rounds}`);
if (values.rules) {
  ruleSteps(rounds);
  process.exit();
}
const ids = (Object.keys(workloads) as WorkloadId[]).filter((id) => id.includes(values.only));
if (ids.length === 0)
  fail(`no workload has "${values.only}" in its id: choose from ${Object.keys(workloads).join(', ')}`);

const scratch = mkdtempSync(join(tmpdir(), 'bench-'));
const all = peers(scratch);
const chosen = choosePeers(values.peers);
try {
  writeInputs();
  const { entrants, missing } = await startAll(chosen);
  for (const [title, why] of missing) console.log(`missing: ${title}: ${why}`);
  console.log(
    `Medians of up to ${rounds} interleaved rounds, with the middle 80 % of them; results were compared first.`,
  );
  const outcomes: Outcome[] = [];
  for (const id of ids) {
    const outcome = await race(id, entrants, rounds);
    outcomes.push(outcome);
    console.log(`\n${consoleTable(outcome)}`);
  }
  console.log(`\n${targetLines(outcomes).join('\n')}`);
  if (values.write) console.log(`\nwritten: ${writeReport(outcomes, entrants, missing).join(', ')}`);
  await Promise.all(entrants.map(({ host }) => host.close()));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  await all.close();
  rmSync(scratch, { recursive: true, force: true });
}
// A peer that does not end with its input must not keep this process alive.
process.exit();

function choosePeers(list: string | undefined): Peer[] {
  if (list === undefined) return all.list;
  // All are compared with the plain one.
  const names = new Set(['plain', ...list.split(',')]);
  for (const name of names) {
    if (!all.list.some(({ id }) => id === name)) {
      fail(`no peer "${name}": choose from ${all.list.map(({ id }) => id).join(', ')}`);
    }
  }
  return all.list.filter(({ id }) => names.has(id));
}

function writeInputs(): void {
  writeFileSync(join(scratch, 'settings.json'), JSON.stringify(settings));
  for (const [name, { buffer, byteOffset, byteLength }] of Object.entries(inputFiles())) {
    writeFileSync(join(scratch, name), new Uint8Array(buffer, byteOffset, byteLength));
  }
}

async function startAll(list: readonly Peer[]): Promise<{ entrants: Entrant[]; missing: [string, string][] }> {
  const entrants: Entrant[] = [];
  const missing: [string, string][] = [];
  for (const peer of list) {
    try {
      const host: Host = await peer.start();
      entrants.push({ peer, host });
    } catch (error) {
      missing.push([peer.title, error instanceof Error ? error.message : String(error)]);
    }
  }
  return { entrants, missing };
}

function fail(message: string): never {
  console.error(message);
  process.exit(2);
}
