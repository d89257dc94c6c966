/** Plans for each kind of new thing: files, lines in lists, and next steps. */
import { globSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chaptersOf, course, groups, shownChapters } from '../../site.config.ts';
import { problems } from '../../src/engine/index.ts';
import { allOptimizers } from '../../src/engine/optimizers/since-the-book.ts';
import { suggestion } from '../../src/engine/spelling.ts';
import { experiments } from '../../src/experiments/index.ts';
import { withCitation } from '../../src/site/citation.ts';
import { root } from '../command.ts';
import { CONFIG, withPage } from '../course/config-text.ts';
import { UsageError } from '../options.ts';
import { withCatalogueLine, withExperimentLine, withFigure } from './lists.ts';
import { checkExported, checkName } from './names.ts';
import type { Rendered } from './render.ts';

export interface Plan {
  name: string;
  files: readonly Rendered[];
  /** Texts of the lists to change. */
  lists: Readonly<Record<string, string>>;
  /** The next commands or edits, and their reasons. */
  next: readonly (readonly [what: string, why: string])[];
  /** Fills in further placeholders of the template. */
  fill?: (text: string) => string;
}

const read = (file: string): string => readFileSync(join(root, file), 'utf8');
const DOCS = 'src/content/docs';
/** The last step for everything that has links. */
const FREEZE = [
  'npx vitest run tests/frozen-links.test.ts -u',
  'makes its links permanent, once its names are those that you want; until then npm test fails',
] as const;
const pagesWritten = (): string[] =>
  globSync('*.mdx', { cwd: join(root, DOCS) }).map((file) => file.slice(0, -'.mdx'.length));

function planOptimizer(given: string | undefined): Plan {
  const name = checkName(
    'optimizer',
    given,
    Object.values(allOptimizers).map(({ id }) => id),
  );
  checkExported(name);
  const list = 'src/engine/optimizers/index.ts';
  return {
    name,
    files: [
      { template: 'optimizer.ts', file: `src/engine/optimizers/${name}.ts` },
      { template: 'optimizer.test.ts', file: `tests/engine/optimizers/${name}.test.ts` },
      { template: 'optimizer.py', file: `verification/reference/optimizers/${name}.py` },
    ],
    lists: { [list]: withCatalogueLine(read(list), name) },
    next: [
      ['npx vitest run tests/engine/optimizers', 'what every rule must do, and its own two steps by hand'],
      [
        'src/experiments/kit/rule-names.ts and network-rates.ts',
        'want its names and its first rates, for the laboratory; npm run types names them',
      ],
      [
        `npm run reference --prefix verification -- ${name}`,
        'PyTorch, and its own Python, in a minute; until then tests/references fail for it',
      ],
      [`npm run mutate --prefix verification -- ${name}`, 'whether the tests notice three mutations of its lines'],
    ],
  };
}

function planProblem(given: string | undefined): Plan {
  const name = checkName(
    'problem',
    given,
    Object.values(problems).map(({ id }) => id),
  );
  checkExported(name);
  const list = 'src/engine/problems/index.ts';
  return {
    name,
    files: [
      { template: 'problem.ts', file: `src/engine/problems/${name}.ts` },
      { template: 'problem.test.ts', file: `tests/engine/problems/${name}.test.ts` },
      { template: 'problem.py', file: `verification/reference/problems/${name}.py` },
    ],
    lists: { [list]: withCatalogueLine(read(list), name) },
    next: [
      ['npx vitest run tests/engine/problems', 'its gradient against differences of its loss'],
      [
        `npm run reference --prefix verification -- ${name}`,
        'its slopes by PyTorch, and its own Python; until then tests/references fail for it',
      ],
    ],
  };
}

/** Adds an experiment as the last figure of a page, if one is given. */
function figureLine(id: string, page: string): string {
  const text = pagesWritten().includes(page) ? read(`${DOCS}/${page}.mdx`) : '';
  const numbers = [...text.matchAll(/\bfigure="(\d[\d.]*)"/g)].map(([, number = '']) => number);
  return `<Experiment id="${id}"${numbers.length > 0 ? ` figure="${nextNumber(numbers)}"` : ''} />`;
}

