/** What a language has no word for. */
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { groups } from '../../site.config.ts';
import { terms } from '../../src/content/terms.ts';
import { grades, kinds } from '../../src/site/components/exercise-kinds.ts';
import { sayIn } from '../../src/widgets/words/dictionary.ts';
import type { Language } from '../../src/widgets/words/language.ts';
import { root } from '../command.ts';
import { componentTexts } from './component-texts.ts';
import { figureTexts, readPage } from './figure-texts.ts';

export const languageOf = async (code: string): Promise<Language> =>
  ((await import(join(root, `src/widgets/words/languages/${code}.ts`))) as { default: Language }).default;

/** Pages that are written in a language, below its folder. */
export const pagesIn = (code: string): string[] =>
  globSync('**/*.mdx', { cwd: join(root, 'src/content/docs', code) }).sort();

/** What components say, the words of exercises and of the list of pages. */
export function commonTexts(): string[] {
  return [...componentTexts().keys(), ...Object.values(kinds), ...grades, ...groups.map(({ label }) => label), 'Start'];
}

/** What a page in a language says by its figures and its terms. */
export async function pageTexts(code: string, page: string): Promise<string[]> {
  const source = readPage(join(root, 'src/content/docs', code, page));
  const marked = [...source.matchAll(/<Term id="([\w-]+)"/g)].map(([, id = '']) => terms[id as keyof typeof terms]);
  return [...(await figureTexts(source)), ...marked.flatMap(({ name, meaning }) => [name, meaning])];
}

/** Those texts for which there is no word. A gap that a component fills is tried with a number. */
export function missingFrom({ live, built }: Language, texts: Iterable<string>): string[] {
  const missed = new Set<string>();
  const say = sayIn({ ...built, ...live }, (text) => missed.add(text));
  for (const text of texts) say(text.replace(/<\d+>/g, '7'));
  return [...missed].filter((text) => !isSymbol(text));
}

/** A letter, a formula, a unit: alike in every language. */
const isSymbol = (text: string): boolean => !/\p{L}{2}/u.test(text.replace(/\*\w+\*|\{\w+\}/gu, ''));
