import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compile, root } from './compile.ts';

const content = join(root, 'src/content');
const chapters = globSync('docs/**/*.mdx', { cwd: content });

describe('chapters', () => {
  it.each(chapters)('%s compiles, with every formula strict', async (name) => {
    const source = readFileSync(join(content, name), 'utf8');
    const body = source.replace(/^---\n[\s\S]*?\n---\n/, (front) => front.replace(/[^\n]/g, ' '));
    expect(await compile(body, `src/content/${name}`)).not.toContain('katex-error');
  });
});
