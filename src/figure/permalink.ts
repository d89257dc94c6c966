import { defaults } from '../engine/defaults.ts';
import type { Schema, Value, Values } from '../engine/schema.ts';
import { readValue, said } from './parameters/index.ts';
import { schemaAt, withinReach } from './parameters/late.ts';

/** A message for the reader: the parameter, the given value and its replacement. */
interface Message {
  parameter: string;
  text: string;
  /** The text without the parameter's label, for the message at its own field. */
  fault: string;
}

/** The name of the current step in a link, beside the parameters of a setting. No parameter may have it. */
export const STEP = 'step';

/** Removes the iteration from a query; undefined if there is none. An invalid one has a message. */
export function takeStep(query: URLSearchParams): { step?: number; wrong?: string } {
  const text = query.get(STEP);
  query.delete(STEP);
  if (text === null) return {};
  if (/^\d{1,9}$/.test(text)) return { step: Number(text) };
  return { wrong: `Step: ${quoted(text)} is not a whole number from 0; the run opens at its usual step.` };
}

const isData = (schema: Schema, name: string): boolean => schema[name]?.kind === 'points';

/** A stranger's text, shortened for a message. */
function quoted(text: string): string {
  return `“${text.length > 40 ? `${text.slice(0, 40)}…` : text}”`;
}

/**
 * Parses values from a query. Total: whatever the input, the result is valid, and each correction has a message.
 * Invalid text gives the base value; numbers out of range are clamped, and integers rounded; a decimal comma is
 * allowed, and possible thousands separators are invalid; of several values the last counts; unknown names are ignored.
 * Used for links, for numbers typed into a field and for flags of a script.
 * @param base used for missing or invalid values; must itself be valid.
 */
export function parse<S extends Schema>(
  schema: S,
  params: URLSearchParams,
  base: Values<S> = defaults(schema),
): { values: Values<S>; messages: Message[] } {
  const messages: Message[] = [];
  const texts = new Map<string, string[]>();
  const unknown = new Set<string>();
  for (const [key, text] of params) {
    if (Object.hasOwn(schema, key)) texts.set(key, [...(texts.get(key) ?? []), text]);
    else unknown.add(key);
  }
  for (const key of unknown) {
    const fault = `There is no parameter called ${quoted(key)} here; it is ignored.`;
    messages.push({ parameter: key, text: fault, fault });
  }

  let values: Record<string, Value> = { ...base };
  // Data that determines the ranges of others is parsed first.
  const inOrder = [...texts].sort(([a], [b]) => Number(isData(schema, b)) - Number(isData(schema, a)));
  let now: Schema = schemaAt(schema, values);
  for (const [name, given] of inOrder) {
    const parameter = now[name]!;
    const text = given.at(-1) ?? '';
    const { value, wrong } = readValue(parameter, text);
    const used = value ?? values[name]!;
    values[name] = used;
    if (isData(schema, name)) {
      values = withinReach(schema, values);
      now = schemaAt(schema, values);
    }
    if (!wrong && given.length === 1) continue;
    const what = given.length > 1 ? `given more than once; the last, ${quoted(text)},` : quoted(text);
    const isOne = parameter.kind !== 'points';
    const instead = `${said(parameter, used)} ${isOne ? 'is' : 'are'} used instead.`;
    const fault = !wrong
      ? `${what} counts.`
      : text.trim() === '' && given.length === 1
        ? `nothing was typed; ${instead}`
        : `${what} ${wrong}; ${instead}`;
    messages.push({ parameter: name, text: `${parameter.label}: ${fault}`, fault });
  }
  // Safe: each entry was parsed by the kind of its own parameter.
  return { values: values as Values<S>, messages };
}

/**
 * Formats values as a query: those that differ from `base`, or with `all` everything. Numbers are the shortest text
 * that parses to the same double, so that `parse(schema, format(schema, values)).values` equals `values`.
 */
export function format<S extends Schema>(
  schema: S,
  values: Values<S>,
  base: Values<S> = defaults(schema),
  { all = false }: { all?: boolean } = {},
): URLSearchParams {
  const params = new URLSearchParams();
  for (const [name, { kind }] of Object.entries(schema)) {
    // Empty code, for the figure's own rule, is left out.
    if ((all && kind !== 'code') || values[name] !== base[name]) params.set(name, String(values[name]));
  }
  return params;
}
