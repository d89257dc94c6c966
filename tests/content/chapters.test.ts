import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compile, root } from './compile.ts';

const content = join(root, 'src/content');
const files = globSync('**/*', { cwd: content, withFileTypes: true }).filter((entry) => entry.isFile());
const chapters = globSync('docs/**/*.mdx', { cwd: content });

describe('chapters', () => {
  it('are MDX only: in .md an error gives an empty page and no message', () => {
    expect(files.map(({ name }) => name).filter((name) => /\.(md|markdown|mdown)$/.test(name))).toEqual([]);
  });

  it('exist', () => expect(chapters.length).toBeGreaterThan(3));

  it.each(chapters)('%s compiles, with every formula strict', async (name) => {
    const source = readFileSync(join(content, name), 'utf8');
    const body = source.replace(/^---\n[\s\S]*?\n---\n/, (front) => front.replace(/[^\n]/g, ' '));
    expect(await compile(body, `src/content/${name}`)).not.toContain('katex-error');
  });

  it.each(chapters)('%s types no result: numbers with three decimals come from <Value>', (name) => {
    const source = readFileSync(join(content, name), 'utf8');
    const prose = source
      .replace(/^---\n[\s\S]*?\n---\n/, '')
      .replace(/\$\$[\s\S]*?\$\$|\$[^$\n]*\$/g, '')
      .replace(/<[^>]*>/g, '');
    expect(prose.match(/\b\d+\.\d{3,}\b/g) ?? []).toEqual([]);
  });
});
