/**
 * Whose course this is, and which pages it has. Edit it here; `npm test -- --only=course` checks it. `npm run course -- chapters`
 * writes `leftOut`, and `npm run new` the groups.
 */
export interface Course {
  title: string;
  description: string;
  authors: readonly string[];
  address: string;
  accent: string;
  logo: string;
  leftOut: readonly string[];
  unlisted: boolean;
  frames: readonly string[];
}

export const course: Course = {
  // In the header and in every tab; README.md begins with it.
  title: 'Fitting models',

  // One or two sentences for search engines and previews of links.
  description:
    'Live course notes on how models are fitted, after Understanding Deep Learning: every claim is an experiment, and it runs again the moment you touch it.',

  // Who is cited: ['Ada Lovelace', 'Charles Babbage']; empty for the authors of the notes. CITATION.cff has them too.
  authors: [],

  // Where it is published, with the path: 'https://uni.example/fitting/'. Empty if the deployment knows it, as GitHub Pages does.
  address: '',

  // The colour of what readers touch, '#b5121b'; empty for magenta. It must be dark enough for text on the light page, and
  // is made lighter for the dark one. Green, violet and dark blue are taken: figures draw other runs with them.
  accent: '',

  // A picture in public/, SVG, PNG or JPEG, shown beside the title and in the tab; empty for the mark of the notes.
  logo: '',

  // Pages that are not published. Their files stay, and so do the tests of what they claim.
  leftOut: [],

  // Whether search engines are asked to leave all pages out.
  unlisted: false,

  // Other hosts whose pages may be shown in a frame: ['https://www.youtube-nocookie.com']
  frames: [],
};

/** Pages that belong together, as the list of pages has them. */
export interface Group {
  label: string;
  /** Whether it is a chapter: the header leads to it, and the book, the citation and the checks have its pages. */
  chapter?: boolean;
  pages: readonly string[];
}

/** The list of pages, group by group, in their order. */
export const groups: readonly Group[] = [
  {
    label: 'Chapter 6',
    chapter: true,
    pages: [
      'gradient-descent',
      'stochastic-gradient-descent',
      'momentum',
      'adam',
      'hyperparameters',
      'takeaway',
      'on-one-screen',
      'since-the-book',
    ],
  },
  {
    label: 'Your turn',
    pages: ['laboratory', 'laboratory/tasks', 'homework', 'my-sheet'],
  },
  { label: 'Teaching', pages: ['for-teachers', 'check-sheets'] },
  { label: 'Reference', pages: ['notes', 'experiments', 'checks', 'notation', 'about'] },
];

/** Path below which the site is seen where nothing says where it will be published. */
const DEFAULT_BASE = '/fitting-models/';
const published = course.address === '' ? undefined : new URL(course.address);

/** `owner/name` on GitHub, where the build runs there: source and edit links need it. */
const slug = process.env['GITHUB_REPOSITORY'];

/** Starts and ends with a slash; `/` for a user's or an organisation's own page. The deployment and tests set SITE_BASE. */
export const base = withSlashes(process.env['SITE_BASE'] ?? published?.pathname ?? DEFAULT_BASE);

/** Origin of the published site; absent on a machine that does not publish, and then there is no sitemap. */
export const site = process.env['SITE_URL'] ?? published?.origin;

/** The repository's address, where it is known. */
export const repository = slug && `https://github.com/${slug}`;

export const { title, description } = course;

/** The groups with the pages that are published. */
export const shownGroups = groups
  .map((group) => ({ ...group, pages: group.pages.filter((page) => !course.leftOut.includes(page)) }))
  .filter(({ pages }) => pages.length > 0);

export const chaptersOf = (all: readonly Group[]): readonly Group[] => all.filter(({ chapter }) => chapter === true);

/** The chapters with the pages that are published. */
export const shownChapters = chaptersOf(shownGroups);

/** The number with which the label of a chapter begins: `Chapter 7`, `7 Gradients and initialization`. */
const numberIn = (label: string): string | undefined => /^(?:Chapter )?(\d{1,2})\b/.exec(label)?.[1];

/** A chapter in the header, where there is no room for its title: `Chapter 7`; by its label where that has no number. */
export const shortOf = ({ label }: Group): string => {
  const number = numberIn(label);
  return number === undefined ? label : `Chapter ${number}`;
};

/** Chapters in a sentence: `chapter 6`, `chapters 6 and 7`; by their labels where one has no number. */
export function saidOf(chapters: readonly Group[]): string {
  const numbers = chapters.map(({ label }) => numberIn(label));
  const names = numbers.every((number) => number !== undefined) ? numbers : chapters.map(({ label }) => label);
  const listed = names.join(', ').replace(/, ([^,]*)$/, ' and $1');
  return names === numbers ? `chapter${names.length === 1 ? '' : 's'} ${listed}` : listed;
}

function withSlashes(path: string): string {
  return `/${path}/`.replace(/\/{2,}/g, '/');
}
