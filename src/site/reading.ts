/** The length of a page, counted in its source. */

interface Reading {
  /** Words of the main line: all that stands open, but for sources. A formula, a number and a symbol are a word each. */
  words: number;
  /** Words in folds. */
  folded: number;
  /** Figures that stand open, and in folds. */
  figures: { open: number; folded: number };
  /** Numbers in each paragraph of the main line, typed and measured. */
  numbers: number[];
}

/** Words a minute that a careful reader of mathematics takes. */
const PACE = 180;

/** A tag with its attributes, in which quoted text and braces may hold anything. */
const TAG = /<\/?[A-Za-z](?:"[^"]*"|\{[^{}]*\}|[^>"{])*>/g;

/** @param source MDX, with or without frontmatter */
export function readingOf(source: string): Reading {
  const body = source.replace(/^---\n[\s\S]*?\n---\n/, '').replace(/<Answer>[\s\S]*?<\/Answer>/g, '');
  const folds = [...body.matchAll(/<Deeper\b[\s\S]*?<\/Deeper>/g)].map(([fold]) => fold);
  const open = body
    .replace(/<Deeper\b[\s\S]*?<\/Deeper>/g, '\n\n')
    .replace(/(?:## [^\n]*\s+)?<Sources>[\s\S]*?<\/Sources>/g, '');
  const paragraphs = open
    .replace(/\$\$[\s\S]*?\$\$/g, 'formula')
    .split(/\n\s*\n/)
    .filter((block) => !/^\s*(?:#|\|)/.test(block) && plain(block).trim() !== '');
  return {
    words: wordsIn(open),
    folded: folds.reduce((sum, fold) => sum + wordsIn(fold), 0),
    figures: { open: figuresIn(open), folded: folds.reduce((sum, fold) => sum + figuresIn(fold), 0) },
    numbers: paragraphs.map(numbersIn),
  };
}

/** Minutes, at least one. */
export const minutesFor = ({ words }: Pick<Reading, 'words'>): number => Math.max(1, Math.round(words / PACE));

const figuresIn = (text: string): number => text.match(/<Experiment\b/g)?.length ?? 0;

/** The text as it is read: a formula as `x`, a measured number as `0`, without tags and addresses. */
function plain(text: string): string {
  return text
    .replace(/\$\$[\s\S]*?\$\$/g, ' x ')
    .replace(/\$[^$\n]*\$/g, 'x')
    .replace(/<Value\b(?:"[^"]*"|\{[^{}]*\}|[^>"{])*\/>/g, '0')
    .replace(TAG, ' ')
    .replace(/\]\([^)]*\)/g, ']');
}

function wordsIn(text: string): number {
  return plain(text).match(/[\p{L}\p{N}]+(?:[.,’'-][\p{L}\p{N}]+)*/gu)?.length ?? 0;
}

/** The name of a place is no number to take in. */
const PLACES =
  /\b(?:figures?|eq|equations?|notebooks?|sections?|chapters?|exercises?|corrections?|pages?)\s+[\dT][\d.]*(?:,? (?:and|to) [\dT][\d.]*)?/gi;

function numbersIn(paragraph: string): number {
  const text = plain(paragraph)
    .replace(PLACES, '')
    .replace(/`[^`]*`/g, '')
    .replace(/^\s*\d+\.\s/gm, '');
  return text.match(/(?<![\p{L}\d.])\d+(?:[.,]\d+)*/gu)?.length ?? 0;
}
