/**
 * Runs any experiment without a browser: `npm run experiment -- --help` says how. A value that is corrected is told on
 * stderr, and the run goes on with what is used instead. Exit code 2 where the request is wrong, 1 where the experiment
 * is; a run that diverges is a result, not an error.
 */
import { base } from '../site.config.ts';
import type { Values } from '../src/engine/schema.ts';
import { suggestion } from '../src/engine/spelling.ts';
import { experiments } from '../src/experiments/index.ts';
import type { Experiment } from '../src/figure/experiment.ts';
import { everyValue, valueAt } from '../src/figure/parameters/index.ts';
import { format, parse } from '../src/figure/permalink.ts';
import { runExperiment } from '../src/figure/run.ts';
import { sentence } from '../src/figure/sentence.ts';
import { ExperimentError, findExperiment } from '../src/widgets/build/find-experiment.ts';
import { standaloneSvg } from '../src/widgets/build/static-picture.ts';
import { toCsv } from '../src/widgets/figure/csv.ts';
import { plainText } from '../src/widgets/panels/math-text.ts';

const formats = ['json', 'csv', 'svg', 'python'] as const;
type Format = (typeof formats)[number];

const USAGE = `npm run experiment -- <id> [--name=value …] [--format=${formats.join('|')}]
npm run experiment -- <id> --help    its question and its parameters
npm run experiment -- --list         every experiment, by id`;

const HELP = `${USAGE}

Runs an experiment and writes what it finds to stdout. Values are those of a link: --alpha=0.1, --steps 20, --noise=true;
what is not given is at its default. A value out of range is brought into it, a text that cannot be read is put aside, and
stderr says what is used instead. Exit code: 0, 1 where the experiment fails, 2 where the request is wrong.

  --format=json     values, numbers, verdict and every panel with its data (the default)
  --format=csv      the data of every panel in long form
  --format=svg      the picture
  --format=python   a script for NumPy that prints the same numbers

For example:
  npm run -s experiment -- gabor-descent --alpha=0.1 --format=svg > picture.svg`;

interface Request {
  id: string;
  query: URLSearchParams;
  format: Format;
}

/** A mistake of the caller: told on stderr, exit code 2. */
class RequestError extends Error {}

function readRequest(args: readonly string[]): Request {
  const query = new URLSearchParams();
  const ids: string[] = [];
  let wanted = 'json';
  for (let index = 0; index < args.length; index++) {
    const arg = args[index] ?? '';
    if (!arg.startsWith('--')) {
      ids.push(arg);
      continue;
    }
    const equals = arg.indexOf('=');
    const name = arg.slice(2, equals < 0 ? undefined : equals);
    const text = equals < 0 ? args[++index] : arg.slice(equals + 1);
    if (text === undefined) throw new RequestError(`--${name} has no value: write --${name}=value`);
    if (name === 'format') wanted = text;
    else query.append(name, text);
  }
  const format = formats.find((one) => one === wanted);
  if (format === undefined) throw new RequestError(`unknown format "${wanted}": choose ${formats.join(', ')}`);
  const [id] = ids;
  if (id === undefined || ids.length > 1)
    throw new RequestError(`${id === undefined ? 'which experiment?' : 'one experiment at a time'}\n${USAGE}`);
  return { id, query, format };
}

/** Corrections are told on stderr; a name that there is not may have meant another, so nothing is run. */
function readValues(experiment: Experiment, query: URLSearchParams): Values {
  const { parameters } = experiment;
  const { values, messages } = parse(parameters, query);
  const stray = messages.find(({ parameter }) => !Object.hasOwn(parameters, parameter));
  if (stray)
    throw new RequestError(
      `there is no parameter called "${stray.parameter}"${suggestion(stray.parameter, Object.keys(parameters))}`,
    );
  for (const { text } of messages) console.error(text);
  return values;
}

/** The question of an experiment, and a line or two for each parameter. */
function helpOf(id: string, { title, question, parameters }: Experiment): string {
  const lines = Object.entries(parameters).map(([name, parameter]) => {
    const few = everyValue(parameter);
    const range = few.length > 0 ? few.join(', ') : `${valueAt(parameter, 0)} to ${valueAt(parameter, 1)}`;
    return `  --${name}=${parameter.default}\n      ${plainText(parameter.label)}, ${range}. ${plainText(parameter.help)}`;
  });
  return [`${id}: ${plainText(title)}`, plainText(question), '', ...lines].join('\n');
}

/** Below the site's address: the figure alone, with these values. */
function permalink(id: string, experiment: Experiment, values: Values): string {
  const query = [...format(experiment.parameters, values)].map(
    ([name, text]) => `${id}.${name}=${encodeURIComponent(text)}`,
  );
  return `${base}embed/${id}/${query.length > 0 ? `?${query.join('&')}` : ''}`;
}

/** Typed arrays as arrays; the numbers JSON has no word for as text. */
function plainJson(_: string, value: unknown): unknown {
  if (ArrayBuffer.isView(value) && !(value instanceof DataView)) return Array.from(value as Float64Array);
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
}

async function load(id: string): Promise<Experiment> {
  return findExperiment(id).catch((error: unknown) => {
    if (error instanceof ExperimentError || !(error instanceof Error)) throw error;
    throw new RequestError(error.message);
  });
}

async function answer({ id, query, format: wanted }: Request): Promise<string> {
  const experiment = await load(id);
  const values = readValues(experiment, query);
  if (wanted === 'python' && !experiment.python)
    throw new RequestError(`"${id}" has no Python script; its numbers are in --format=json`);
  try {
    return written(id, experiment, values, wanted);
  } catch (error) {
    throw new ExperimentError(id, error);
  }
}

function written(id: string, experiment: Experiment, values: Values, wanted: Format): string {
  if (wanted === 'python') return experiment.python?.(values) ?? '';
  const { presentation } = runExperiment(experiment, values);
  if (wanted === 'svg') return standaloneSvg(presentation, experiment.title, { theme: 'light' });
  if (wanted === 'csv') return toCsv(permalink(id, experiment, values), values, presentation);
  const { panels, numbers } = presentation;
  const { claim } = experiment;
  const verdict = { ...(claim !== undefined && { claim }), ...presentation.verdict, text: sentence(presentation) };
  return JSON.stringify({ id, values, numbers, verdict, panels }, plainJson, 2);
}

const args = process.argv.slice(2);
try {
  const asked = args.filter((arg) => arg !== '--help');
  if (args.includes('--help')) {
    const id = asked.find((arg) => !arg.startsWith('--'));
    console.log(id === undefined ? HELP : helpOf(id, await load(id)));
  } else if (args.includes('--list')) {
    for (const id of Object.keys(experiments)) {
      const { pace, title } = await load(id);
      console.log(`${id.padEnd(26)} ${pace.padEnd(9)} ${title}`);
    }
  } else {
    process.stdout.write(`${(await answer(readRequest(args))).replace(/\n$/, '')}\n`);
  }
} catch (error) {
  if (!(error instanceof RequestError || error instanceof ExperimentError)) throw error;
  console.error(error.message);
  process.exitCode = error instanceof RequestError ? 2 : 1;
}
