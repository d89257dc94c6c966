/**
 * Content that is wrong on purpose: each mistake goes alone into a chapter of a temporary copy of the project, and the
 * build must fail and name the file, the line and what to write instead.
 */
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { plain, root, run } from './command.ts';

interface Mistake {
  name: string;
  /** Goes at the end of the chapter, on lines of its own; absent where the mistake is a file. */
  text?: string;
  /** A file that stands in the project meanwhile. */
  file?: { path: string; text: string };
  /** What the build must say, besides the chapter and the line where the mistake is in its text. */
  says: RegExp;
}

const chapter = 'src/content/docs/gradient-descent.mdx';
const mistakes: readonly Mistake[] = [
  { name: 'a formula that does not compile', text: 'A step is $\\frac{\\alpha}$ long.', says: /frac|KaTeX/ },
  {
    name: 'an experiment that does not exist',
    text: '<Experiment id="gabor-desent" />',
    says: /did you mean "gabor-descent"/,
  },
  {
    name: 'a parameter that does not exist',
    text: '<Experiment id="gabor-descent" as="wrong" alpa={0.1} />',
    says: /did you mean "alpha"/,
  },
  {
    name: 'a misspelt prop of the figure itself',
    text: '<Experiment id="gabor-descent" as="wrong" captoin="Where does it end?" />',
    says: /unknown prop "captoin"; did you mean "caption"/,
  },
  {
    name: 'the number of a figure of another page',
    text: '<Experiment id="gabor-descent" as="wrong" figure="6.2.1" />',
    says: /figure="6\.2\.1" is the number of another figure, at .*\.mdx:\d+/,
  },
  {
    name: 'a value out of range',
    text: '<Experiment id="gabor-descent" as="wrong" alpha={-1} />',
    says: /from .* to .*got -1/,
  },
  {
    name: 'a number that does not exist',
    text: 'It ends at <Value id="gabor-descent" of="los" />.',
    says: /did you mean|it has/,
  },
  {
    name: 'a number that its figure does not have at these values',
    text: 'The loss rises first at step <Value id="gabor-descent" of="firstRise" fixed />.',
    says: /has no firstRise at these values/,
  },
  {
    name: 'a link that sets a figure of another page',
    text: '<Try id="sgd" alpha={0.1}>A smaller rate</Try> helps.',
    says: /"sgd" that this page does not have; it has .*gabor-descent/,
  },
  {
    name: 'a link that sets a figure by a misspelt name',
    text: '<Try id="gabor-descent" as="gabor-ratse" alpha={0.1}>A smaller rate</Try> helps.',
    says: /did you mean "gabor-rates"/,
  },
  {
    name: 'a page that is plain Markdown',
    file: { path: 'src/content/docs/plain.md', text: '---\ntitle: Plain\n---\n\n<Experiment id="sgd" />\n' },
    says: /src\/content\/docs\/plain\.md.*rename it to .*plain\.mdx/,
  },
  {
    name: 'an experiment that is not in the catalogue',
    text: '<Experiment id="unlisted" />',
    file: {
      path: 'src/experiments/stochastic-gradient-descent/unlisted.ts',
      text: "export { default } from './sgd.ts';\n",
    },
    says: /src\/experiments\/unlisted\.ts exists; add its line to src\/experiments\/index\.ts/,
  },
  {
    name: 'links to no page and to no figure',
    text: 'See [the next page](/sgdd/) and [the race](/adam/#optimizer-rac).',
    says: /\/sgdd\/[\s\S]*invalid link[\s\S]*\/adam\/#optimizer-rac[\s\S]*invalid/,
  },
  {
    name: 'a cover whose experiment draws no sheet',
    file: { path: 'src/content/docs/wrong.mdx', text: '---\ntitle: Wrong\ncover: optimizer-race\n---\n' },
    says: /src\/content\/docs\/wrong\.mdx:3.*optimizer-race shows no sheet/,
  },
  {
    name: 'a section number that is none',
    file: { path: 'src/content/docs/wrong.mdx', text: "---\ntitle: Wrong\nnumber: 'six'\n---\n" },
    says: /wrong[\s\S]*a section number such as 6\.1/,
  },
];

export interface MistakeOutcome {
  name: string;
  /** What the build did instead of refusing well; undefined where it did. */
  failure: string | undefined;
}

/** Builds once with each mistake, two at a time. */
export async function checkWrongContent(): Promise<MistakeOutcome[]> {
  const waiting = [...mistakes];
  const outcomes: MistakeOutcome[] = [];
  const lane = async (): Promise<void> => {
    const copy = copyProject();
    try {
      for (let mistake = waiting.shift(); mistake; mistake = waiting.shift()) {
        const failure = await builtWith(copy, mistake);
        console.log(`${failure === undefined ? 'refused' : 'NOT refused well'}: ${mistake.name}`);
        outcomes.push({ name: mistake.name, failure });
      }
    } finally {
      rmSync(copy, { recursive: true, force: true });
    }
  };
  await Promise.all([lane(), lane()]);
  return outcomes;
}

/** What the build neither reads nor may change. */
const left = new Set(['node_modules', 'dist', 'tests', 'audit', 'test-results', '.git', '.astro']);

function copyProject(): string {
  // Below the project, so that modules are found above it: Astro does not work through a linked node_modules.
  mkdirSync(join(root, '.astro'), { recursive: true });
  const copy = mkdtempSync(join(root, '.astro/wrong-content-'));
  for (const entry of readdirSync(root)) {
    if (!left.has(entry)) cpSync(join(root, entry), join(copy, entry), { recursive: true });
  }
  // The checking page compares the engine with the references while it is built.
  // Nor what it has computed for them.
  const kept = join(root, '.astro/kept-checks');
  if (existsSync(kept)) cpSync(kept, join(copy, '.astro/kept-checks'), { recursive: true });
  return copy;
}

async function builtWith(copy: string, { text, file, says }: Mistake): Promise<string | undefined> {
  const original = readFileSync(join(root, chapter), 'utf8').trimEnd();
  writeFileSync(join(copy, chapter), text === undefined ? original : `${original}\n\n${text}\n`);
  if (file) writeFileSync(join(copy, file.path), file.text);
  const { code, output } = await run('astro', ['build'], { directory: copy, quiet: true });
  if (file) rmSync(join(copy, file.path));
  const said = plain(output);
  if (code === 0) return 'the build passed';
  const line = original.split('\n').length + 2;
  const missing = [
    text === undefined || said.includes('gradient-descent.mdx') ? undefined : 'the chapter',
    // The validator of links writes the line below the name of the file, everything else right after it.
    text === undefined || new RegExp(`gradient-descent\\.mdx[\\s\\S]{0,200}?(?<!\\d)${line}(?!\\d)`).test(said)
      ? undefined
      : `line ${line}`,
    says.test(said) ? undefined : `what to write instead (${says.source})`,
  ].filter((part) => part !== undefined);
  return missing.length === 0
    ? undefined
    : `the build failed without naming ${missing.join(', ')}; it said:\n${said.slice(-800)}`;
}
