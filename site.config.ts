/**
 * Settings of the course, and its list of pages. Edit them here; `npm test -- --only=course` checks them. The command
 * `npm run course -- chapters` edits `leftOut`, and `npm run new` the groups.
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
  // Shown in the header and in every tab; README.md begins with it.
  title: 'Fitting models',

  // One or two sentences for search engines and previews of links.
  description:
    'Live course notes on how models are fitted, after Understanding Deep Learning: every claim is an experiment, and it runs again the moment you touch it.',

  // Authors in the citation: ['Ada Lovelace', 'Charles Babbage']; empty for the authors of the notes. CITATION.cff
  // lists them too.
  authors: [],

  // Address of the published site, with its path: 'https://uni.example/fitting/'. Empty if it is set by the deployment,
  // as on GitHub Pages.
  address: '',

  // The colour of controls and links, '#b5121b'; empty for magenta. It must be dark enough for text on the light page;
  // on the dark page a lighter one is derived from it. Avoid green, violet and dark blue: figures draw other runs in
  // these colours.
  accent: '',

  // A picture in public/, SVG, PNG or JPEG, shown beside the title and in the tab; empty for the mark of the notes.
  logo: '',

  // Pages that are not published. Their files are kept, and so are the tests of their claims.
  leftOut: [],

  // True if search engines are to leave out all pages.
  unlisted: false,

  // Other hosts whose pages may be shown in a frame: ['https://www.youtube-nocookie.com']
  frames: [],
};

/** A group of pages in the list of pages. */
export interface Group {
  label: string;
  /** True for a chapter: the header links to it, and the book, the citation and the checks include its pages. */
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

/** Path of the site if no address is set. */
const DEFAULT_BASE = '/fitting-models/';
const published = course.address === '' ? undefined : new URL(course.address);

/** `owner/name` on GitHub if the build runs there; links to the source and to editing need it. */
const slug = process.env['GITHUB_REPOSITORY'];

/**
 * Starts and ends with a slash; `/` for the page of a user or an organisation. The deployment and tests set SITE_BASE.
 */
export const base = withSlashes(process.env['SITE_BASE'] ?? published?.pathname ?? DEFAULT_BASE);

/** Origin of the published site; undefined on a machine that does not publish, and then there is no sitemap. */
export const site = process.env['SITE_URL'] ?? published?.origin;

/** The repository's address, if it is known. */
export const repository = slug && `https://github.com/${slug}`;

export const { title, description } = course;

/** The groups, with only the pages that are published. */
export const shownGroups = groups
  .map((group) => ({ ...group, pages: group.pages.filter((page) => !course.leftOut.includes(page)) }))
  .filter(({ pages }) => pages.length > 0);

export const chaptersOf = (all: readonly Group[]): readonly Group[] => all.filter(({ chapter }) => chapter === true);

/** The chapters, with only the pages that are published. */
export const shownChapters = chaptersOf(shownGroups);

/** The number at the start of a chapter's label: `Chapter 7`, `7 Gradients and initialization`. */
const numberIn = (label: string): string | undefined => /^(?:Chapter )?(\d{1,2})\b/.exec(label)?.[1];

/** A chapter's short name in the header, where its title does not fit: `Chapter 7`; its label if that has no number. */
export const shortOf = ({ label }: Group): string => {
  const number = numberIn(label);
  return number === undefined ? label : `Chapter ${number}`;
};

/** Chapters as named in a sentence: `chapter 6`, `chapters 6 and 7`; by their labels if one has no number. */
export function saidOf(chapters: readonly Group[]): string {
  const numbers = chapters.map(({ label }) => numberIn(label));
  const names = numbers.every((number) => number !== undefined) ? numbers : chapters.map(({ label }) => label);
  const listed = names.join(', ').replace(/, ([^,]*)$/, ' and $1');
  return names === numbers ? `chapter${names.length === 1 ? '' : 's'} ${listed}` : listed;
}

function withSlashes(path: string): string {
  return `/${path}/`.replace(/\/{2,}/g, '/');
}
