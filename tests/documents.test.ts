/** What README and CONTRIBUTING tell people to type and to copy works. */
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

/** The first fenced block of a language. */
function block(language: string): string {
  const found = new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'm').exec(contributing)?.[1];
  if (found === undefined) throw new Error(`CONTRIBUTING.md has no block of ${language}`);
  return found;
}

describe.each(documents)('%s', (file) => {
  test('names only scripts that package.json has', () => {
    // package.json is ours, and has scripts.
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const found = read(file).matchAll(/npm (?:run ([a-z][\w-]*)|(start|test)\b)/g);
    const named = [...found].map(([, script, short]) => script ?? short ?? '');
    expect(named.length).toBeGreaterThan(2);
    expect(named.filter((name) => !Object.hasOwn(scripts, name))).toEqual([]);
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

test('package.json has no script that neither README nor CONTRIBUTING explains', () => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
  const told = documents.map(read).join('\n');
  const named = (name: string) => new RegExp(`npm (?:run ${name}|${name})(?![\\w-])`).test(told);
  expect(Object.keys(scripts).filter((name) => !named(name))).toEqual([]);
});

test('every `npm run …` that a source, a page or a workflow names is a script', () => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
  const sources = globSync('{scripts,src,tests,docs,.github}/**/*.{ts,tsx,astro,py,md,mdx,yml}', {
    cwd: root,
    // The peers of the benchmarks are installed below tests/.
    exclude: (path) => path.endsWith('node_modules'),
  });
  const named = sources.flatMap((file) =>
    [...read(file).matchAll(/\bnpm run ([a-z][\w-]*)/g)].map(([, name = '']) => name),
  );
  expect(named).toContain('precompute');
  expect([...new Set(named)].filter((name) => !Object.hasOwn(scripts, name))).toEqual([]);
});

/** What follows the imports, without its layout. */
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
      // The module has one export, and the compiler does not see it.
      const { default: experiment } = (await import(file)) as { default: Experiment };
      const values = defaults(experiment.parameters);
      checkSchema(experiment.parameters);
      const { presentation } = runExperiment(experiment, values);
      // One step of rate 0.3 on a curvature of 2 leaves 1 - 0.6 of the distance, and its square of the loss.
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

test('the chapter to copy compiles, and shows what a chapter is made of', async () => {
  const chapter = block('mdx');
  expect(await failure(chapter.replace(/^---\n[\s\S]*?\n---\n/, ''))).toBe('compiled');
  for (const part of [
    'number:',
    'lead:',
    'cover:',
    'figure=',
    ' wide',
    '<Note>',
    '$$ (',
    '<Try',
    '<Value',
    '<Exercise',
  ])
    expect(chapter).toContain(part);
});

test('the title is written in site.config.ts, and in no page, route or component', () => {
  const sources = globSync('{astro.config.mjs,src/{pages,site,widgets}/**/*.{astro,ts,tsx},src/content.config.ts}', {
    cwd: root,
  });
  expect(sources.length).toBeGreaterThan(30);
  const written = [`>${title}<`, `'${title}'`, `"${title}"`, `: ${title}\n`];
  // What every course is made from keeps its name.
  const others = sources.filter((file) => file !== 'src/site/citation.ts');
  expect(others.filter((file) => written.some((text) => read(file).includes(text)))).toEqual([]);
  const frontmatter = /^---\n[\s\S]*?\n---\n/.exec(read('src/content/docs/index.mdx'))?.[0];
  expect(frontmatter).toContain('hero:');
  expect(frontmatter).not.toMatch(/^title:/m);
});

test('README and CITATION.cff say what site.config.ts says; npm run new-course -- --yes writes them again', () => {
  expect(/^# (.*)$/m.exec(read('README.md'))?.[1]).toBe(title);
  expect(read('CITATION.cff')).toBe(withCitation(read('CITATION.cff'), course));
});
