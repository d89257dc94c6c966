import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Element, Root, RootContent } from 'hast';
import { fromHtml } from 'hast-util-from-html';
import postcss from 'postcss';
import { describe, expect, it } from 'vitest';
import { coverage, table } from '../../scripts/course/font-coverage.ts';

const root = join(import.meta.dirname, '../..');
const fonts = join(root, 'src/site/fonts');
const read = (file: string) => readFileSync(join(fonts, file));
const katexFont = (name: string) => coverage(read(`KaTeX_${name}.woff2`));

/** Characters covered by each font of the text, as composed in tokens.css from files and ranges. */
function textFonts(): Map<string, Set<number>> {
  const css = readFileSync(join(root, 'src/site/tokens.css'), 'utf8');
  const fonts = new Map<string, Set<number>>();
  postcss.parse(css).walkAtRules('font-face', (rule) => {
    const stated = new Map<string, string>();
    rule.walkDecls(({ prop, value }) => {
      stated.set(prop, value);
    });
    const file = /url\("\.\/fonts\/([^"]+)"\)/.exec(stated.get('src') ?? '')?.[1];
    if (file === undefined) return;
    const family = stated.get('font-family')?.replace(/^"(.*)"$/, '$1');
    const name = `${family}${stated.get('font-style') === 'italic' ? ' italic' : ''}`;
    const inRange = rangeOf(stated.get('unicode-range'));
    const known = fonts.get(name) ?? new Set();
    for (const character of coverage(read(file))) if (inRange(character)) known.add(character);
    fonts.set(name, known);
  });
  return fonts;
}

function rangeOf(range: string | undefined): (character: number) => boolean {
  if (range === undefined) return () => true;
  const parts = range.split(',').map((part) => part.trim().replace('U+', '').split('-'));
  return (c) => parts.some(([from = '', to = from]) => c >= Number.parseInt(from, 16) && c <= Number.parseInt(to, 16));
}

const texts = textFonts();
const signs: readonly [selector: string, font: string][] = [
  ['mathnormal', 'Math-Italic'],
  ['boldsymbol', 'Math-BoldItalic'],
  ['mathbf', 'Main-Bold'],
  ['mathcal', 'Caligraphic-Regular'],
  ['small-op', 'Size1-Regular'],
  ['large-op', 'Size2-Regular'],
  ['size1', 'Size1-Regular'],
  ['size2', 'Size2-Regular'],
  ['size3', 'Size3-Regular'],
  ['size4', 'Size4-Regular'],
  ['delim-size1', 'Size1-Regular'],
  ['delim-size4', 'Size4-Regular'],
];
const sized = new Set(['size1', 'size2', 'size3', 'size4']);
const katex = new Map(['Main-Regular', ...signs.map(([, font]) => font)].map((font) => [font, katexFont(font)]));

/** The KaTeX font selected by an element's classes; `size1` selects a font only beside `delimsizing`. */
function faceOf(classes: readonly string[]): string | undefined {
  const found = signs.find(([name]) => classes.includes(name) && (!sized.has(name) || classes.includes('delimsizing')));
  return found?.[1];
}

const silent = new Set(['script', 'style', 'template', 'code', 'pre', 'textarea', 'title', 'math']);

/** Every character of the page without a font, and the font that should contain it. */
function gaps(node: Root | RootContent, font: string | undefined, found: Set<string>): void {
  if (node.type === 'text') {
    for (const c of node.value) {
      const code = c.codePointAt(0) ?? 0;
      if (code <= 0x20 || code === 0xa0 || code === 0x200b || code === 0xfeff) continue;
      const wanted = font === undefined ? [...texts] : [[font, katex.get(font) ?? new Set<number>()] as const];
      for (const [name, known] of wanted) if (!known.has(code)) found.add(`${c} (U+${code.toString(16)}) in ${name}`);
    }
    return;
  }
  if (node.type !== 'root' && (node.type !== 'element' || silent.has(node.tagName))) return;
  let here = font;
  if (node.type === 'element') {
    const classes = classesOf(node);
    if (classes.includes('katex-html')) here = 'Main-Regular';
    if (here !== undefined) here = faceOf(classes) ?? here;
  }
  for (const child of node.children) gaps(child, here, found);
}

function classesOf(node: Element): string[] {
  const { className } = node.properties;
  return Array.isArray(className) ? className.map(String) : [];
}

describe('the committed fonts', () => {
  it('hold all of ASCII, for text that is made in the page', () => {
    for (const [name, known] of texts) {
      for (let c = 0x21; c < 0x7f; c++) expect(known.has(c), `${String.fromCharCode(c)} in ${name}`).toBe(true);
    }
  });

  it('hold the signs that verdicts and labels use', () => {
    for (const [name, known] of texts) {
      for (const c of '−±×·–—‘’“”…→←≤≥≈∞√∂∇αβγϵλϕ°²')
        expect(known.has(c.codePointAt(0) ?? 0), `${c} in ${name}`).toBe(true);
    }
  });

  it('weigh no more than 90 KB on a chapter page with bold vectors and sums', () => {
    const chapter = ['Main-Regular', 'Math-Italic', 'Main-Bold', 'Math-BoldItalic', 'Size1-Regular', 'Size2-Regular'];
    const files = ['libertinus-400', 'libertinus-400i', 'figure-sans', ...chapter.map((name) => `KaTeX_${name}`)];
    const bytes = files.reduce((sum, file) => sum + read(`${file}.woff2`).length, 0);
    expect(bytes).toBeLessThanOrEqual(90 * 1024);
  });

  it('do not carry the reserved name of Source Sans', () => {
    const names = table(read('figure-sans.woff2'), 'name');
    const bigEndian = (text: string) => Buffer.from(text, 'utf16le').swap16();
    expect(names.includes(bigEndian('Figure'))).toBe(true);
    expect(names.includes(bigEndian('Source')) || names.includes('Source')).toBe(false);
  });
});

const dist = join(root, 'dist');
const pages = existsSync(dist) ? globSync('**/*.html', { cwd: dist }) : [];

describe.skipIf(pages.length === 0)('the built pages', () => {
  it.each(pages)('%s: every character is in its font', (page) => {
    const found = new Set<string>();
    gaps(fromHtml(readFileSync(join(dist, page), 'utf8')), undefined, found);
    const how = 'put these letters to their font in scripts/course/fonts.ts, then npm run course -- fonts';
    expect([...found], how).toEqual([]);
  });
});
