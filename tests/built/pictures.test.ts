/** Pictures inlined in a built page: those visible at first. */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const dist = join(import.meta.dirname, '../../dist');
const pages = existsSync(dist) ? globSync('*/index.html', { cwd: dist }) : [];
const FIGURE = '<figure class="experiment';
const withFigures = pages
  .map((page) => [page, readFileSync(join(dist, page), 'utf8')] as const)
  .filter(([, html]) => html.split(FIGURE).length > 2);

describe.skipIf(pages.length === 0)('the pictures of a page', () => {
  it.each(withFigures)('of %s are images after those of its first figure, and their files are there', (_, html) => {
    const [before = '', first = '', ...others] = html.split(FIGURE);
    const drawings = (part: string): number => [...part.matchAll(/<div class="variant [^"]*"><svg/g)].length;
    expect(drawings(first)).toBeGreaterThan(0);
    expect(drawings(before) + others.reduce((sum, part) => sum + drawings(part), 0)).toBe(0);
    const files = [...html.matchAll(/<img class="picture" src="[^"]*(_astro\/[^"]+)"/g)].map(([, file = '']) => file);
    expect(files.length).toBeGreaterThan(0);
    for (const file of files) expect(existsSync(join(dist, file)), file).toBe(true);
  });

  it.each(withFigures)('of %s are each shown at some width', (_, html) => {
    const style = globSync('_astro/style.*.css', { cwd: dist }).map((file) => readFileSync(join(dist, file), 'utf8'));
    const ranges = new Set([...html.matchAll(/ (variant-[\d-]+)(?=[ "])/g)].map(([, range = '']) => range));
    for (const range of ranges) expect(style.join(''), range).toContain(`.${range}{display:block}`);
  });

  it('are found on the chapters', () => {
    expect(withFigures.map(([page]) => page)).toContain('momentum/index.html');
  });
});
