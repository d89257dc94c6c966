import type { Words } from './dictionary.ts';

/** A language: one file, named after its code. */
export interface Language {
  /** What a page may say once it is there: controls, messages, what a worker computes. A page of the language fetches them. */
  live: Words;
  /** What only the build says: captions, help, terms, exercises, the list of pages. */
  built: Words;
  /** In place of Starlight's own words in this language, by its names for them. */
  starlight?: Words;
}