function planExperiment(given: string | undefined, { section, page }: Options): Plan {
  const name = checkName('experiment', given, Object.keys(experiments));
  const known = readdirSync(join(root, 'src/experiments'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'kit')
    .map((entry) => entry.name);
  const sections = [...new Set([...known, ...groups.flatMap(({ pages }) => pages)])];
  if (section === undefined) throw new UsageError(`an experiment needs --section=…, one of ${known.join(', ')}`);
  if (!sections.includes(section))
    throw new UsageError(`no chapter is called "${section}"${suggestion(section, sections)}`);
  const pages = pagesWritten();
  if (page !== undefined && !pages.includes(page))
    throw new UsageError(`no page is called "${page}"${suggestion(page, pages)}`);
  const list = 'src/experiments/index.ts';
  const figure = figureLine(name, page ?? section);
  const file = `${DOCS}/${page ?? section}.mdx`;
  return {
    name,
    files: [
      { template: 'experiment.ts', file: `src/experiments/${section}/${name}.ts` },
      { template: 'experiment.test.ts', file: `tests/experiments/${section}/${name}.test.ts` },
    ],
    lists: {
      [list]: withExperimentLine(read(list), name, section),
      ...(page !== undefined && { [file]: withFigure(read(file), figure) }),
    },
    next: [
      [`npm run experiment -- ${name} --format=svg > picture.svg`, 'what it draws'],
      [`npx vitest run tests/experiments/catalogue.test.ts -t "experiment ${name}"`, 'what every experiment must do'],
      [`npx vitest run tests/experiments/${section}/${name}.test.ts`, 'what it claims, by numbers of another source'],
      [
        `npm run reference --prefix verification -- ${name}`,
        'runs its script with NumPy; until then tests/experiments/python.full.test.ts fails for it',
      ],
      page === undefined
        ? [figure, `shows it, on a page such as ${file}`]
        : [file, 'has it before its exercises: put it where its text is, with two or three <Try>s'],
      [
        'verification/independent/',
        'needs a claim for each of its numbers that a page quotes; until then tests/content/independent.full.test.ts lists them',
      ],
      FREEZE,
    ],
  };
}

/** Paths that are routes rather than pages. */
const ROUTES = ['embed', 'figures', 'precomputed', 'sandbox'];

/** @throws UsageError if another page has the number, or if it is not a number */
function checkNumber(own: string, numbers: readonly string[]): void {
  if (!/^(?=.*\d)[\p{L}\d]+([.-][\p{L}\d]+)*$/u.test(own))
    throw new UsageError(`--number must be a number such as 6.6 or W1; got "${own}"`);
  if (numbers.includes(own))
    throw new UsageError(`another chapter has the number ${own}; there are ${numbers.join(', ')}`);
}

const numbersOf = (pages: readonly string[]): string[] =>
  pages.flatMap((page) => /^number: '?([^'\n]+)'?$/m.exec(read(`${DOCS}/${page}.mdx`))?.[1] ?? []);

