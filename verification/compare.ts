/**
 * npm run compare -- --write FILE [--settings=20] [id …]  stores digests of the pictures and exports of every experiment
 * npm run compare -- FILE [id …]                          lists pictures and exports that differ from FILE
 * npm run compare -- --show ID CASE                       prints one case in full, such as: sgd 'random 7'
 *
 * For refactorings that must not change anything visible: write before, compare after, on the same machine. Covers the
 * definition of every experiment; its picture at the defaults, before and midway through its work, with a pinned run, and
 * at random settings, each drawn at every width; and every exported script. The exit code is 1 if anything differs. Each
 * experiment is named and stored in FILE when it is done, so an interrupted run keeps its results.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { exitWith, readOptions, UsageError, wholeNumber } from '../scripts/options.ts';
import { experiments } from '../src/experiments/index.ts';
import type { Experiment } from '../src/figure/experiment.ts';
import { scriptAt } from '../src/figure/python.ts';
import { fileOf } from '../src/widgets/prerender/precomputed.ts';
import { type Case, casesOf, pictureOf } from './compare/cases.ts';
import { canonical, type Digests, digest, digestsOf } from './compare/digest.ts';

/** By experiment, then by case. */
type Shown = Record<string, Record<string, Digests>>;

/** Maximum number of reported differences of one experiment. */
const TOLD = 5;

const { values: flags, positionals } = readOptions(
  { url: import.meta.url, name: 'npm run compare' },
  { write: { type: 'string' }, settings: { type: 'string', default: '20' }, show: { type: 'boolean' } },
  { words: true },
);

function keptOf(id: string): ReadonlyMap<string, unknown> {
  if (!existsSync(fileOf(id))) return new Map();
  // Safe: written by scripts/precompute.ts.
  const { parts } = JSON.parse(readFileSync(fileOf(id), 'utf8')) as { parts: { key: string; result: unknown }[] };
  return new Map(parts.map(({ key, result }) => [key, result]));
}

/** The definition of an experiment, without its functions. */
function definitionOf(experiment: Experiment): Digests {
  const fields = Object.entries(experiment).filter(
    ([name, field]) => typeof field !== 'function' && field !== undefined && name !== 'measure',
  );
  return {
    ...Object.fromEntries(fields.map(([name, field]) => [name, digest(field)])),
    'parameters in order': Object.keys(experiment.parameters).join(' '),
  };
}

function caseOf(experiment: Experiment, one: Case, kept: ReadonlyMap<string, unknown>): Digests {
  const own = {
    values: digest(one.values),
    ...(experiment.python && { python: digest(scriptAt(experiment, one.values)?.text) }),
  };
  try {
    return { ...digestsOf(pictureOf(experiment, one, kept)), ...own };
  } catch (error) {
    return { thrown: error instanceof Error ? error.message : String(error), ...own };
  }
}

function compare(id: string, before: Record<string, Digests>, now: Record<string, Digests>): number {
  const differing = [...new Set([...Object.keys(before), ...Object.keys(now)])].flatMap((name) => {
    const [was, is] = [before[name] ?? {}, now[name] ?? {}];
    const names = [...new Set([...Object.keys(was), ...Object.keys(is)])];
    const fields = names.filter((field) => was[field] !== is[field]);
    return fields.length > 0 ? [`${id}, ${name}: ${fields.join(', ')}`] : [];
  });
  for (const line of differing.slice(0, TOLD)) console.log(line);
  if (differing.length > TOLD) console.log(`${id}: and ${differing.length - TOLD} more`);
  return differing.length;
}

/** Number of random settings of an experiment in a file. */
const settingsIn = (shown: Record<string, Digests>): number =>
  Object.keys(shown).filter((name) => name.startsWith('random ')).length;

const load = async (id: string): Promise<Experiment> => {
  const found = Object.hasOwn(experiments, id) ? experiments[id] : undefined;
  if (!found) throw new UsageError(`unknown experiment "${id}"; there are ${Object.keys(experiments).join(', ')}`);
  return (await found()).default;
};

async function main(): Promise<void> {
  const settings = wholeNumber(flags.settings, 'settings', [0, 100_000]);
  if (flags.show) {
    const [id = '', ...words] = positionals;
    const experiment = await load(id);
    const one = casesOf(id, experiment, settings).find(({ name }) => name === words.join(' '));
    if (!one) throw new UsageError(`${id} has no case "${words.join(' ')}"`);
    console.log(JSON.stringify(canonical({ values: one.values, ...pictureOf(experiment, one, keptOf(id)) }), null, 1));
    console.log(scriptAt(experiment, one.values)?.text ?? '');
  } else {
    const file = flags.write ?? positionals[0];
    if (file === undefined) throw new UsageError('compare needs a file: --write FILE before the change, FILE after it');
    const ids = flags.write === undefined ? positionals.slice(1) : positionals;
    const before = flags.write === undefined ? (JSON.parse(readFileSync(file, 'utf8')) as Shown) : undefined; // written by this command
    const shown: Shown = {};
    let [pictures, scripts, differ] = [0, 0, 0];
    for (const id of ids.length > 0 ? ids : Object.keys(before ?? experiments)) {
      const began = performance.now();
      const was = before?.[id] ?? {};
      const experiment = await load(id);
      const kept = keptOf(id);
      const cases = casesOf(id, experiment, before ? settingsIn(was) : settings);
      const own: Record<string, Digests> = { definition: definitionOf(experiment) };
      for (const one of cases) own[one.name] = caseOf(experiment, one, kept);
      pictures += cases.length;
      if (experiment.python) scripts += cases.length;
      const differing = before ? compare(id, was, own) : 0;
      differ += differing;
      shown[id] = own;
      if (flags.write !== undefined) writeFileSync(flags.write, JSON.stringify(shown));
      const seconds = Math.round((performance.now() - began) / 1000);
      console.log(`${id}: ${cases.length} pictures${before ? `, ${differing} differ` : ''}, ${seconds} s`);
    }
    for (const id of before && ids.length === 0 ? Object.keys(experiments) : [])
      if (!before?.[id]) console.log(`${id}: not in ${file}`);
    const looked = `${pictures} pictures and ${scripts} scripts of ${Object.keys(shown).length} experiments`;
    console.log(before ? `${looked}: ${differ} differ` : `${looked} written to ${file}`);
    if (differ > 0) process.exitCode = 1;
  }
}

await main().catch(exitWith);
