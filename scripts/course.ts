/**
 * npm run course -- chapters    lists the pages; `chapters remove momentum` leaves one out, `chapters add momentum` takes it
 *                               back
 * npm run course -- pages       how long each page is
 * npm run course -- book        prints the built chapter as a PDF
 * npm run course -- sheets      checks the sheets in a folder
 * npm run course -- fonts       subsets the fonts again, if a course needs other letters
 *
 * Title, authors, address, accent and logo are edited in site.config.ts. `npm run course -- chapters --help` says more of each
 * command; `npm run new -- page <name>` writes a page of your own.
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
  exitWith(new UsageError(`npm run course knows no "${verb}"${suggestion(verb, Object.keys(verbs))}`));
}