/** Plans a page in a chapter's group: the last one, unless another is named or it comes after another page. */
function planChapter(given: string | undefined, { number, after, group }: Options): Plan {
  const pages = pagesWritten();
  const name = checkName('chapter', given, [...pages, ...ROUTES]);
  const numbers = numbersOf(pages);
  if (after !== undefined && group !== undefined) throw new UsageError('give a chapter --after or --group, not both');
  const chapters = chaptersOf(groups);
  const pagesOfAll = chapters.flatMap(({ pages }) => pages);
  if (after !== undefined && !groups.some(({ pages }) => pages.includes(after)))
    throw new UsageError(`the sidebar has no "${after}"${suggestion(after, pagesOfAll)}`);
  if (
    group !== undefined &&
    groups.some(({ label }) => label === group) &&
    !chapters.some(({ label }) => label === group)
  )
    throw new UsageError(
      `"${group}" is a group, not a chapter: add a page to it with npm run new -- page; chapters are ${chapters.map(({ label }) => label).join(', ')}`,
    );
  const within = group ?? chapters.at(-1)?.label ?? 'Chapter 1';
  const own = number ?? firstNumber(within, pages) ?? nextNumber(numbers.filter((one) => /^[\d.]+$/.test(one)));
  checkNumber(own, numbers);
  const isFirst = after === undefined && !chapters.some(({ label }) => label === within);
  const cited = [...shownChapters, { label: within, chapter: true, pages: [name] }];
  return {
    name,
    files: [{ template: 'chapter.mdx', file: `${DOCS}/${name}.mdx` }],
    lists: {
      [CONFIG]: withPage(read(CONFIG), name, after === undefined ? { group: within, chapter: true } : { after }),
      ...(isFirst && { 'CITATION.cff': withCitation(read('CITATION.cff'), course, cited) }),
    },
    fill: (text) => text.replaceAll('NUMBER', own),
    next: [
      ['npm run dev', `shows it while you write, at /${name}/; its lead and its description wait for yours`],
      ['npm test -- --only=course', 'its formulas, figures, links and numbers, and how it reads aloud'],
      FREEZE,
    ],
  };
}

/** Plans a course's own page: with any number or none, in a group of its own unless it comes after another page. */
function planPage(given: string | undefined, { number, after, group }: Options): Plan {
  const pages = pagesWritten();
  const name = checkName('page', given, [...pages, ...ROUTES]);
  if (number !== undefined) checkNumber(number, numbersOf(pages));
  if (after !== undefined && group !== undefined) throw new UsageError('give a page --after or --group, not both');
  const known = groups.flatMap((one) => one.pages);
  if (after !== undefined && !known.includes(after))
    throw new UsageError(`the sidebar has no "${after}"${suggestion(after, known)}`);
  return {
    name,
    files: [{ template: 'page.mdx', file: `${DOCS}/${name}.mdx` }],
    lists: {
      [CONFIG]: withPage(read(CONFIG), name, after === undefined ? { group: group ?? 'This course' } : { after }),
    },
    fill: (text) => text.replace(/^number: NUMBER\n/m, number === undefined ? '' : `number: '${number}'\n`),
    next: [
      ['npm run dev', `shows it while you write, at /${name}/; every sentence in it waits for yours`],
      ['npm test -- --only=course', 'its formulas, figures, links and numbers, and how it reads aloud'],
    ],
  };
}

/** `7.1` in a chapter 7 that has no pages yet. */
function firstNumber(label: string, pages: readonly string[]): string | undefined {
  const chapter = /\d+/.exec(label)?.[0];
  if (chapter === undefined) return undefined;
  const there = numbersOf(pages).filter((one) => one.startsWith(`${chapter}.`));
  return there.length === 0 ? `${chapter}.1` : nextNumber(there);
}

/** One more than the last: 6.6 after 6.5. */
function nextNumber(numbers: readonly string[]): string {
  const last = numbers
    .map((one) => one.split('.').map(Number))
    .sort(([a = 0, b = 0], [c = 0, d = 0]) => a - c || b - d)
    .at(-1);
  if (!last) return '1';
  return [...last.slice(0, -1), (last.at(-1) ?? 0) + 1].join('.');
}

interface Options {
  section?: string;
  page?: string;
  number?: string;
  after?: string;
  group?: string;
}

/** @throws UsageError if the name or an option makes no sense */
export function planOf(kind: string | undefined, name: string | undefined, options: Options): Plan {
  switch (kind) {
    case 'optimizer':
      return planOptimizer(name);
    case 'problem':
      return planProblem(name);
    case 'experiment':
      return planExperiment(name, options);
    case 'chapter':
      return planChapter(name, options);
    case 'page':
      return planPage(name, options);
    default:
      throw new UsageError(
        `${kind === undefined ? 'missing argument' : `unknown argument "${kind}"`}: optimizer, problem, experiment, chapter or page; see npm run new -- --help`,
      );
  }
}
