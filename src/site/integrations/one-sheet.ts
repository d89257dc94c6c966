/**
 * The style sheets of a page as one, in their order, so that no rule wins that lost before. Each is compressed alone, and
 * eight of them are together a fifth larger; pages of one kind share theirs.
 */
import { createHash } from 'node:crypto';

/** A sheet of every medium, as Astro links it. That for paper alone stays by itself: the first paint does not wait for it. */
const LINK = /<link rel="stylesheet" href="([^"]*)"\s*\/?>/g;

/** The addresses of a page's sheets. */
export const sheetsOf = (html: string): string[] => [...html.matchAll(LINK)].map(([, address = '']) => address);

/**
 * The page with one link where its first stood, and the sheet to which that leads.
 * @param texts of the sheets, by address
 */
export function withOneSheet(
  html: string,
  texts: ReadonlyMap<string, string>,
  base: string,
): { page: string; name: string; text: string } {
  const text = sheetsOf(html)
    .map((address) => texts.get(address) ?? '')
    .join('\n');
  const name = `_astro/page.${createHash('sha256').update(text).digest('base64url').slice(0, 8)}.css`;
  let first = true;
  const page = html.replace(LINK, () => {
    const link = first ? `<link rel="stylesheet" href="${base}${name}">` : '';
    first = false;
    return link;
  });
  return { page, name, text };
}
