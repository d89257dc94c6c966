/** Texts for which a language has no words. */
import { join } from 'node:path';
import { type Group, groups, languages } from '../../../site.config.ts';
import { grades, kinds } from '../../../src/class/work/exercise-kinds.ts';
import { type TermId, terms } from '../../../src/content/terms.ts';
import { pagesOfNotes, pages as written } from '../../../src/references/page-widgets.ts';
import { sayIn, type Words } from '../../../src/widgets/words/dictionary.ts';
import type { Language } from '../../../src/widgets/words/language.ts';
import { root } from '../../command.ts';
import { componentTexts } from './component-texts.ts';
import { figureTexts, readPage, type Texts } from './figure-texts.ts';

export const languageOf = async (code: string): Promise<Language> =>
  ((await import(join(root, `src/widgets/words/languages/${code}.ts`))) as { default: Language }).default;

/** The title of a chapter and a teacher's own group of pages need no word where the site speaks English alone. */
export const needsWord = ({ chapter = false, pages }: Group, spoken: readonly string[] = languages): boolean =>
  spoken.length > 0 ||
  (!chapter && pages.some((page) => !written.includes(`${page}.mdx`) || pagesOfNotes.includes(`${page}.mdx`)));

/** Texts of components, the words of exercises and of the list of pages. */
export function commonTexts(): Texts {
  const said = [...componentTexts()];
  const of = (isLive: boolean) => said.filter(([, at]) => at.includes('.astro:') !== isLive).map(([text]) => text);
  const site = [
    ...Object.values(kinds),
    ...grades,
    ...groups.filter((group) => needsWord(group)).map(({ label }) => label),
    'Start',
  ];
  return { live: new Set(of(true)), built: new Set([...of(false), ...site]) };
}

/** Texts of a page in its figures and its terms. @param page below src/content/docs */
export async function pageTexts(page: string): Promise<Texts> {
  const source = readPage(join(root, 'src/content/docs', page));
  const { live, built } = await figureTexts(source);
  for (const [, id = ''] of source.matchAll(/<Term id="([\w-]+)"/g)) {
    // The build has refused any other.
    const { name, meaning } = terms[id as TermId];
    built.add(name).add(meaning);
  }
  return { live, built };
}

/** Those texts for which there is no word. A gap that a component fills is tried with a number. */
export function missingFrom(words: Words, texts: Iterable<string>): string[] {
  const missed = new Set<string>();
  const say = sayIn(words, (text) => missed.add(text));
  for (const text of texts) say(text.replace(/<\d+>/g, '7'));
  return [...missed].filter((text) => !isSymbol(text));
}

/** A letter, a formula, a unit: alike in every language. */
const isSymbol = (text: string): boolean => !/\p{L}{2}/u.test(text.replace(/\*\w+\*|\{\w+\}/gu, ''));
