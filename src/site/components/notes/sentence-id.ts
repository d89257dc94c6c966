import { wordsOf } from '../margin-rows.ts';

const WORDS = 5;

/** By which a sentence of the notes is found on their page: its first words. */
export const sentenceId = (html: string): string =>
  wordsOf(html)
    .replace(/[’'“”"]/g, '')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '')
    .slice(0, WORDS)
    .join('-');
