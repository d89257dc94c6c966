/**
 * npm run course -- settings   asks for what makes these notes your course, and writes it
 * npm run course -- settings --title="Fitting, summer term" --author="Ada Lovelace" --yes
 *
 * Everything is written to site.config.ts, from which header, tabs, previews, sitemap, embeds and the page About take it; the
 * logo into public/, the citation into CITATION.cff, your name into LICENSE and LICENSE-CONTENT, the title into README.md.
 * A setting given by an option is not asked for. Run it again whenever something has changed.
 *
 *   --title         in the header and in every tab
 *   --description   one or two sentences for search engines
 *   --author        who is cited; several with commas between them
 *   --address       where it will be published, with the path: https://uni.example/fitting/; empty for GitHub Pages, which
 *                   knows it
 *   --accent        the colour of what readers touch: #b5121b; empty for magenta
 *   --logo          a picture on this machine, svg or png, 100 KB at most
 *   --chapters      those that stay, with commas between them; the others are left out, and
 *                   npm run course -- chapters takes them back
 *   --yes           asks nothing: what no option gives stays as it is
 */
import { cancel, intro, isCancel, multiselect, outro, text } from '@clack/prompts';
import { course } from '../../site.config.ts';
import { exitWith, readOptions, UsageError } from '../options.ts';
import {
  addressTrouble,
  chapters,
  chaptersTrouble,
  colourTrouble,
  list,
  logoTrouble,
  titleTrouble,
} from './answers.ts';
import { writeCourse } from './write.ts';

const { values } = readOptions(
  { url: import.meta.url, name: 'npm run course -- settings' },
  {
    title: { type: 'string' },
    description: { type: 'string' },
    author: { type: 'string' },
    address: { type: 'string' },
    accent: { type: 'string' },
    logo: { type: 'string' },
    chapters: { type: 'string' },
    yes: { type: 'boolean', default: false },
  },
);
const asks = !values.yes && process.stdin.isTTY && process.stdout.isTTY;

interface Question {
  message: string;
  now: string;
  trouble?: (answer: string) => string | undefined;
}

/** The value of an option, else the answer, else the value that is there. */
async function answer(
  given: string | undefined,
  { message, now, trouble = () => undefined }: Question,
): Promise<string> {
  const wrong = given === undefined ? undefined : trouble(given);
  if (wrong !== undefined) throw new UsageError(wrong);
  if (given !== undefined || !asks) return given ?? now;
  const said = await text({ message, initialValue: now, validate: (typed) => trouble(typed ?? '') });
  return isCancel(said) ? leave() : (said ?? '');
}

async function keptChapters(): Promise<readonly string[]> {
  const now = chapters.filter((page) => !course.leftOut.includes(page));
  const given = values.chapters === undefined ? undefined : list(values.chapters);
  const wrong = given && chaptersTrouble(given);
  if (wrong !== undefined) throw new UsageError(wrong);
  if (given !== undefined || !asks) return given ?? now;
  const options = chapters.map((value) => ({ value, label: value }));
  const said = await multiselect({ message: 'Which chapters stay? (space bar)', options, initialValues: now });
  return isCancel(said) ? leave() : said;
}

function leave(): never {
  cancel('Nothing is changed.');
  process.exit(1);
}

try {
  if (!asks && !values.yes && Object.keys(values).length < 2)
    throw new UsageError(
      'settings asks in a terminal, and there is none: give options, or --yes. `npm run course -- settings --help` says which.',
    );
  if (asks) intro('What makes these notes your course');
  const title = await answer(values.title, { message: 'Title', now: course.title, trouble: titleTrouble });
  const description = await answer(values.description, {
    message: 'In one or two sentences, for search engines',
    now: course.description,
  });
  const authors = await answer(values.author, {
    message: 'Who is cited? (several with commas; empty for the authors of the notes)',
    now: course.authors.join(', '),
  });
  const address = await answer(values.address, {
    message: 'Address at which it will be published (empty for GitHub Pages, which knows it)',
    now: course.address,
    trouble: addressTrouble,
  });
  const accent = await answer(values.accent, {
    message: 'Colour of what readers touch, as #b5121b (empty for magenta)',
    now: course.accent,
    trouble: colourTrouble,
  });
  const logo = await answer(values.logo, {
    message: 'Path of a logo, svg or png (empty for the mark of the notes)',
    now: course.logo,
    trouble: logoTrouble,
  });
  const kept = await keptChapters();
  const leftOut = [
    ...chapters.filter((page) => !kept.includes(page)),
    ...course.leftOut.filter((page) => !chapters.includes(page)),
  ];
  const written = await writeCourse(
    { ...course, title, description, authors: list(authors), address, accent, leftOut },
    logo,
  );
  if (asks) outro('Written');
  for (const line of written) console.log(line);
} catch (error) {
  exitWith(error);
}
