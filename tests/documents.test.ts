/** Checks that commands and files from README and CONTRIBUTING work as written. */
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { render } from '../scripts/new/render.ts';
import { course, title } from '../site.config.ts';
import { checkSchema, defaults } from '../src/engine/values.ts';
import type { Experiment } from '../src/figure/experiment.ts';
import { presentWith, runExperiment } from '../src/figure/run.ts';
import { sentence } from '../src/figure/sentence.ts';
import { withCitation } from '../src/site/citation.ts';
import { failure } from './content/compile.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const read = (file: string): string => readFileSync(join(root, file), 'utf8');
const documents = ['README.md', 'CONTRIBUTING.md', 'docs/course.md'];
const contributing = read('CONTRIBUTING.md');

const scriptsOf = (folder: string): string[] =>
  // Cast: every package.json of ours has scripts.
  Object.keys((JSON.parse(read(join(folder, 'package.json'))) as { scripts: Record<string, string> }).scripts);
/** By name; those in verification/ with their folder. */
const commands = new Set([...scriptsOf('.'), ...scriptsOf('verification').map((name) => `${name} in verification`)]);

/** Commands in a text: `npm run audit --prefix verification` is one of verification/. */
const commandsIn = (text: string): string[] =>
  [...text.matchAll(/\bnpm (?:run ([a-z][\w:-]*)|(start|test)\b)(?: --prefix ([a-z]+))?/g)].map(
    ([, script, short, folder]) => `${script ?? short}${folder === undefined ? '' : ` in ${folder}`}`,
  );

/** The first fenced block of a language. */
function block(language: string): string {
  const found = new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'm').exec(contributing)?.[1];
  if (found === undefined) throw new Error(`CONTRIBUTING.md has no block of ${language}`);
  return found;
}

describe.each(documents)('%s', (file) => {
  test('names only scripts that package.json has', () => {
    const named = commandsIn(read(file));
    expect(named.length).toBeGreaterThan(2);
    expect(named.filter((name) => !commands.has(name))).toEqual([]);
  });

  test('links and points only to files that exist', () => {
    const linked = [
      ...read(file).matchAll(/\]\((?!https?:|\/)([^)#]*)(?:#[^)]*)?\)|`((?:src|tests|docs|public)\/[^`<>…\s]+)`/g),
    ];
    const paths = linked
      .map(([, link, code]) => (link ? join(dirname(file), link) : (code ?? '')))
      .filter((path) => path !== '');
    expect(paths.length).toBeGreaterThan(2);
    expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });
});

test('no package.json has a script that neither README nor CONTRIBUTING explains', () => {
  const told = new Set(documents.flatMap((file) => commandsIn(read(file))));
  expect([...commands].filter((name) => !told.has(name))).toEqual([]);
});

test('every `npm run …` that a source, a page or a workflow names is a script', () => {
  const sources = globSync('{scripts,src,tests,docs,.github}/**/*.{ts,tsx,astro,py,md,mdx,yml}', { cwd: root });
  const named = new Set(sources.flatMap((file) => commandsIn(read(file))));
  expect(named).toContain('precompute');
  expect([...named].filter((name) => !commands.has(name))).toEqual([]);
});

test('every `npm run …` that verification/ names is a script of its own, or of the root', () => {
  const sources = globSync('verification/**/*.{ts,py,md}', {
    cwd: root,
    exclude: (path) => path.endsWith('node_modules'),
  });
  const named = new Set(sources.flatMap((file) => commandsIn(read(file))));
  expect(named).toContain('reference');
  expect([...named].filter((name) => !commands.has(name) && !commands.has(`${name} in verification`))).toEqual([]);
});

/** The text after the imports, without its formatting. */
const bare = (text: string): string =>
  text
    .slice(text.indexOf('\n\n'))
    .replace(/\s+/g, '')
    .replace(/,([)}\]])/g, '$1');

