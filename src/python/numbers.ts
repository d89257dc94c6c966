import { flag, number, type Schema, type Value, type Values } from '../engine/schema.ts';
import { pythonLiteral } from '../figure/python.ts';

/** A line at the top of code that names a number or a truth value. */
interface Named {
  readonly name: string;
  readonly value: number | boolean;
  /** Position of the value in the code. */
  readonly from: number;
  readonly to: number;
  readonly comment: string;
}

const LINE = /^([A-Za-z_]\w*)(\s*=\s*)([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?|True|False)[ \t]*(?:#(.*))?$/;

/** The named numbers of the first lines, up to the first line that is neither one nor a comment nor empty. */
export function numbersAt(code: string): readonly Named[] {
  const found: Named[] = [];
  let begin = 0;
  for (const line of code.split('\n')) {
    const [, name = '', equals = '', text = '', comment = ''] = LINE.exec(line) ?? [];
    if (name !== '') {
      const from = begin + name.length + equals.length;
      const value = text === 'True' || text === 'False' ? text === 'True' : Number(text);
      found.push({ name, value, from, to: from + text.length, comment });
    } else if (!/^\s*(?:#.*|import .*|from .* import .*)?$/.test(line)) break;
    begin += line.length + 1;
  }
  return found;
}

/** The numbers named at the top, as parameters of sliders and with their values. */
export interface TopNumbers {
  readonly schema: Schema;
  readonly values: Values;
}

/**
 * The sliders requested in code. The range of a slider is that of the engine's parameter with this name if `known` has
 * one, that of a comment `# 0 to 2` if there is one, and otherwise depends on the number: a decay from 0 to 1, anything
 * else a hundred times smaller and larger.
 */
export function topNumbers(code: string, known: Schema = {}): TopNumbers {
  const named = numbersAt(code).map((one) => [one.name, parameterOf(one, known), one.value] as const);
  return {
    schema: Object.fromEntries(named.map(([name, parameter]) => [name, parameter])),
    values: Object.fromEntries(named.map(([name, , value]) => [name, value])),
  };
}

/**
 * The numbers with the previous ranges, as long as they contain the numbers and the comments are the same: a range that
 * followed each number would run away during a drag.
 */
export function onSlidersOf(before: Schema, { schema, values }: TopNumbers): TopNumbers {
  const kept = Object.entries(schema).map(([name, next]) => {
    const known = before[name];
    const value = values[name];
    const stays =
      known?.kind === 'number' && next.help === known.help && Number(value) >= known.min && Number(value) <= known.max;
    return [name, stays && typeof value === 'number' ? known : next] as const;
  });
  return { schema: Object.fromEntries(kept), values };
}

function parameterOf({ name, value, comment }: Named, known: Schema): Schema[string] {
  const words = { label: name, help: comment.trim() || `The number ${name} of your text.` };
  if (typeof value === 'boolean') return flag({ ...words, default: value });
  const former = Object.hasOwn(known, name) ? known[name] : undefined;
  const asked = /(-?[\d.]+(?:e-?\d+)?)\s*(?:to|\.\.|–)\s*(-?[\d.]+(?:e-?\d+)?)/i.exec(comment);
  if (asked) return slider(words, value, Number(asked[1]), Number(asked[2]));
  if (former?.kind === 'number' || former?.kind === 'integer')
    return {
      ...former,
      label: name,
      default: value,
      min: Math.min(former.min, value),
      max: Math.max(former.max, value),
    };
  if (value > 0 && value < 1 && !/^(?:alpha|rate|lr|eta|step)/.test(name)) return slider(words, value, 0, 1);
  if (value === 0) return slider(words, value, -1, 1);
  const [near, far] = [tidy(value / 100), tidy(value * 100)];
  return value > 0
    ? number({ ...words, default: value, min: near, max: far, step: near, scale: 'log' })
    : slider(words, value, 2 * value, -2 * value);
}

function slider(said: { label: string; help: string }, value: number, from: number, to: number): Schema[string] {
  const [min, max] = [Math.min(from, to, value), Math.max(from, to, value)];
  return number({ ...said, default: value, min, max, step: tidy((max - min) / 1000) });
}

/** Without the digits of rounding errors in a division. */
const tidy = (value: number): number => Number(value.toPrecision(6));

/** The code with a new value for a name at its top; unchanged if there is no such name. */
export function withNumber(code: string, name: string, value: Value): string {
  const found = numbersAt(code).find((one) => one.name === name);
  if (!found) return code;
  // In all its digits: a field would mistake a differing number for a change from elsewhere during typing.
  return code.slice(0, found.from) + pythonLiteral(value) + code.slice(found.to);
}
