/** Estimates the reading time of a page from its source. */

/** Words per minute of a careful reader of mathematics. */
const PACE = 180;

/** A tag with its attributes, in which quoted text and braces may contain anything. */
const TAG = /<\/?[A-Za-z](?:"[^"]*"|\{[^{}]*\}|[^>"{])*>/g;
const FOLD = /<Deeper\b[\s\S]*?<\/Deeper>/g;

/**
 * Number of words in a page's main line and in its folds, without answers and sources. A formula or a live number
 * counts as one word.
 * @param source MDX, with or without frontmatter
 */
export function wordsOf(source: string): { open: number; folded: number } {
  return { open: count(proseOf(source)), folded: count((bodyOf(source).match(FOLD) ?? []).join(' ')) };
}

/** The main line of a page with its tags; each formula is replaced by an x. */
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
