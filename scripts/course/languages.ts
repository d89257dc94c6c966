/**
 * npm run course -- languages                      the languages that have words, their pages, and which of
 *                                                  them the site speaks
 * npm run course -- languages add de               the site speaks it: its pages are built, beside the English ones
 * npm run course -- languages remove de            the site no longer speaks it; its pages and words stay
 * npm run course -- languages missing de           what its pages say that it has no word for; ends with 1
 *                                                  where there is something
 * npm run course -- languages missing de momentum  the same of an English page, before it is translated
 *
 * Missing words are printed as lines for src/widgets/words/languages/<code>.ts, with nothing on their right. A language
 * begins with a copy of the German file.
 */
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { course } from '../../site.config.ts';
import { suggestion } from '../../src/engine/spelling.ts';
import { languagesWritten, pagesIn } from '../../src/site/languages.ts';
import { root } from '../command.ts';
import { exitWith, readOptions, UsageError } from '../options.ts';
import { CONFIG, formatConfig, readConfig, withCourse } from './config-text.ts';

const isOn = (code: string): boolean => course.languages.includes(code);

function show(): void {
  for (const code of languagesWritten) {
    const pages = pagesIn(code).map((page) => page.replace(/\.mdx$/, ''));
    console.log(`${code}${isOn(code) ? '' : '  (the site does not speak it)'}: ${pages.join(', ') || 'no page yet'}`);
  }
}

async function speak(languages: readonly string[]): Promise<void> {
  writeFileSync(join(root, CONFIG), withCourse(readConfig(), { ...course, languages }));
  formatConfig();
}

async function add(code: string): Promise<void> {
  if (isOn(code)) throw new UsageError(`the site speaks ${code} already`);
  await speak([...course.languages, code]);
  console.log(
    `the site speaks ${code}: site.config.ts says so. npm run course -- languages missing ${code} names what it lacks.`,
  );
}

async function remove(code: string): Promise<void> {
  if (!isOn(code)) throw new UsageError(`the site does not speak ${code}`);
  await speak(course.languages.filter((one) => one !== code));
  console.log(`the site speaks ${code} no more: site.config.ts says so.`);
}

/** @param page an English one; without it, all that are written in the language */
async function missing(code: string, page: string | undefined): Promise<void> {
  if (page !== undefined && !existsSync(join(root, `src/content/docs/${page}.mdx`)))
    throw new UsageError(`there is no src/content/docs/${page}.mdx`);
  // The engine and all experiments with it.
  const { commonTexts, languageOf, missingFrom, pageTexts } = await import('./languages/missing.ts');
  const language = await languageOf(code);
  const own = page === undefined ? pagesIn(code).map((one) => `${code}/${one}`) : [`${page}.mdx`];
  const texts = new Set<string>();
  for (const { live, built } of [commonTexts(), ...(await Promise.all(own.map(pageTexts)))])
    for (const text of [...live, ...built]) texts.add(text);
  const lines = missingFrom({ ...language.built, ...language.live }, texts).map((text) => `    ${quoted(text)}: '',`);
  for (const line of lines) console.log(line);
  console.error(`${lines.length} missing, of ${texts.size} texts of ${own.join(', ') || 'no page'}`);
  process.exitCode = lines.length > 0 ? 1 : 0;
}

const quoted = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

const { positionals } = readOptions({ url: import.meta.url, name: 'npm run course -- languages' }, {}, { words: true });
try {
  const [verb, code, page, ...more] = positionals;
  if (verb === undefined) show();
  else if (verb !== 'add' && verb !== 'remove' && verb !== 'missing')
    throw new UsageError(`npm run course -- languages add, remove or missing, and a language; not "${verb}"`);
  else if (code === undefined || more.length > 0 || (page !== undefined && verb !== 'missing'))
    throw new UsageError(`one language at a time: npm run course -- languages ${verb} ${languagesWritten[0]}`);
  else if (!languagesWritten.includes(code))
    throw new UsageError(
      `there is no src/widgets/words/languages/${code}.ts${suggestion(code, languagesWritten)}; begin with a copy of de.ts`,
    );
  else await (verb === 'add' ? add(code) : verb === 'remove' ? remove(code) : missing(code, page));
} catch (error) {
  exitWith(error);
}
