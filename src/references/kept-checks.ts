/** What the page of checks shows, computed once for its sources: runs of the engine beside every reference. */
import { createHash } from 'node:crypto';
import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ExperimentCheck, experimentChecks } from './experiment-checks.ts';
import { isOwn } from './page-widgets.ts';
import { type RidgeCheck, ridgeChecks } from './ridge-checks.ts';
import { type HandRow, handRows } from './second-hands.ts';
import { type CheckTable, checkTable } from './table.ts';

export interface Checks {
  table: CheckTable;
  experiments: readonly ExperimentCheck[];
  fits: readonly RidgeCheck[];
  hands: readonly HandRow[];
}

/** All that decides a difference: the engine, the experiments, what they are compared with, and the pages of the notes, whose numbers these are. */
const SOURCES = ['src/{engine,figure,experiments,references,precomputed}/**/*.*', 'src/content/docs/*.mdx'];

/** Not in the project's history: it is made again where it is missing. */
const folder = (root: string): string => join(root, '.astro', 'kept-checks');

function hashOfSources(root: string): string {
  const hash = createHash('sha256');
  for (const file of globSync(SOURCES, { cwd: root }).sort()) {
    const bytes = readFileSync(join(root, file));
    if (!(file.endsWith('.mdx') && isOwn(bytes.toString()))) hash.update(file).update('\n').update(bytes).update('\n');
  }
  return hash.digest('hex').slice(0, 16);
}

let known: { hash: string; checks: Promise<Checks> } | undefined;

/** Takes some seconds where a source has changed since the last build, else the time to read a file. */
export function checks(root = process.cwd()): Promise<Checks> {
  const hash = hashOfSources(root);
  if (known?.hash !== hash) known = { hash, checks: readOrCompute(root, hash) };
  return known.checks;
}

async function readOrCompute(root: string, hash: string): Promise<Checks> {
  const file = join(folder(root), `${hash}.json`);
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Checks; // written below, for these very sources
  } catch {
    const computed = {
      table: checkTable(),
      experiments: await experimentChecks(),
      fits: ridgeChecks(),
      hands: await handRows(),
    };
    const text = JSON.stringify(computed);
    mkdirSync(folder(root), { recursive: true });
    writeFileSync(file, text);
    // As it will be read the next time, so that two builds write the same.
    return JSON.parse(text) as Checks;
  }
}
