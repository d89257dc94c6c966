import type { Parameter, Schema, Value, Values } from '../engine/schema.ts';
import { defaults } from '../engine/values.ts';

/** A note to the reader: which parameter, and what came and what is used instead. */
export interface Message {
  parameter: string;
  text: string;
}

/** With a point or, as much of the world writes it, a comma before the decimals. */
const decimal = /^[+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+)(?:e[+-]?\d+)?$/i;
/** Longer than any number one writes; what is pasted by mistake may have a million characters. */
const LONGEST = 100;
/** A mark and three digits may be thousands: `1.000` of a whole number, `1,000` of any. */
const grouped = { integer: /^[+-]?[1-9]\d{0,2}[.,]\d{3}$/, number: /^[+-]?[1-9]\d{0,2},\d{3}$/ };
const groups = /^[+-]?[1-9]\d{0,2}(?:([.,'’\s])\d{3}(?:\1\d{3})+|['’\s]\d{3})$/;

/** Text of a stranger, short enough for a message. */
function quoted(text: string): string {
  return `"${text.length > 40 ? `${text.slice(0, 40)}…` : text}"`;
}

/**
 * Reads values from a query. Total: whatever comes, the result is valid, and each correction has a message.
 * Bad text gives the base value; numbers out of range are clamped, and integers rounded; decimals may follow a comma, and
 * what could be thousands is bad text; names in `aliases` count as the name; of several values the last counts; unknown
 * names are ignored. The same reader serves a link, a number typed into a field and a flag of a script.
 * @param base what is used where the query is silent or wrong; must itself be valid.
 */
export function parse<S extends Schema>(
  schema: S,
  params: URLSearchParams,
  base: Values<S> = defaults(schema),
): { values: Values<S>; messages: Message[] } {
  const messages: Message[] = [];
  const names = new Map<string, string>();
  for (const [name, parameter] of Object.entries(schema)) {
    names.set(name, name);
    for (const alias of parameter.aliases ?? []) names.set(alias, name);
  }

  const texts = new Map<string, string[]>();
  const unknown = new Set<string>();
  for (const [key, text] of params) {
    const name = names.get(key);
    if (name !== undefined) texts.set(name, [...(texts.get(name) ?? []), text]);
    else unknown.add(key);
  }
  for (const key of unknown)
    messages.push({ parameter: key, text: `There is no parameter called ${quoted(key)} here; it is ignored.` });

  const values: Record<string, Value> = { ...base };
  for (const [name, given] of texts) {
    const parameter = schema[name]!;
    const text = given.at(-1) ?? '';
    const { value, wrong } = read(parameter, text);
    const used = value ?? values[name]!;
    values[name] = used;
    if (!wrong && given.length === 1) continue;
    const what = given.length > 1 ? `given more than once; the last, ${quoted(text)},` : quoted(text);
    const said = wrong ? `${wrong}; ${used} is used instead` : 'counts';
    messages.push({ parameter: name, text: `${parameter.label}: ${what} ${said}.` });
  }
  // Each entry was read by the kind of its own parameter.
  return { values: values as Values<S>, messages };
}

/** One value; `wrong` says why it is not what came, and without a value the base stands. */
function read(parameter: Parameter, text: string): { value?: Value; wrong?: string } {
  if (text.length > LONGEST) return { wrong: `has ${text.length} characters` };
  // A link may hold spaces (from +) and a typeset minus.
  const trimmed = text
    .normalize('NFKC')
    .replace(/[\u200b-\u200d\ufeff]/g, '')
    .replace(/[\u2012-\u2014\u2212]/g, '-')
    .trim();
  if (parameter.kind === 'flag') {
    if (trimmed === 'true' || trimmed === '1') return { value: true };
    if (trimmed === 'false' || trimmed === '0') return { value: false };
    return { wrong: 'is neither true nor false' };
  }
  if (parameter.kind === 'choice') {
    if (Object.hasOwn(parameter.options, trimmed)) return { value: trimmed };
    return { wrong: `is not one of ${Object.keys(parameter.options).join(', ')}` };
  }
  if (groups.test(trimmed)) return { wrong: `has marks between its digits: write ${trimmed.replace(/[^\d+-]/g, '')}` };
  if (grouped[parameter.kind].test(trimmed)) {
    const [whole, small] = [trimmed.replace(/[.,]/, ''), Number(trimmed.replace(',', '.'))];
    return { wrong: `may be ${whole} or ${small}: write one of the two` };
  }
  if (!decimal.test(trimmed)) return { wrong: 'is not a number' };
  // + 0 turns -0, which a link cannot tell from 0, into 0. 1e999 is Infinity here and is clamped.
  const number = Number(trimmed.replace(',', '.')) + 0;
  const rounded = parameter.kind === 'integer' ? Math.round(number) + 0 : number;
  if (rounded > parameter.max) return { value: parameter.max, wrong: `is more than ${parameter.max}` };
  if (rounded < parameter.min) return { value: parameter.min, wrong: `is less than ${parameter.min}` };
  return rounded === number ? { value: number } : { value: rounded, wrong: 'is not a whole number' };
}

/**
 * Writes values as a query: what differs from `base`, or with `all` everything. Numbers are the shortest text that reads
 * back as the same double, so that `parse(schema, format(schema, values)).values` equals `values`.
 */
export function format<S extends Schema>(
  schema: S,
  values: Values<S>,
  base: Values<S> = defaults(schema),
  { all = false }: { all?: boolean } = {},
): URLSearchParams {
  const params = new URLSearchParams();
  for (const name of Object.keys(schema)) {
    if (all || values[name] !== base[name]) params.set(name, String(values[name]));
  }
  return params;
}
