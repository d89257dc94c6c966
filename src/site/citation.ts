/** The citation of the course, for CITATION.cff and the page About. */
import { type Course, chaptersOf, type Group, saidOf, shownChapters } from '../../site.config.ts';

/** The notes on which every course is based. */
export const NOTES = 'Fitting models';

type Cited = Pick<Course, 'title' | 'authors' | 'address'>;

export const isMadeFromNotes = ({ title, authors }: Cited): boolean => title !== NOTES || authors.length > 0;

export const citedTitle = ({ title }: Pick<Course, 'title'>, chapters: readonly Group[] = shownChapters): string =>
  `${title}: notes you can run, on ${saidOf(chaptersOf(chapters))} of Understanding Deep Learning`;

const quoted = (text: string): string => JSON.stringify(text);

/** CITATION.cff with the course's title, authors, address and chapters; the rest of the file stays. */
export function withCitation(cff: string, course: Cited, chapters: readonly Group[] = shownChapters): string {
  const names = course.authors.length > 0 ? course.authors : [`The authors of ${course.title}`];
  const authors = `authors:\n${names.map((name) => `  - name: ${quoted(name)}\n`).join('')}`;
  const address = course.address === '' ? '' : `url: ${quoted(course.address)}\n`;
  return cff
    .replace(/^title: .*$/m, () => `title: ${quoted(citedTitle(course, chapters))}`)
    .replace(/^url: .*\n/m, '')
    .replace(/^authors:\n(?: {2}.*\n)+/m, () => `${authors}${address}`);
}
