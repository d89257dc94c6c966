/** The figures' settings in a page's URL: `?<figure>.<parameter>=<value>`. Other keys are left alone. */
import type { Schema, Values } from '../../engine/schema.ts';
import { format, STEP } from '../../figure/permalink.ts';

/** Written into copied links, so that a later version can read old ones. */
export const LINK_VERSION = '1';

/** Parts of an embed hidden by its URL: `hide=seed,caption`. */
export const hiddenIn = (query: URLSearchParams): string[] =>
  (query.get('hide') ?? '').split(/[\s,]+/).filter((word) => word !== '');

/** Parts besides parameters that `hide=` may name. */
export const PARTS: readonly string[] = ['title', 'actions', 'controls', 'verdict', 'caption', 'source'];

/** Styles that hide these controls: controls are rendered again as values change, so removing them would not last. */
export const hidingRules = (words: readonly string[]): string[] =>
  words
    .filter((word) => /^[A-Za-z][A-Za-z0-9]*$/.test(word) && !PARTS.includes(word))
    .map((word) => `.control:has([name="${word}"]), .control:has([name$="-${word}"]) { display: none; }`);

/** The figure named in a key; undefined if there is none, as in `theme` and `utm_source`. */
export function figureIn(key: string): string | undefined {
  const dot = key.lastIndexOf('.');
  return dot < 0 ? undefined : key.slice(0, dot);
}

/**
 * The values of one figure as a query: those that differ from its defaults, or with `all` every one.
 * @param step the current step of its run; undefined for the one with which it opens
 */
export function queryOf(
  name: string,
  schema: Schema,
  values: Values,
  defaults: Values,
  all: boolean,
  step?: number,
): URLSearchParams {
  const query = new URLSearchParams();
  for (const [key, text] of format(schema, values, defaults, { all })) query.set(`${name}.${key}`, text);
  if (step !== undefined) query.set(`${name}.${STEP}`, String(step));
  return query;
}

/** A URL's query with these values of the page's figures. Other keys stay unchanged. */
export function searchWith(
  search: string,
  figures: { has(name: string): boolean },
  own: readonly (readonly [key: string, text: string])[],
): string {
  const isOurs = (pair: string): boolean => {
    const [[key, text] = ['', '']] = new URLSearchParams(pair);
    const name = figureIn(key);
    return name === undefined ? key === 'v' && text === LINK_VERSION : figures.has(name);
  };
  const foreign = search
    .slice(1)
    .split('&')
    .filter((pair) => pair !== '' && !isOurs(pair));
  const pairs = [...foreign, ...own.map((pair) => String(new URLSearchParams([[...pair]])))];
  return pairs.length > 0 ? `?${pairs.join('&')}` : '';
}
