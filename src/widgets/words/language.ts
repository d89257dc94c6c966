import type { Words } from './dictionary.ts';

/** A language: one file, named after its code. */
export interface Language {
  /** Words that a page may need later: controls, messages, what a worker computes. A page of the language fetches them. */
  live: Words;
  /** Words that only the build needs: captions, help, terms, exercises, the list of pages. */
  built: Words;
  /** In place of Starlight's own words in this language, by its names for them. */
  starlight?: Words;
}
