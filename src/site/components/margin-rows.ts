/** Characters in a line of the margin, and lines of it that are as high as the lowest paragraph: too many rows cost nothing. */
const LINE = 31;
const PARAGRAPH = 2;

/** The words of a piece of a page, without its tags and what formulas keep for machines. */
export const wordsOf = (html: string): string => html.replace(/<annotation[\s\S]*?<\/annotation>|<[^>]*>/g, '');

/** How many rows of the page a note in the margin shares, so that the next one begins below it. */
export const marginRows = (html: string): number => Math.max(1, Math.ceil(wordsOf(html).length / LINE / PARAGRAPH));
