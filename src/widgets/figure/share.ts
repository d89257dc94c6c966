/** Embedding a figure in a course page: the URL of its own page, and the HTML of the frame. */
import { LINK_VERSION, queryOf } from '../page/address.ts';
import type { Figure } from '../page/figure.ts';
import { plainText } from '../panels/math-text.ts';

/** Height of the line under an embed, and its margins, px. */
const SOURCE_LINE = 40;

/**
 * The URL of the figure alone, with its current values, without anything hidden on its page, and with the page's
 * caption.
 */
export function embedAddress({ spec, values }: Pick<Figure, 'spec' | 'values'>, { origin, search }: Location): string {
  const query = queryOf(spec.id, spec.schema, values.value, spec.defaults, true);
  query.set('v', LINK_VERSION);
  const before = new URLSearchParams(spec.embed ? search : '');
  const own = {
    hide: before.get('hide') ?? spec.hide.join(','),
    caption: before.get('caption') ?? spec.caption ?? '',
    theme: before.get('theme') ?? '',
  };
  for (const [key, text] of Object.entries(own)) if (text !== '') query.set(key, text.trim().replace(/\s+/g, ' '));
  // Commas are easier to edit unencoded.
  return `${origin}${spec.base}embed/${spec.id}/?${String(query).replaceAll('%2C', ',')}`;
}

const attribute = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');

/** HTML to paste into a course page. @param height of the figure at present, px */
export const frameOf = (title: string, address: string, height: number): string => `<iframe
  src="${attribute(address)}"
  title="${attribute(plainText(title))}"
  style="width: 100%; height: ${height + SOURCE_LINE}px; border: 0"
  loading="lazy"
  allow="fullscreen; clipboard-write"></iframe>`;
