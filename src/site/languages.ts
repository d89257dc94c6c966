/** The languages of the pages, and which pages are written in one. */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { base, languageIn } from '../../site.config.ts';

const docs = join(process.cwd(), 'src/content/docs');

/** Languages that have a file of words, whether the site speaks them or not. */
export const languagesWritten: readonly string[] = globSync('src/widgets/words/languages/*.ts')
  .map((path) => basename(path, '.ts'))
  .sort();

/** `momentum` of `momentum` and of `de/momentum`: what readers keep of the one counts on the other. */
export function pageInEnglish(page: string): string {
  const language = languageIn(page);
  return language === undefined ? page : page.slice(language.length + 1) || 'index';
}

/** Whether a page of the collection `docs` is English, and not of another language of the site. */
export const isEnglish = ({ id }: { id: string }): boolean => languageIn(id) === undefined;

/** Pages that are written in a language, below its folder. */
export const pagesIn = (language: string): string[] => globSync('**/*.mdx', { cwd: join(docs, language) }).sort();

/** Those of some pages that are written in a language, by their addresses there: `de/hyperparameters`. */
export const translated = (language: string, pages: readonly string[]): string[] =>
  pages.filter((page) => pagesIn(language).includes(`${page}.mdx`)).map((page) => `${language}/${page}`);

/** The experiments of a language's pages: each stands alone in that language, too. */
export const figuresIn = (language: string): string[] => [
  ...new Set(
    pagesIn(language).flatMap((page) =>
      [...readFileSync(join(docs, language, page), 'utf8').matchAll(/<Experiment\b[^>]*?\sid="([\w-]+)"/g)].map(
        ([, id = '']) => id,
      ),
    ),
  ),
];

/**
 * The language of a page's frame, and that of its text: a page that is not translated keeps its English text.
 * @param pathname with the base
 */
export function languagesAt(pathname: string): { frame: string | undefined; text: string | undefined } {
  const path = pathname.startsWith(base) ? pathname.slice(base.length) : '';
  const frame = languageIn(path);
  const [, inside = ''] = /^[^/]*\/(.*?)\/?$/.exec(path) ?? [];
  const isWritten = inside.startsWith('embed/') || existsSync(join(docs, `${frame}/${inside || 'index'}.mdx`));
  return { frame, text: frame !== undefined && isWritten ? frame : undefined };
}
