import { wordsOf } from '../margin-rows.ts';

const WORDS = 5;

/** The id of a sentence on the page of the notes: its first words. */
export const sentenceId = (html: string): string =>
  wordsOf(html)
    .replace(/[’'“”"]/g, '')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '')
    .slice(0, WORDS)
    .join('-');
