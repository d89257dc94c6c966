/**
 * npm run course -- chapters    lists the pages; `chapters remove momentum` leaves one out, `chapters add momentum`
 *                               restores it
 * npm run course -- pages       prints the length of each page
 * npm run course -- book        prints the built chapter as a PDF
 * npm run course -- sheets      checks the sheets in a folder
 * npm run course -- fonts       subsets the fonts, if a course needs other characters
 *
 * Edit title, authors, address, accent and logo in site.config.ts. `npm run course -- chapters --help` describes one command;
 * `npm run new -- page <name>` writes a page of your own.
 */
import { suggestion } from '../src/engine/spelling.ts';
import { exitWith, helpOf, readOptions, UsageError } from './options.ts';

const verbs: Readonly<Record<string, () => Promise<unknown>>> = {
  chapters: () => import('./course/chapters.ts'),
  pages: () => import('./course/pages.ts'),
  book: () => import('./course/book.ts'),
  sheets: () => import('./course/sheets.ts'),
  fonts: () => import('./course/fonts.ts'),
};

const verb = process.argv[2];
if (verb === undefined || verb.startsWith('-')) {
  readOptions({ url: import.meta.url, name: 'npm run course' }, {});
  console.log(helpOf(import.meta.url));
} else if (Object.hasOwn(verbs, verb)) {
  // Each verb parses its arguments as a separate command.
  process.argv.splice(2, 1);
  await verbs[verb]?.();
} else {
  exitWith(new UsageError(`npm run course has no command "${verb}"${suggestion(verb, Object.keys(verbs))}`));
}
