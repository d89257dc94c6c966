import type { Message, Parameter, Schema, Value, Values } from './schema.ts';
import { defaults } from './values.ts';

const decimal = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

/** Text of a stranger, short enough for a message. */
function quoted(text: string): string {
  return `"${text.length > 40 ? `${text.slice(0, 40)}…` : text}"`;
}

/**
 * Reads values from a query. Total: whatever comes, the result is valid, and each correction has a message.
 * Bad text gives the base value; numbers out of range are clamped, and integers rounded; names in `aliases` count as the
 * name; of several values the last counts; unknown names are ignored.
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

  const texts = new Map<string, string>();
  for (const [key, text] of params) {
    const name = names.get(key);
    if (name === undefined) {
      messages.push({ parameter: key, text: `There is no parameter called ${quoted(key)} here; it is ignored.` });
      continue;
    }
    if (texts.has(name)) {
      messages.push({
        parameter: name,
        text: `${schema[name]!.label}: given more than once; the last, ${quoted(text)}, counts.`,
      });
    }
    texts.set(name, text);
  }

  const values: Record<string, Value> = { ...base };
  for (const [name, text] of texts) {
    const parameter = schema[name]!;
    const fallback = values[name]!;
    const { value, wrong } = read(parameter, text);
    values[name] = value ?? fallback;
    if (wrong) {
      const used = value ?? fallback;
      messages.push({
        parameter: name,
        text: `${parameter.label}: ${quoted(text)} ${wrong}; ${used} is used instead.`,
      });
    }
  }
  // Each entry was read by the kind of its own parameter.
  return { values: values as Values<S>, messages };
}

/** One value; `wrong` says why it is not what came, and without a value the base stands. */
function read(parameter: Parameter, text: string): { value?: Value; wrong?: string } {
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
  if (!decimal.test(trimmed)) return { wrong: 'is not a number' };
  // + 0 turns -0, which a link cannot tell from 0, into 0. 1e999 is Infinity here and is clamped.
  const number = Number(trimmed) + 0;
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
