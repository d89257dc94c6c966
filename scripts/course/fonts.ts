/**
 * npm run course -- fonts   subsets the text fonts and KaTeX's fonts to what the pages use, and cuts KaTeX's stylesheet to them
 *
 * Run it after changing a character set in scripts/course/fonts.ts. It writes src/site/fonts and src/site/katex.css, which are
 * committed: a build does not need this command.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import postcss, { list } from 'postcss';
import subset from 'subset-font';
import { root } from '../command.ts';
import { readOptions } from '../options.ts';
import { coverage } from './font-coverage.ts';

readOptions({ url: import.meta.url, name: 'npm run course -- fonts' }, {});

const output = join(root, 'src/site/fonts');
const packages = join(root, 'node_modules');

/** All of ASCII, because verdicts are composed on the page, and the symbols used in prose and figures. */
const ascii = Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i)).join('');
const text = `${ascii}–—‘’“”…·×÷±−↑↓°²³½§•′″©\u00a0`;
/** Characters of western and of central European names: separate fonts, loaded only by pages that need them. */
const western = 'áäåçéèíñóöøúüß';
const names = 'łęńśćšž';
const signs = '~⟺⟹−×⋅←→⇒≤≥≈∼≪≫∝∞∈∂∇√∣∥±…⋯⊤′∗^ˉˆ˜ℓ';
/**
 * Symbols missing from the text fonts come from KaTeX's: tokens.css adds it to their families by `unicode-range`. Only
 * the characters used in formulas are kept; the test of the built pages fails if one is missing.
 */
const main = `0123456789()[]{}|/.,:;!?=+<>${signs}abcdefghijklmnopqrstuvwxyzACEKLPRTVΔΛΣ`;
const letters = 'abcdefghijklmnopqrstuvwxyzABCDEGHIKLMNPRSTWX';
const greek = 'αβγδεϵηθκλμνπρσςτϕφψω';
const fences = '()[]{}⟨⟩√';
const pieces = '⎛⎜⎝⎞⎟⎠⎡⎢⎣⎤⎥⎦⎧⎨⎩⎪⎫⎬⎭';

interface Font {
  file: string;
  source: string;
  characters: string;
  /** The range of weights kept from a variable font. */
  weights?: { min: number; max: number };
}

const libertinus = '@fontsource/libertinus-serif/files/libertinus-serif-latin-400-';
const libertinusMore = '@fontsource/libertinus-serif/files/libertinus-serif-latin-ext-400-';
const sourceMore = '@fontsource-variable/source-sans-3/files/source-sans-3-latin-ext-wght-normal.woff2';
const source = '@fontsource-variable/source-sans-3/files/source-sans-3-latin-wght-normal.woff2';
const fonts: readonly Font[] = [
  { file: 'libertinus-400.woff2', source: `${libertinus}normal.woff2`, characters: text },
  { file: 'libertinus-400i.woff2', source: `${libertinus}italic.woff2`, characters: text },
  { file: 'figure-sans.woff2', source, characters: text, weights: { min: 400, max: 650 } },
  { file: 'libertinus-400-western.woff2', source: `${libertinus}normal.woff2`, characters: western },
  { file: 'libertinus-400i-western.woff2', source: `${libertinus}italic.woff2`, characters: western },
  { file: 'figure-sans-western.woff2', source, characters: western, weights: { min: 400, max: 650 } },
  { file: 'libertinus-400-names.woff2', source: `${libertinusMore}normal.woff2`, characters: names },
  { file: 'libertinus-400i-names.woff2', source: `${libertinusMore}italic.woff2`, characters: names },
  { file: 'figure-sans-names.woff2', source: sourceMore, characters: names, weights: { min: 400, max: 650 } },
  katex('Main-Regular', main),
  katex('Math-Italic', letters + greek),
  katex('Main-Bold', 'abeghmnpuvwxyzABHIMWXΣ01'),
  katex('Math-BoldItalic', 'βθλμϕφ'),
  katex('Caligraphic-Regular', 'BLNO'),
  katex('Size1-Regular', `${fences}∑∏∫∣∥`),
  katex('Size2-Regular', `${fences}∑∏∫`),
  katex('Size3-Regular', fences),
  katex('Size4-Regular', fences + pieces),
];

function katex(name: string, characters: string): Font {
  return { file: `KaTeX_${name}.woff2`, source: `katex/dist/fonts/KaTeX_${name}.woff2`, characters };
}

/**
 * A modified Source Sans may not use the reserved name; the new one has the same length, so it is replaced in place.
 */
function renamed(sfnt: Buffer): Buffer {
  for (const encoding of ['latin1', 'utf16le'] as const) {
    const [from, to] = ['Source', 'Figure'].map((name) => {
      const bytes = Buffer.from(name, encoding);
      // Names in a font are big-endian UTF-16.
      return encoding === 'utf16le' ? bytes.swap16() : bytes;
    });
    if (!from || !to) continue;
    for (let at = sfnt.indexOf(from); at >= 0; at = sfnt.indexOf(from, at)) to.copy(sfnt, at);
  }
  return sfnt;
}

mkdirSync(output, { recursive: true });
for (const { file, source, characters, weights } of fonts) {
  const whole = readFileSync(join(packages, source));
  const wanted = new Set([...characters].filter((c) => c !== ' '));
  // The hinting program is a third of a small font; modern screens do not need it.
  const options = { noLayoutClosure: true, noHinting: true, ...(weights && { variationAxes: { wght: weights } }) };
  const cut = renamed(await subset(whole, characters, { ...options, targetFormat: 'sfnt' }));
  const part = await subset(cut, characters, { noLayoutClosure: true, noHinting: true, targetFormat: 'woff2' });
  const kept = coverage(part);
  const missing = [...wanted].filter((c) => !kept.has(c.codePointAt(0) ?? 0));
  if (missing.length > 0) throw new Error(`${source} has no ${missing.join(' ')}: take them from another font`);
  writeFileSync(join(output, file), part);
  console.log(`${file}: ${whole.length} -> ${part.length} bytes`);
}

/** KaTeX's stylesheet with only the fonts above, and only as WOFF2. */
const dist = createRequire(import.meta.url).resolve('katex/dist/katex.min.css');
const css = postcss.parse(readFileSync(dist, 'utf8'));
css.walkAtRules('font-face', (rule) => {
  rule.walkDecls('src', (declaration) => {
    const source = list.comma(declaration.value).find((one) => fonts.some(({ file }) => one.includes(`/${file})`)));
    if (source === undefined) rule.remove();
    else declaration.value = source.replace('url(fonts/', 'url(./fonts/');
  });
});
const header = `/* Made by scripts/course/fonts.ts from katex.min.css. */
/* biome-ignore-all format: generated */
/* biome-ignore-all lint: generated */
`;
writeFileSync(join(root, 'src/site/katex.css'), `${header}${css}\n`);
