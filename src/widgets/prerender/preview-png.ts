import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Resvg } from '@resvg/resvg-js';
import subsetFont from 'subset-font';
import type { MathPart } from '../panels/math-text.ts';
import { partWidth, STYLE } from '../panels/text.ts';

/** Size of a link preview, px; `standaloneSvg` fits a figure into this height. */
const WIDTH = 1200;
export const PREVIEW_HEIGHT = 630;

const require = createRequire(import.meta.url);
const SIGNS = 'αβγδεϵζηθκλμνξπρσςτφϕχψωΔΛΣΦ−×·±°≤≥≈→←∞√–—’‘“”…²³ ';
const ASCII = Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i)).join('');

interface Font {
  file: string;
  axes?: Readonly<Record<string, number>>;
}

/** resvg supports only TrueType, and no variable fonts: each weight is a separate font. */
const FONTS: readonly Font[] = [
  { file: '@fontsource-variable/source-sans-3/files/source-sans-3-latin-wght-normal.woff2', axes: { wght: 400 } },
  { file: '@fontsource-variable/source-sans-3/files/source-sans-3-latin-wght-normal.woff2', axes: { wght: 600 } },
  { file: '@fontsource/libertinus-serif/files/libertinus-serif-latin-400-italic.woff2' },
  { file: 'katex/dist/fonts/KaTeX_Math-Italic.ttf' },
];

/** The internal name of every weight extracted from the variable Source Sans 3. */
const INSTANCE = 'Source Sans 3 ExtraLight';

let fonts: Promise<string[]> | undefined;

/** resvg requires font files: the subsets are written once per build, and removed at its end. */
async function fontFiles(): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'figure-fonts-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return Promise.all(
    FONTS.map(async ({ file, axes }, i) => {
      const font = await subsetFont(readFileSync(require.resolve(file)), ASCII + SIGNS, {
        targetFormat: 'sfnt',
        ...(axes && { variationAxes: { ...axes } }),
      });
      const path = join(folder, `${i}.ttf`);
      writeFileSync(path, font);
      return path;
    }),
  );
}

/** A standalone SVG as PNG, 1200 px wide; the same bytes each time, independent of the machine's fonts. */
export async function previewPng(svg: string): Promise<Uint8Array> {
  fonts ??= fontFiles();
  const renderer = new Resvg(separateRuns(svg).replaceAll("'Source Sans 3'", `'${INSTANCE}'`), {
    fitTo: { mode: 'width', value: WIDTH },
    font: { fontFiles: await fonts, loadSystemFonts: false, defaultFontFamily: INSTANCE },
  });
  return renderer.render().asPng();
}

const CLASS_SIZES: readonly (readonly [RegExp, number])[] = [
  [/\bheadline\b/, 30],
  [/\b(tick|sounding|cell)\b/, 12],
  [/\baxis\b/, 12.5],
];
const KINDS: Readonly<Record<string, MathPart['kind']>> = { sym: 'symbol', sub: 'subscript', sup: 'superscript' };

/**
 * If a font lacks one glyph of a text, resvg sets the whole text in another font. So a text of words and variables is
 * split into pieces, each with its own position.
 */
function separateRuns(svg: string): string {
  return svg.replace(/<text ([^>]*)>([^<]*<tspan[\s\S]*?)<\/text>/g, (whole, attributes: string, content: string) => {
    const number = (name: string) => Number(new RegExp(`\\b${name}="([^"]*)"`).exec(attributes)?.[1] ?? Number.NaN);
    const [x, y] = [number('x'), number('y')];
    if (Number.isNaN(x + y)) return whole;
    const size = CLASS_SIZES.find(([pattern]) => pattern.test(attributes))?.[1] ?? 13;
    const runs = [...content.matchAll(/<tspan([^>]*)>([^<]*)<\/tspan>|([^<]+)/g)].map(
      ([, tags = '', inner, plain]): MathPart => {
        const name = /class="(\w+)"/.exec(tags)?.[1] ?? '';
        return { text: inner ?? plain ?? '', kind: KINDS[name] ?? 'plain' };
      },
    );
    const bold = /\b(strong|value|headline)\b/.test(attributes);
    const widths = runs.map((run) => partWidth(run, size, bold));
    const total = widths.reduce((sum, width) => sum + width, 0);
    const anchor = /text-anchor="(\w+)"/.exec(attributes)?.[1];
    let at = x - (anchor === 'end' ? total : anchor === 'middle' ? total / 2 : 0);
    const placed = runs.map(({ text, kind }, i) => {
      const { name, shift } = STYLE[kind];
      const run = `<tspan x="${at.toFixed(1)}" y="${y + shift}"${name ? ` class="${name}"` : ''}>${text}</tspan>`;
      at += widths[i] ?? 0;
      return run;
    });
    return `<text ${attributes.replace(/\s*text-anchor="\w+"/, '')}>${placed.join('')}</text>`;
  });
}
