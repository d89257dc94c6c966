/**
 * npm run experiment -- <id> [--name=value …] [--format=json|csv|svg|python]
 * npm run experiment -- <id> --help    prints its question and its parameters
 * npm run experiment -- <id> --data=points.csv     uses your own points; --help shows their ranges
 * npm run experiment -- --list         lists all experiments by id
 *
 * Runs an experiment without a browser and writes the results to stdout. Values are written as in a link: --alpha=0.1,
 * --steps 20, --noise=true; the others keep their defaults. A value out of range is clamped, an unreadable one is ignored,
 * and stderr reports the value used instead. Exit code: 0; 1 if the experiment fails; 2 if the request is wrong. A run that
 * diverges is not a failure.
 *
 *   --format=json     values, numbers, verdict and every panel with its data (the default)
 *   --format=csv      the data of every panel in long form
 *   --format=svg      the picture
 *   --format=python   a script for NumPy that prints the same numbers
 *
 * For example:
 *   npm run -s experiment -- gabor-descent --alpha=0.1 --format=svg > picture.svg
 */
import { relative } from 'node:path';
import { base } from '../site.config.ts';
import type { Values } from '../src/engine/schema.ts';
import { experiments } from '../src/experiments/index.ts';
import type { Experiment } from '../src/figure/experiment.ts';
import { everyValue, valueAt } from '../src/figure/parameters/index.ts';
import { schemaAt } from '../src/figure/parameters/schema-at.ts';
import { format, parse } from '../src/figure/permalink.ts';
import { scriptAt } from '../src/figure/python.ts';
import { runExperiment } from '../src/figure/run.ts';
import { sentence } from '../src/figure/sentence.ts';
import { toCsv } from '../src/widgets/figure/csv.ts';
import { plainText } from '../src/widgets/panels/math-text.ts';
import { ExperimentError, findExperiment } from '../src/widgets/prerender/find-experiment.ts';
import { dataValues } from '../src/widgets/prerender/own-data.ts';
import { PageError } from '../src/widgets/prerender/page-error.ts';
import { standaloneSvg } from '../src/widgets/prerender/static-picture.ts';
import { exitWith, readOptions, UsageError } from './options.ts';

const formats = ['json', 'csv', 'svg', 'python'] as const;
type Format = (typeof formats)[number];

const command = { url: import.meta.url, name: 'npm run experiment' };
const own = {
  list: { type: 'boolean', default: false },
  format: { type: 'string', default: 'json' },
  data: { type: 'string' },
} as const;

/** A negative number is a value, not an option: --phi0 -1.5. */
const joined = (args: readonly string[]): string[] =>
  args.flatMap((arg, k) => {
    const next = args[k + 1] ?? '';
    if (/^--[^=]+$/.test(arg) && /^-[\d.]/.test(next)) return [`${arg}=${next}`];
    return /^-[\d.]/.test(arg) ? [] : [arg];
  });

interface Request {
  values: Values;
  format: Format;
}

/** Options of the command and its parameters, as written; `data` as the points in the named file. */
function readGiven(id: string, experiment: Experiment, args: readonly string[]) {
  const parameters = Object.fromEntries(
    Object.keys(experiment.parameters).map((name) => [name, { type: 'string', multiple: true } as const]),
  );
  const { values, positionals } = readOptions(
    { ...command, name: `${command.name} -- ${id}` },
    { ...parameters, ...own },
    { words: true, args },
  );
  if (positionals.length > 1) throw new UsageError(`One experiment at a time: ${positionals.join(', ')}.`);
  const given: Readonly<Record<string, unknown>> = { ...values, ...dataOf(id, experiment, values.data) };
  const query = Object.keys(parameters).flatMap((name) =>
    [given[name] ?? []].flat().map((text) => [name, String(text)]),
  );
  return { format: values.format, query: new URLSearchParams(query) };
}

function readRequest(experiment: Experiment, { format: wanted, query }: ReturnType<typeof readGiven>): Request {
  const format = formats.find((one) => one === wanted);
  if (format === undefined) throw new UsageError(`There is no format "${wanted}": choose from ${formats.join(', ')}.`);
  const { values, messages } = parse(experiment.parameters, query);
  // Corrected values do not stop the run.
  for (const { text } of messages) console.error(text);
  return { values, format };
}

