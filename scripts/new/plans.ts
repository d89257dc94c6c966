/** What each kind of new thing takes: files, lines of lists, and what comes next. */
import { globSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { optimizers, problems } from '../../src/engine/index.ts';
import { suggestion } from '../../src/engine/spelling.ts';
import { experiments } from '../../src/experiments/index.ts';
import { root } from '../command.ts';
import { UsageError } from '../options.ts';
import { sidebarGroups, withCatalogueLine, withExperimentLine, withSidebarPage } from './lists.ts';
import { checkExported, checkName } from './names.ts';
import type { Rendered } from './render.ts';

export interface Plan {
  name: string;
  files: readonly Rendered[];
  /** Texts of lists that get a line. */
  lists: Readonly<Record<string, string>>;
  /** What to run or to write next, and why. */
  next: readonly (readonly [what: string, why: string])[];
  /** What stands in the template besides the name. */
  fill?: (text: string) => string;
}

const read = (file: string): string => readFileSync(join(root, file), 'utf8');
const DOCS = 'src/content/docs';
const pagesWritten = (): string[] =>
  globSync('*.mdx', { cwd: join(root, DOCS) }).map((file) => file.slice(0, -'.mdx'.length));

function planOptimizer(given: string | undefined): Plan {
  const name = checkName(
    'optimizer',
    given,
    Object.values(optimizers).map(({ id }) => id),
  );
  checkExported(name);
  const list = 'src/engine/optimizers/index.ts';
  return {
    name,
    files: [
      { template: 'optimizer.ts', file: `src/engine/optimizers/${name}.ts` },
      { template: 'optimizer.test.ts', file: `tests/engine/optimizers/${name}.test.ts` },
      { template: 'optimizer.py', file: `tests/engine/optimizers/${name}.py` },
    ],
    lists: { [list]: withCatalogueLine(read(list), name) },
    next: [
      ['npx vitest run tests/engine/optimizers', 'what every rule must do, and its own two steps by hand'],
      [
        `npm run reference -- ${name}`,
        'PyTorch, and its own Python, in a minute; until then tests/references fail for it',
      ],
      [`npm run mutate -- ${name}`, 'whether the tests notice three slips of its lines'],
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
      { template: 'problem.py', file: `tests/engine/problems/${name}.py` },
    ],
    lists: { [list]: withCatalogueLine(read(list), name) },
    next: [
      ['npx vitest run tests/engine/problems', 'its gradient against differences of its loss'],
      [
        `npm run reference -- ${name}`,
        'its slopes by PyTorch, and its own Python; until then tests/references fail for it',
      ],
    ],
  };
}

function planExperiment(given: string | undefined, section: string | undefined): Plan {
  const name = checkName('experiment', given, Object.keys(experiments));
  const known = readdirSync(join(root, 'src/experiments'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'kit')
    .map((entry) => entry.name);
  const sections = [...new Set([...known, ...sidebarGroups(read('astro.config.mjs')).flat()])];
  if (section === undefined) throw new UsageError(`an experiment wants --section=…, one of ${known.join(', ')}`);
  if (!sections.includes(section))
    throw new UsageError(`no chapter is called "${section}"${suggestion(section, sections)}`);
  const list = 'src/experiments/index.ts';
  return {
    name,
    files: [
      { template: 'experiment.ts', file: `src/experiments/${section}/${name}.ts` },
      { template: 'experiment.test.ts', file: `tests/experiments/${section}/${name}.test.ts` },
    ],
    lists: { [list]: withExperimentLine(read(list), name, section) },
    next: [
      [`npm run experiment -- ${name} --format=svg > picture.svg`, 'what it draws'],
      [`npx vitest run tests/experiments/catalogue.test.ts -t "experiment ${name}"`, 'what every experiment must do'],
      [`npx vitest run tests/experiments/${section}/${name}.test.ts`, 'what it claims, by numbers of another source'],
      [
        `npm run reference -- ${name}`,
        'runs its script with NumPy; until then tests/experiments/python.test.ts fails for it',
      ],
      [`<Experiment id="${name}" />`, 'on a page of src/content/docs shows it'],
    ],
  };
}

function planChapter(given: string | undefined, { number, after }: { number?: string; after?: string }): Plan {
  const pages = pagesWritten();
  const name = checkName('chapter', given, [...pages, 'embed', 'figures', 'precomputed']);
  const config = 'astro.config.mjs';
  const texts = pages.map((page) => read(`${DOCS}/${page}.mdx`));
  const numbers = texts.flatMap((text) => /^number: '([^']+)'/m.exec(text)?.[1] ?? []);
  const own = number ?? nextNumber(numbers);
  if (!/^[\w.]+$/.test(own)) throw new UsageError(`--number wants a number such as 6.6; got "${own}"`);
  if (numbers.includes(own))
    throw new UsageError(`another chapter has the number ${own}; there are ${numbers.join(', ')}`);
  const chapters = sidebarGroups(read(config))[0] ?? [];
  const last = after ?? chapters.at(-1) ?? '';
  if (!sidebarGroups(read(config)).flat().includes(last))
    throw new UsageError(`the sidebar has no "${last}"${suggestion(last, chapters)}`);
  return {
    name,
    files: [{ template: 'chapter.mdx', file: `${DOCS}/${name}.mdx` }],
    lists: { [config]: withSidebarPage(read(config), name, last) },
    fill: (text) => text.replaceAll('NUMBER', own),
    next: [
      ['npm run dev', `shows it while you write, at /${name}/; its lead and its description wait for yours`],
      ['npx vitest run tests/content', 'its formulas, figures, links and numbers'],
    ],
  };
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

/** @throws UsageError where the name or an option makes no sense */
export function planOf(
  kind: string | undefined,
  name: string | undefined,
  options: { section?: string; number?: string; after?: string },
): Plan {
  switch (kind) {
    case 'optimizer':
      return planOptimizer(name);
    case 'problem':
      return planProblem(name);
    case 'experiment':
      return planExperiment(name, options.section);
    case 'chapter':
      return planChapter(name, options);
    default:
      throw new UsageError(
        `${kind === undefined ? 'new wants to know what' : `new knows no "${kind}"`}: optimizer, problem, experiment or chapter; npm run new -- --help says more`,
      );
  }
}
