/**
 * Runs any experiment without a browser:
 * `npm run experiment -- <id> [--name=value …] [--format=json|csv|svg|python]`, or `-- --list`.
 * Exit code 2 where the request is wrong, 1 where the experiment is; a run that diverges is a result, not an error.
 */

import { base } from '../site.config.ts';
import type { Values } from '../src/engine/schema.ts';
import { experiments } from '../src/experiments/index.ts';
import type { Experiment } from '../src/figure/experiment.ts';
import { format, parse } from '../src/figure/permalink.ts';
import { runExperiment } from '../src/figure/run.ts';
import { sentence } from '../src/figure/sentence.ts';
import { ExperimentError, findExperiment } from '../src/widgets/build/find-experiment.ts';
import { standaloneSvg } from '../src/widgets/build/static-picture.ts';
import { toCsv } from '../src/widgets/figure/csv.ts';

const formats = ['json', 'csv', 'svg', 'python'] as const;
type Format = (typeof formats)[number];

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
  if (id === undefined || ids.length > 1) {
    throw new RequestError(
      'usage: npm run experiment -- <id> [--name=value …] [--format=json|csv|svg|python]\n       npm run experiment -- --list',
    );
  }
  return { id, query, format };
}

function readValues(experiment: Experiment, query: URLSearchParams): Values {
  const { values, messages } = parse(experiment.parameters, query);
  if (messages.length > 0) throw new RequestError(messages.map((message) => message.text).join('\n'));
  return values;
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
  if (args.includes('--list')) {
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
