import type { Context, Experiment, Part, Presentation, ShownNumber } from './experiment.ts';
import type { Schema, Values } from './schema.ts';

/** JSON with sorted keys: the same part always has the same key, whatever order it was written in. */
export function canonicalKey(part: Part): string {
  return JSON.stringify(part, (_, value: unknown) =>
    value !== null && typeof value === 'object' && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}

/** Where measured parts are kept; a Map, or a cache with a limit. */
export interface PartCache {
  get(key: string): unknown;
  set(key: string, result: unknown): unknown;
}

export interface RunOptions<S extends Schema> {
  /** The iteration the reader stands at. */
  at?: number;
  /** Values of the run kept for comparison. */
  pinned?: Values<S>;
  cache?: PartCache;
}

/** Measures every part (or takes it from the cache) and presents: an experiment from values to picture, in one call. */
export function runExperiment<S extends Schema, P extends Part, Result>(
  experiment: Experiment<S, P, Result>,
  values: Values<S>,
  { at = experiment.stepper?.start, pinned, cache = new Map<string, unknown>() }: RunOptions<S> = {},
): { presentation: Presentation; results: readonly Result[] } {
  const measureAll = (of: Values<S>): Result[] =>
    experiment.parts(of).map((part) => {
      const key = canonicalKey(part);
      const known = cache.get(key);
      // The cache holds only what this experiment's measure() returned for the same key.
      if (known !== undefined) return known as Result;
      const result = experiment.measure(part);
      cache.set(key, result);
      return result;
    });
  const results = measureAll(values);
  const context: Context<S, Result> = {};
  if (at !== undefined) context.at = at;
  if (pinned !== undefined) context.pinned = { values: pinned, results: measureAll(pinned) };
  return { presentation: experiment.present(values, results, context), results };
}

const MINUS = '\u2212';

/** A number as text: the digits it asks for, a true minus sign, and its interval where it has one. */
export function showNumber({ value, low, high, digits, significant, percent, unit }: ShownNumber): string {
  const one = (v: number): string => {
    if (Number.isNaN(v)) return 'none';
    if (!Number.isFinite(v)) return v < 0 ? `${MINUS}∞` : '∞';
    const scaled = percent ? 100 * v : v;
    const text = significant ? significantDigits(scaled, digits) : scaled.toFixed(digits);
    return text.replace('-', MINUS).replace(/^\u2212(0(?:\.0+)?)$/, '$1');
  };
  const suffix = (percent ? '\u00a0%' : '') + (unit ?? '');
  if (low === undefined || high === undefined) return one(value) + suffix;
  return `${one(value)} [${one(low)}, ${one(high)}]${suffix}`;
}

/** Above this whole numbers are written by their power, too. */
const LONG = 1e6;

/** `0.000125`, `12000`, and `1.25e−9` where zeros would be many. */
function significantDigits(value: number, digits: number): string {
  const text = value.toPrecision(digits);
  if (text.includes('e+') && Math.abs(value) < LONG) return String(Number(text));
  const power = /^(.+?)(?:\.?0+)?e([+-])(\d+)$/.exec(text);
  return power ? `${power[1]}e${power[2] === '-' ? MINUS : ''}${power[3]}` : text;
}

/** What verdicts count, in the plural. */
const COUNTED_NOUN = /^ (step|run|seed|epoch|start|example|batch)e?s\b/;

export type SentencePart = { text: string; number?: string };

/** Splits a verdict at its `{name}`s, each replaced by that number as text; after a 1, `steps` is `step`. */
export function sentenceParts(text: string, numbers: Presentation['numbers']): SentencePart[] {
  let one = false;
  return text
    .split(/(\{\w+\})/)
    .filter((piece) => piece !== '')
    .map((piece) => {
      const name = /^\{(\w+)\}$/.exec(piece)?.[1];
      if (name === undefined) return { text: one ? piece.replace(COUNTED_NOUN, ' $1') : piece };
      const shown = numbers[name];
      if (!shown) throw new Error(`the verdict names {${name}}, which is not among the numbers`);
      one = shown.value === 1 && showNumber(shown) === '1';
      return { text: showNumber(shown), number: name };
    });
}

/** The verdict as one plain sentence, as a screen reader hears it. */
export function sentence(presentation: Presentation): string {
  return sentenceParts(presentation.verdict.text, presentation.numbers)
    .map((piece) => piece.text)
    .join('')
    .replaceAll('λ_max', 'λmax');
}
