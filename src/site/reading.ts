/** The length of a page, counted in its source. */

/** Words a minute that a careful reader of mathematics takes. */
const PACE = 180;

/** A tag with its attributes, in which quoted text and braces may hold anything. */
const TAG = /<\/?[A-Za-z](?:"[^"]*"|\{[^{}]*\}|[^>"{])*>/g;
const FOLD = /<Deeper\b[\s\S]*?<\/Deeper>/g;

/**
 * Words of a page's main line and in its folds, without answers and sources. A formula and a measured number are a word each.
 * @param source MDX, with or without frontmatter
 */
export function wordsOf(source: string): { open: number; folded: number } {
  return { open: count(proseOf(source)), folded: count((bodyOf(source).match(FOLD) ?? []).join(' ')) };
}

/** The main line of a page with its tags, and an x for each formula. */
export const proseOf = (source: string): string => bodyOf(source).replace(FOLD, ' ');

const bodyOf = (source: string): string =>
  source
    .replace(/^---\n[\s\S]*?\n---\n/, '')
    .replace(/<Answer>[\s\S]*?<\/Answer>|(?:## [^\n]*\s+)?<Sources>[\s\S]*?<\/Sources>/g, '')
    .replace(/\$\$[\s\S]*?\$\$|\$[^$\n]*\$/g, ' x ');

/** Minutes for the main line, at least one. */
export const minutesFor = (words: number): number => Math.max(1, Math.round(words / PACE));

function count(text: string): number {
  const plain = text.replace(TAG, (tag) => (tag.startsWith('<Value') ? '0' : ' ')).replace(/\]\([^)]*\)/g, ']');
  return plain.match(/[\p{L}\p{N}]+(?:[.,’'-][\p{L}\p{N}]+)*/gu)?.length ?? 0;
}
