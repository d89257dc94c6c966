import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { groups } from '../../site.config.ts';
import { isOwn } from '../../src/references/page-widgets.ts';
import { compile, failure, root } from './compile.ts';

const content = join(root, 'src/content');
const files = globSync('docs/**/*', { cwd: content, withFileTypes: true }).filter((entry) => entry.isFile());
const chapters = globSync('docs/**/*.mdx', { cwd: content });

describe('chapters', () => {
  it('are MDX only: in .md an error gives an empty page and no message', () => {
    expect(files.map(({ name }) => name).filter((name) => /\.(md|markdown|mdown)$/.test(name))).toEqual([]);
  });

  it('exist', () => expect(chapters.length).toBeGreaterThan(3));

  // A course's own page may use 0.125, or print a number.
  const measured = chapters.filter((name) => !isOwn(readFileSync(join(content, name), 'utf8')));

  it.each(measured)('%s types no result: numbers with three decimals come from <Value>', (name) => {
    const source = readFileSync(join(content, name), 'utf8');
    const prose = source
      .replace(/^---\n[\s\S]*?\n---\n/, '')
      .replace(/\$\$[\s\S]*?\$\$|\$[^$\n]*\$/g, '')
      // The number of a preprint is its name.
      .replace(/\[arXiv \d{4}\.\d{4,5}\]\([^)]*\)/g, '')
      .replace(/<(?:"[^"]*"|[^>"])*>/g, '');
    expect(prose.match(/\b\d+\.\d{3,}\b/g) ?? []).toEqual([]);
  });
});

describe('what is numbered through the chapter', () => {
  // In the order of the sidebar, including pages left out; a page without figures belongs to no chapter.
  const order = groups
    .flatMap(({ pages }) => pages)
    .map((id) => ({ id, file: join(content, `docs/${id}.mdx`) }))
    .filter(({ file }) => existsSync(file))
    .map(({ id, file }) => ({ id, source: readFileSync(file, 'utf8') }))
    .filter(({ source }) => source.includes(' figure="') || source.includes('<Exercise n='));
  const numbers = (source: string, pattern: RegExp) => [...source.matchAll(pattern)].map(([, n]) => n);

  it('is found on the pages of the sidebar', () => expect(order.length).toBeGreaterThan(0));

  it.each(order)('figures and exercises of $id count up', ({ source }) => {
    const figures = numbers(source, /<Experiment [^>]*figure="[^"]*\.(\d+)"/g);
    for (const found of [figures, numbers(source, /<Exercise n=\{(\d+)\}/g)])
      expect(found).toEqual(found.map((_, k) => String(k + 1)));
  });
});

describe('a display formula', () => {
  it('without its closing $$ fails, where it begins', async () => {
    expect(await failure('Text.\n\n$$\nx = 1\n\nMore text, swallowed.\n')).toMatch(
      /^3:1 this \$\$ has no closing \$\$/,
    );
  });

  it('hands its TeX to nobody twice', async () => {
    expect(await compile('$x^2$\n')).not.toContain('annotation');
  });
});
