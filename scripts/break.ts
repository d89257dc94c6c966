/**
 * npm run break -- <id> [--name=value …]
 *
 * Searches for the nearest setting at which the verdict on an experiment's claim changes, like the button beside the verdict.
 * Prints the button's result, the time it took, and the map. The setting found is run again to confirm the change. Values
 * are written as in a link; the others keep their defaults. Exit code: 0; 1 if the experiment fails or the change is not
 * confirmed; 2 if the request is wrong.
 */
import type { Values } from '../src/engine/schema.ts';
import { experiments } from '../src/experiments/index.ts';
import { breakText, valueText, wordOf } from '../src/figure/break/break-text.ts';
import { BUDGET } from '../src/figure/break/budget.ts';
import { candidatesOf } from '../src/figure/break/candidates.ts';
import { type Answer, type Finding, findBreak } from '../src/figure/break/find-turn.ts';
import type { Experiment, Outcome } from '../src/figure/experiment.ts';
import { listParts } from '../src/figure/parts.ts';
import { parse } from '../src/figure/permalink.ts';
import { presentWith, runExperiment } from '../src/figure/run.ts';
import { LruCache } from '../src/widgets/page/lru-cache.ts';
import { CAPACITY } from '../src/widgets/page/part-results.ts';
import { plainText } from '../src/widgets/panels/math-text.ts';
import { findExperiment } from '../src/widgets/prerender/find-experiment.ts';
import { storedResults } from '../src/widgets/prerender/precomputed.ts';
import { exitWith, readOptions, UsageError } from './options.ts';

const command = { url: import.meta.url, name: 'npm run break' };

interface Broken {
  finding: Finding;
  seconds: number;
  /** The verdict of a second run at the setting found; for a long experiment, from the stored results. */
  confirmed?: Outcome | undefined;
}

/** The experiment's outcome at any values: from a run, or for a long experiment only from the stored results. */
function outcomes(id: string, experiment: Experiment): (values: Values) => Answer {
  const cache = new LruCache<unknown>(CAPACITY.ensemble);
  if (experiment.pace !== 'long')
    return (values) => runExperiment(experiment, values, { cache }).presentation.verdict.outcome ?? 'open';
  const kept = new Map(storedResults(id).parts.map(({ key, result }) => [key, result]));
  return (values) => {
    if (listParts(experiment.parts(values)).some(({ key }) => !kept.has(key))) return 'unknown';
    return presentWith(experiment, values, (key) => kept.get(key)).verdict.outcome ?? 'open';
  };
}

async function attack(id: string, experiment: Experiment, now: Values): Promise<Broken | string> {
  const outcomeAt = outcomes(id, experiment);
  const outcome = outcomeAt(now);
  if (outcome !== 'holds' && outcome !== 'fails')
    return `the verdict is “${wordOf(outcome)}”, so there is nothing to turn`;
  const { evaluations: most, seconds: limit } = BUDGET[experiment.pace];
  const began = performance.now();
  const seconds = (): number => (performance.now() - began) / 1000;
  const finding = await findBreak({
    schema: experiment.parameters,
    now,
    outcome,
    candidates: experiment.pace === 'long' ? candidatesOf(experiment.parameters, now, experiment.ahead ?? []) : [],
    outcomeAt: async (values) => outcomeAt(values),
    spent: (evaluations) => Math.max(evaluations / most, seconds() / limit),
  });
  const took = seconds();
  const again = finding.turn && outcomes(id, experiment)(finding.turn.values);
  return { finding, seconds: took, ...(again !== undefined && { confirmed: again as Outcome }) };
}

function report({ parameters, claim }: Experiment, { finding, seconds, confirmed }: Broken): string {
  const { found, searched } = breakText(parameters, finding);
  const again = finding.turn ? [`A second run at that setting: the claim ${confirmed}.`] : [];
  return [
    `“${plainText(claim ?? '')}” ${finding.outcome}.`,
    ...found,
    ...searched,
    `${seconds.toFixed(1)} s.`,
    ...again,
  ]
    .map(plainText)
    .concat(mapText(parameters, finding))
    .join('\n');
}

const MARKS: Record<Answer, string> = { holds: '#', fails: '.', depends: '+', open: '?', unknown: ' ' };

function mapText(schema: Experiment['parameters'], { map }: Finding): string[] {
  if (!map) return [];
  const { x, y, cells } = map;
  const texts = (name: string, values: readonly (number | string | boolean)[]): string =>
    values.map((value) => plainText(valueText(schema, name, value))).join('  ');
  return [
    '',
    `# holds  . fails  + depends; up: ${y.name} ${texts(y.name, y.values)}`,
    ...cells.map((row) => `  ${row.map((cell) => (cell === undefined ? '-' : MARKS[cell])).join(' ')}`).reverse(),
    `right: ${x.name} ${texts(x.name, x.values)}`,
  ];
}

const turnsBack = ({ finding, confirmed }: Broken): boolean =>
  finding.turn === undefined || confirmed === (finding.outcome === 'holds' ? 'fails' : 'holds');

async function one(id: string, args: readonly string[]): Promise<void> {
  const experiment = await findExperiment(id).catch((error: unknown) => {
    throw error instanceof Error ? new UsageError(error.message) : error;
  });
  if (experiment.claim === undefined) throw new UsageError(`“${id}” has no claim, so its verdict has no outcome.`);
  const names = Object.keys(experiment.parameters);
  const options = Object.fromEntries(names.map((name) => [name, { type: 'string' } as const]));
  const read = readOptions({ ...command, name: `${command.name} -- ${id}` }, options, { words: true, args });
  const given: Readonly<Record<string, unknown>> = read.values;
  const query = names.flatMap((name) => (given[name] === undefined ? [] : [[name, String(given[name])]]));
  const { values, messages } = parse(experiment.parameters, new URLSearchParams(query));
  for (const { text } of messages) console.error(text);
  const broken = await attack(id, experiment, values);
  console.log(typeof broken === 'string' ? `${id}: ${broken}.` : report(experiment, broken));
  if (typeof broken !== 'string' && !turnsBack(broken)) process.exitCode = 1;
}

async function main(): Promise<void> {
  const args = process.argv.slice(2);
  const id = args.find((arg) => Object.hasOwn(experiments, arg)) ?? args.find((arg) => !arg.startsWith('-'));
  if (id !== undefined) return one(id, args);
  readOptions(command, {});
  throw new UsageError(`Which experiment? \`npm run experiment -- --list\` names them all.`);
}

await main().catch(exitWith);