/** The points in a CSV file, by the name of their parameter. */
function dataOf(id: string, experiment: Experiment, data: string | undefined): Record<string, string> {
  try {
    return dataValues(id, experiment, data && relative('.', data));
  } catch (error) {
    throw error instanceof PageError ? new UsageError(error.message) : error;
  }
}

/** The question of an experiment, and a line or two for each parameter; the ranges of some depend on the data. */
function helpOf(id: string, { title, question, parameters: schema }: Experiment, query: URLSearchParams): string {
  const parameters = schemaAt(schema, Object.fromEntries(query));
  const lines = Object.entries(parameters).map(([name, parameter]) => {
    const few = everyValue(parameter);
    if (parameter.kind === 'code')
      return `  --${name}=\n      ${plainText(parameter.label)}, in Python. ${plainText(parameter.help)}`;
    if (parameter.kind === 'points')
      return `  --${name}=${parameter.default}, or --data=points.csv\n      ${plainText(parameter.label)}, ${parameter.fewest} to ${parameter.most} pairs x,y. ${plainText(parameter.help)}`;
    const range = few.length > 0 ? few.join(', ') : `${valueAt(parameter, 0)} to ${valueAt(parameter, 1)}`;
    return `  --${name}=${parameter.default}\n      ${plainText(parameter.label)}, ${range}. ${plainText(parameter.help)}`;
  });
  return [`${id}: ${plainText(title)}`, plainText(question), '', ...lines].join('\n');
}

/** A URL below the site's address, with these values: only the figure. */
function permalink(id: string, experiment: Experiment, values: Values): string {
  const query = [...format(experiment.parameters, values)].map(
    ([name, text]) => `${id}.${name}=${encodeURIComponent(text)}`,
  );
  return `${base}embed/${id}/${query.length > 0 ? `?${query.join('&')}` : ''}`;
}

/** Typed arrays as arrays; numbers without a JSON form as text. */
function plainJson(_: string, value: unknown): unknown {
  if (ArrayBuffer.isView(value) && !(value instanceof DataView)) return Array.from(value as Float64Array);
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
}

async function load(id: string): Promise<Experiment> {
  return findExperiment(id).catch((error: unknown) => {
    if (error instanceof ExperimentError || !(error instanceof Error)) throw error;
    throw new UsageError(error.message);
  });
}

function answer(id: string, experiment: Experiment, { values, format: wanted }: Request): string {
  if (wanted === 'python' && !experiment.python)
    throw new UsageError(`"${id}" has no Python script; its numbers are in --format=json`);
  try {
    return written(id, experiment, values, wanted);
  } catch (error) {
    throw new ExperimentError(id, error);
  }
}

function written(id: string, experiment: Experiment, values: Values, wanted: Format): string {
  if (wanted === 'python') return scriptAt(experiment, values)?.text ?? '';
  const { presentation } = runExperiment(experiment, values);
  if (wanted === 'svg') return standaloneSvg(presentation, experiment.title, { theme: 'light' });
  if (wanted === 'csv') return toCsv(permalink(id, experiment, values), values, presentation);
  const { panels, numbers } = presentation;
  const { claim } = experiment;
  const verdict = { ...(claim !== undefined && { claim }), ...presentation.verdict, text: sentence(presentation) };
  return JSON.stringify({ id, values, numbers, verdict, panels }, plainJson, 2);
}

async function list(): Promise<void> {
  for (const id of Object.keys(experiments)) {
    const { pace, title } = await load(id);
    console.log(`${id.padEnd(26)} ${pace.padEnd(9)} ${title}`);
  }
}

async function main(): Promise<void> {
  const args = joined(process.argv.slice(2));
  const id = args.find((arg) => Object.hasOwn(experiments, arg)) ?? args.find((arg) => !arg.startsWith('-'));
  if (id === undefined) {
    if (readOptions(command, own).values.list) return list();
    throw new UsageError(`Which experiment? \`${command.name} -- --list\` names them all.`);
  }
  const experiment = await load(id);
  const given = readGiven(
    id,
    experiment,
    args.filter((arg) => arg !== '--help'),
  );
  if (args.includes('--help')) return console.log(helpOf(id, experiment, given.query));
  process.stdout.write(`${answer(id, experiment, readRequest(experiment, given)).replace(/\n$/, '')}\n`);
}

await main().catch((error: unknown) => {
  if (!(error instanceof ExperimentError)) exitWith(error);
  console.error(error.message);
  process.exitCode = 1;
});
