/**
 * The language of the page. What is written in English in the code passes here on its way to the reader; on an English page
 * it stays as it is.
 */
import type { Say } from './dictionary.ts';

export interface Voice {
  /** Of the text and its figures. */
  text: Say;
  /** Of the frame around it: a page that is not translated keeps its English text in a translated frame. */
  frame: Say;
  /** Data of a figure, with its texts said. */
  data<T extends object>(data: T): T;
  /** Where the pages of the language are, below the base: `de/`. */
  path: string;
}

export const english: Voice = { text: (text) => text, frame: (text) => text, data: (data) => data, path: '' };
let voice = (): Voice => english;

/** @param find the voice of the page that is drawn now: a build draws many */
export function speakWith(find: () => Voice): void {
  voice = find;
}

/** A text of the page or of a figure. */
export const say: Say = (text) => voice().text(text);

/** A text of the frame. */
export const sayAround: Say = (text) => voice().frame(text);

/** Where the pages of the language are, below the base: `de/`, or nothing for English. */
export const languagePath = (): string => voice().path;

/** Data of a figure: titles, labels, sentences. On an English page the same object. */
export const sayData = <T extends object>(data: T): T => voice().data(data);
