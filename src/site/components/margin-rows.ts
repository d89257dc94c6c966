/**
 * Characters per line of the margin, and the height of the shortest paragraph in such lines; too many rows do no harm.
 */
const LINE = 31;
const PARAGRAPH = 2;

/** The words in a piece of a page, without tags and formula annotations. */
export const wordsOf = (html: string): string => html.replace(/<annotation[\s\S]*?<\/annotation>|<[^>]*>/g, '');

/** How many grid rows a margin note spans, so that the next one begins below it. */
export const marginRows = (html: string): number => Math.max(1, Math.ceil(wordsOf(html).length / LINE / PARAGRAPH));