describe('the experiment to copy', () => {
  test('runs, and keeps the rules of the catalogue', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'experiment-to-copy-'));
    const file = join(folder, 'contraction.ts');
    const absolute = block('ts').replaceAll("'../../", `'${root}src/`).replaceAll("'../", `'${root}src/experiments/`);
    writeFileSync(file, absolute);
    try {
      // Cast: the module has one export, which TypeScript cannot know.
      const { default: experiment } = (await import(file)) as { default: Experiment };
      const values = defaults(experiment.parameters);
      checkSchema(experiment.parameters);
      const { presentation } = runExperiment(experiment, values);
      // One step of rate 0.3 on a curvature of 2 leaves 1 - 0.6 of the distance, and the square of that of the loss.
      expect(sentence(presentation)).toBe('Each step leaves 16.0\u00a0% of the loss.');
      expect(presentation.panels).toHaveLength(1);
      expect(() => presentWith(experiment, values, () => undefined)).not.toThrow();
      expect(experiment.question).toMatch(/\?$/);
      expect(experiment.caption).toMatch(/\?/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('is short, and the one that npm run new writes', () => {
    expect(block('ts').split('\n').length).toBeLessThan(52);
    const file = { template: 'experiment.ts', file: 'src/experiments/gradient-descent/contraction.ts' };
    expect(bare(block('ts'))).toBe(bare(render(file, 'contraction', [file])));
  });
});

test('the chapter to copy is the one that npm run new writes', () => {
  const file = { template: 'chapter.mdx', file: 'src/content/docs/step-by-step.mdx' };
  expect(block('mdx')).toBe(render(file, 'step-by-step', [file]).replaceAll('NUMBER', '6.6'));
});

test('the chapter to copy compiles', async () => {
  expect(await failure(block('mdx').replace(/^---\n[\s\S]*?\n---\n/, ''))).toBe('compiled');
});

test('the title is written in site.config.ts, and in no page, route or component', () => {
  const sources = globSync('{astro.config.mjs,src/{pages,site,widgets}/**/*.{astro,ts,tsx},src/content.config.ts}', {
    cwd: root,
  });
  expect(sources.length).toBeGreaterThan(30);
  const written = [`>${title}<`, `'${title}'`, `"${title}"`, `: ${title}\n`];
  // The file on which every course is based contains its name.
  const others = sources.filter((file) => file !== 'src/site/citation.ts');
  expect(others.filter((file) => written.some((text) => read(file).includes(text)))).toEqual([]);
  const frontmatter = /^---\n[\s\S]*?\n---\n/.exec(read('src/content/docs/index.mdx'))?.[0];
  expect(frontmatter).toContain('ownTitle:');
  expect(frontmatter).not.toMatch(/^title:/m);
});

test('README and CITATION.cff say what site.config.ts says', () => {
  expect(/^# (.*)$/m.exec(read('README.md'))?.[1]).toBe(title);
  expect(read('CITATION.cff')).toBe(withCitation(read('CITATION.cff'), course));
});

describe('plain English: no comment, document, message or caption has', () => {
  const files = globSync(
    '{*.md,docs/**/*.md,{src,tests,scripts,verification}/**/*.{ts,tsx,astro,css,mdx},src/**/*.py}',
    {
      cwd: root,
      exclude: (path) => path.endsWith('node_modules'),
    },
  ).filter((file) => file !== 'tests/documents.test.ts');
  // A number may precede it, as in "two minima, one of which is deep"; "an idea of which way to go" is a question.
  const few = '(?<!\\b(?:all|both|each|few|idea|last|many|most|none|one|some) )';
  // The chapters are prose, and exported Python must match its references.
  const prose = /^src\/(?:content|experiments\/gradient-descent\/basins-of-attraction\/basins-of-attraction\.ts)/;
  test.each([
    ['of which', new RegExp(`${few}\\bof (?:which|whom)\\b`), /^$/],
    ['a sentence that begins with Of', /\bOf (?!course\b)(?=\S+ )/, prose],
    // "There is no end", but "this is not a wall".
    ['is no + noun', /(?<!\b[Tt]here )\b(?:is|are|was|were) no (?!longer|more|less|others|worse|\w+er\b)/, prose],
    ['for ever, mend, whoever', /\b(?:for ever|mend(?:s|ed|ing)?|[Ww]hoever)\b/, /^$/],
    ['anew', /\w anew\b(?! =)/, /^$/],
    // Only a walker stands. Comments in Python are exported, or must match their references.
    ['a comment in which a thing stands', /^(?!.*\bwalk)\s*(?:\/\/|\/?\*).*\b[Ss]tands?\b/, /\.(?:py|mdx?)$/],
  ])('%s', (_, pattern, without) => {
    expect(files.length).toBeGreaterThan(900);
    const lines = files.flatMap((file) => (without.test(file) ? [] : read(file).split('\n')));
    expect(lines.filter((line) => pattern.test(line))).toEqual([]);
  });
});
