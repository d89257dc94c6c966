/** The words of each language, as the build has them. */
import { type Say, sayIn, type Words } from '../widgets/words/dictionary.ts';
import type { Language } from '../widgets/words/language.ts';
import { english } from '../widgets/words/say.ts';

const files = import.meta.glob<{ default: Language }>('../widgets/words/languages/*.ts', { eager: true });
const dictionaries = new Map(
  Object.entries(files).map(([path, { default: language }]) => [
    path.replace(/^.*\/|\.ts$/g, ''),
    { language, say: sayIn({ ...language.built, ...language.live }) },
  ]),
);

/** @throws Error for a language without a file of words */
function found(code: string): { language: Language; say: Say } {
  const dictionary = dictionaries.get(code);
  if (!dictionary)
    throw new Error(
      `the language "${code}" has no words: write src/widgets/words/languages/${code}.ts, or copy one that is there`,
    );
  return dictionary;
}

export const sayOf = (code: string | undefined): Say => (code === undefined ? english.text : found(code).say);

/** Words that replace Starlight's own. */
export const starlightWords = (code: string): Words => found(code).language.starlight ?? {};

/** Words that a page may need once it is there. */
export const liveWords = (code: string): Words => found(code).language.live;
