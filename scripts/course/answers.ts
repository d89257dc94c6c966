/** Questions to a course, and the fault of an answer: a sentence, or undefined. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, extname, join, resolve } from 'node:path';
import { chaptersOf, course, groups } from '../../site.config.ts';
import { suggestion } from '../../src/engine/spelling.ts';
import { isOwn, pages } from '../../src/references/page-widgets.ts';
import { accentTrouble } from '../../src/widgets/build/accent.ts';
import { root } from '../command.ts';

export const chapters: readonly string[] = chaptersOf(groups).flatMap(({ pages }) => pages);
const ownPages = pages.filter((page) => isOwn(readFileSync(join(root, 'src/content/docs', page), 'utf8')));
/** To other pages lead links from code, not from prose: every course has them. */
export const removable: readonly string[] = [
  ...chapters,
  'notes',
  ...ownPages.map((page) => page.replace(/\.mdx$/, '')),
];

const LOGOS = ['.svg', '.png', '.jpg', '.jpeg', '.gif'];
const LARGEST = 100;

export const list = (text: string): string[] =>
  text
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');

export function titleTrouble(text: string): string | undefined {
  if (text.trim() === '') return 'A course wants a title.';
  if (text.length > 60) return `A title of ${text.length} characters does not fit the header: 60 at most.`;
  return /[<>"\\]/.test(text) ? 'A title has no < > " or backslash.' : undefined;
}

export function addressTrouble(text: string): string | undefined {
  if (text === '') return undefined;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol))
    return `The address "${text}" wants its beginning and its path, as in https://uni.example/fitting/.`;
  if (url.search !== '' || url.hash !== '') return 'The address is that of the first page, without ? or #.';
  return undefined;
}

export function colourTrouble(text: string): string | undefined {
  if (text === '') return undefined;
  const wrong = accentTrouble(readFileSync(join(root, 'src/site/tokens.css'), 'utf8'), text);
  return (
    wrong && `The accent cannot be ${text}: ${wrong}. A red (#b5121b), an orange (#b84a00) or a blue (#0b5fa5) can.`
  );
}

export function logoTrouble(text: string): string | undefined {
  // As it is, or none.
  if (text === '' || text === course.logo) return undefined;
  const file = resolve(text);
  if (!existsSync(file)) return `There is no file ${text}: give the logo's path on this machine.`;
  if (!LOGOS.includes(extname(file).toLowerCase()))
    return `${basename(file)} is no picture that a tab shows: ${LOGOS.join(', ')}.`;
  const size = Math.ceil(statSync(file).size / 1000);
  return size > LARGEST ? `${basename(file)} has ${size} KB, and each page loads it: ${LARGEST} at most.` : undefined;
}

export function chaptersTrouble(kept: readonly string[]): string | undefined {
  if (kept.length === 0) return 'One chapter has to stay.';
  const unknown = kept.find((page) => !chapters.includes(page));
  return unknown && `There is no chapter "${unknown}"${suggestion(unknown, chapters)}.`.replace('?.', '?');
}
