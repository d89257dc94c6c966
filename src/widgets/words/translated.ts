/** The words of a figure, in the language of the page: the engine and the experiments write English. */
import { countsBy } from '../panels/axis-scale.ts';
import type { Say } from './dictionary.ts';
import type { Voice } from './say.ts';

/** Fields that hold text for readers. All others are names, by which tables, links and other fields find things. */
const TEXTS = new Set([
  'title',
  'label',
  'heading',
  'note',
  'text',
  'brief',
  'spoken',
  'unit',
  'claim',
  'caption',
  'help',
]);
/** Of tables and of equations: texts in a list. */
const LISTS = new Set(['rows']);

const kept = new WeakMap<Say, WeakMap<object, object>>();

/**
 * The same data with its texts said. What holds no text is the same object as before, and what is said once is the same
 * object each time, so that a view draws anew only what has changed.
 */
export function translated<T extends object>(data: T, say: Say): T {
  const known = kept.get(say) ?? new WeakMap<object, object>();
  kept.set(say, known);
  return walk(data, say, known) as T; // of the same shape
}

function walk(data: object, say: Say, known: WeakMap<object, object>): object {
  const before = known.get(data);
  if (before) return before;
  const after = Array.isArray(data) ? list(data, say, known, false) : fields(data, say, known);
  known.set(data, after);
  return after;
}

const isPlain = (value: unknown): value is object =>
  typeof value === 'object' &&
  value !== null &&
  (Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype);

function fields(data: object, say: Say, known: WeakMap<object, object>): object {
  const entries = Object.entries(data).map(([name, value]): [string, unknown] => {
    if (typeof value === 'string') return [name, TEXTS.has(name) ? say(value) : value];
    if (name === 'options' && 'kind' in data && data.kind === 'choice' && isPlain(value))
      return [name, Object.fromEntries(Object.entries(value).map(([option, label]) => [option, say(String(label))]))];
    if (name === 'briefs' && isPlain(value))
      return [name, Object.fromEntries(Object.entries(value).map(([panel, text]) => [panel, say(String(text))]))];
    if (LISTS.has(name) && Array.isArray(value)) return [name, list(value, say, known, true)];
    return [name, isPlain(value) ? walk(value, say, known) : value];
  });
  const { label } = data as { label?: unknown };
  // An axis is known to count by its English label.
  if ('domain' in data && typeof label === 'string' && say(label) !== label) entries.push(['counts', countsBy(label)]);
  const same = entries.every(([name, value]) => value === (data as Record<string, unknown>)[name]); // as it was entered
  return same ? data : Object.fromEntries(entries);
}

function list(data: readonly unknown[], say: Say, known: WeakMap<object, object>, texts: boolean): readonly unknown[] {
  const translatedItems = data.map((value) => {
    if (typeof value === 'string') return texts ? say(value) : value;
    if (texts && Array.isArray(value)) return list(value, say, known, true);
    return isPlain(value) ? walk(value, say, known) : value;
  });
  return translatedItems.every((value, i) => value === data[i]) ? data : translatedItems;
}

/** One that speaks a language in the text and around it. */
export const voiceOf = (say: Say, code: string): Voice => ({
  text: say,
  frame: say,
  data: (data) => translated(data, say),
  path: `${code}/`,
});
