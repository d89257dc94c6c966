/**
 * Mistakes in content: each is built alone in a small copy of the project, and the build has to reject it with file and
 * line. The messages for many mistakes are tested without a build (tests/widgets/prerender, tests/site/markdown); these
 * cover each stage of a build: reading a page, compiling it, rendering it, and following the links, which comes last
 * and shows that nothing else was rejected.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { plain, root, run } from '../../scripts/command.ts';
import { buildWithout, copyToBuild } from './copy-to-build.ts';

interface Mistake {
  name: string;
  /** The text of the page, from line 7 on. */
  text?: string;
  frontmatter?: string;
  /** The file with the mistake, if it is not the page. */
  file?: string;
  says: RegExp;
}

const PAGE = 'src/content/docs/page.mdx';
/** The line at which `text` begins. */
const LINE = 7;
const mistakes: readonly Mistake[] = [
  {
    name: 'a formula that does not compile',
    text: 'A step is $\\frac{\\alpha}$ long.',
    says: /frac\{\\alpha\} does not compile[\s\S]*page\.mdx:7/,
  },
  {
    name: 'a value out of range',
    text: '<Experiment id="gabor-descent" as="wrong" alpha={-1} />',
    says: /page\.mdx:7[\s\S]*from .* to .*got -1/,
  },
  {
    name: 'links to no page and to no figure',
    text: 'See [the next page](/sgdd/) and [the figure](/page/#gabor-desc).',
    says: /\/sgdd\/[\s\S]*invalid link[\s\S]*\/page\/#gabor-desc[\s\S]*invalid[\s\S]*Found 2 invalid links in 1 file/,
  },
  {
    name: 'a page that is plain Markdown',
    file: 'src/content/docs/plain.md',
    text: '<Experiment id="sgd" />',
    says: /src\/content\/docs\/plain\.md.*rename it to .*plain\.mdx/,
  },
  {
    name: 'a section number that is none',
    frontmatter: "number: 'six'",
    says: /page[\s\S]*a section number such as 6\.1/,
  },
];

/** The project with one page, which is enough for a mistake: the other pages take most of the time of a build. */
function copyOfOnePage(): string {
  const copy = copyToBuild();
  for (const folder of ['src/content/docs', 'src/pages']) rmSync(join(copy, folder), { recursive: true });
  mkdirSync(join(copy, 'src/content/docs'), { recursive: true });
  writeFileSync(join(copy, 'src/content/docs/index.mdx'), '---\ntitle: Notes\n---\n\n<PageList />\n');
  const config = readFileSync(join(root, 'site.config.ts'), 'utf8');
  const list = /(export const groups[^=]*= )\[[\s\S]*?\n\];/;
  if (!list.test(config)) throw new Error('site.config.ts has no groups where they were');
  const groups = config
    .replace(list, "$1[{ label: 'Pages', pages: ['page'] }];")
    .replace(/leftOut: \[[^\]]*\]/, 'leftOut: []');
  writeFileSync(join(copy, 'site.config.ts'), groups);
  return copy;
}

/** The build's message for a page with this content. */
async function builtWith({ text = 'Nothing is wrong.', frontmatter, file }: Mistake) {
  const head = ['---', 'title: A page', frontmatter ?? 'lead: A page for a mistake.', '---'];
  const own = '<Experiment id="gabor-descent" figure="6.1.1" />';
  const lines = [...head, own, '', file === undefined ? text : 'The other file is wrong.', ''];
  if (file === undefined) expect(lines[LINE - 1]).toBe(text);
  writeFileSync(join(copy, PAGE), lines.join('\n'));
  if (file !== undefined) writeFileSync(join(copy, file), `---\ntitle: Another\n---\n\n${text}\n`);
  const { code, output } = await run('astro', ['build'], { directory: copy, quiet: true });
  if (file !== undefined) rmSync(join(copy, file));
  return { code, said: plain(output) };
}

const copy = copyOfOnePage();
afterAll(() => rmSync(copy, { recursive: true, force: true }));

describe('the build of a page', () => {
  it.each(mistakes)('refuses $name', { timeout: 180_000 }, async (mistake) => {
    const { code, said } = await builtWith(mistake);
    expect(said).toMatch(mistake.says);
    expect(code).not.toBe(0);
  });
});

it('a course without two of its pages is built, and nothing leads to them', { timeout: 600_000 }, () =>
  buildWithout(['momentum', 'takeaway']),
);
