/** A figure to take away, with what its taker chose: as an address of its own, a frame, or MDX. */

import type { Schema, Value, Values } from '../../../engine/schema.ts';
import { defaults } from '../../../engine/values.ts';
import { format } from '../../../figure/permalink.ts';
import { LINK_VERSION, queryOf } from '../../page/address.ts';
import type { Spec } from '../../page/spec.ts';
import { plainText } from '../../panels/math-text.ts';

/** Parts that a frame may leave out besides controls; the controls are named by their parameters. */
export const parts = {
  title: 'Title and buttons',
  verdict: 'What the figure finds',
  caption: 'Caption',
  source: 'Line that names these notes',
} as const;
type Part = keyof typeof parts;

export const themes = { reader: 'the reader’s own', light: 'light', dark: 'dark' } as const;
type Theme = keyof typeof themes;

export interface Chosen {
  /** Parameters without a control: they stay as they are set. */
  fixed: readonly string[];
  without: readonly Part[];
  /** Words of one's own; empty for those of the figure. */
  caption: string;
  theme: Theme;
  values: Values;
}

type Taken = Pick<Spec, 'id' | 'base' | 'schema'>;

/** The words of a caption on one line, as addresses and attributes hold them. */
const oneLine = (text: string): string => text.trim().replace(/\s+/g, ' ');

/** The address of the figure alone, with all that was chosen. */
export function addressOf(spec: Taken, chosen: Chosen, origin: string): string {
  const { fixed, without, caption, theme, values } = chosen;
  const query = queryOf(spec.id, spec.schema, values, values, true);
  query.set('v', LINK_VERSION);
  const choices = new URLSearchParams();
  const hide = hidden(spec.schema, fixed, without);
  if (hide.length > 0) choices.set('hide', hide.join(','));
  if (oneLine(caption) !== '') choices.set('caption', oneLine(caption));
  if (theme !== 'reader') choices.set('theme', theme);
  // Commas are easier to edit as they are.
  const more = choices.size > 0 ? `&${String(choices).replaceAll('%2C', ',')}` : '';
  return `${origin}${spec.base}embed/${spec.id}/?${query}${more}`;
}

function hidden(schema: Schema, fixed: readonly string[], without: readonly Part[]): string[] {
  const isFixed = Object.keys(schema).every((name) => fixed.includes(name));
  return [
    ...fixed,
    // The fold of more controls would stay, with nothing in it.
    ...(isFixed ? ['controls'] : []),
    ...without.flatMap((part) => (part === 'title' ? ['title', 'actions'] : [part])),
  ];
}

const attribute = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');

/** The lines that stand in a page of a course system. */
export const frameOf = (title: string, address: string, height: number): string => `<iframe
  src="${attribute(address)}"
  title="${attribute(plainText(title))}"
  style="width: 100%; height: ${height}px; border: 0"
  loading="lazy"
  allow="fullscreen; clipboard-write"></iframe>`;

/** The element that stands in a page of a course of one's own. Colours and parts are its reader's and its site's. */
export function mdxOf({ id, name, schema }: Pick<Spec, 'id' | 'name' | 'schema'>, chosen: Chosen): string {
  const { fixed, caption, values } = chosen;
  const base = defaults(schema);
  const set = [...format(schema, values, base).keys()].map((key) => propOf(key, values[key] ?? ''));
  const attributes = [
    `id="${id}"`,
    ...(name === id ? [] : [`as="${name}"`]),
    ...set,
    ...(fixed.length > 0 ? [`hide="${fixed.join(' ')}"`] : []),
    ...(oneLine(caption) === '' ? [] : [`caption="${attribute(oneLine(caption))}"`]),
  ];
  return `<Experiment ${attributes.join(' ')} />`;
}

function propOf(name: string, value: Value): string {
  if (value === true) return name;
  return typeof value === 'string' ? `${name}="${attribute(value)}"` : `${name}={${value}}`;
}

/** A page around a frame that knows nothing of `lti.frameResize` makes it as high as it says by these lines. */
export const listener = `<script>
  addEventListener('message', ({ data, source }) => {
    if (data?.source !== 'fitting-models') return;
    for (const frame of document.querySelectorAll('iframe'))
      if (frame.contentWindow === source) frame.style.height = data.height + 'px';
  });
</script>`;
