/**
 * Contents of the built pages, used to define one test for each page with such content; the tests themselves use the
 * browser.
 */
import { globSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { simd } from '../../src/engine/kernels/modules.ts';

const dist = join(import.meta.dirname, '../../dist');
const htmlOf = (path: string): string =>
  readFileSync(join(dist, path.endsWith('.html') ? path : `${path}index.html`), 'utf8');

/** Every page by its path, `adam/`, except the hidden sandbox of the laboratory's Python. */
export const builtPages = globSync('**/*.html', { cwd: dist })
  .filter((file) => file !== 'sandbox/python.html')
  .map((file) => file.replace(/index\.html$/, ''))
  .sort();

/** Pages of the first level, such as chapters, with matching HTML. */
export const pagesWith = (mark: string | ((html: string) => boolean)): string[] =>
  builtPages
    .filter((path) => /^[^/]+\/$/.test(path))
    .filter((path) => (typeof mark === 'string' ? htmlOf(path).includes(mark) : mark(htmlOf(path))));

/** The page with the least HTML, which opens fastest; as a list, which is empty if there is none. */
export const lightest = (paths: readonly string[]): string[] =>
  paths.toSorted((a, b) => htmlOf(a).length - htmlOf(b).length).slice(0, 1);

/** The figures on a page, by their experiments. */
export const experimentsIn = (path: string): string[] =>
  [...htmlOf(path).matchAll(/data-experiment="([\w-]+)"/g)].map(([, id = '']) => id);

/** Whether a visible link sets a figure inside a fold of the page. */
export function leadsIntoFold(html: string): boolean {
  const folds: boolean[] = [];
  const [figures, links] = [new Set<string>(), new Set<string>()];
  for (const [tag, link, figure] of html.matchAll(
    /<\/?details\b[^>]*>|<a\b[^>]*\bdata-try="([\w-]+)"[^>]*>|<figure\b[^>]*\bid="([\w-]+)"/g,
  )) {
    if (tag.startsWith('</')) folds.pop();
    else if (tag.startsWith('<details')) folds.push(/class="deeper\b/.test(tag));
    else if (figure !== undefined && folds.includes(true)) figures.add(figure);
    // A look after a prediction waits for the prediction, and its URL is only that of its figure.
    else if (link !== undefined && folds.length === 0 && /href="\?[^"#]/.test(tag)) links.add(link);
  }
  return [...links].some((link) => figures.has(link));
}

/**
 * Whether a link sets a new number for the first letter controlled by the reader, in the first formula with numbers.
 */
export function setsLetter(html: string): boolean {
  const formula = /<div class="letters"[\s\S]*?<\/div>/.exec(html)?.[0] ?? '';
  const [, of, setting, before] =
    /class="own" data-of="([\w-]+)" data-setting="(\w+)"[^>]*>([^<]*)/.exec(formula) ?? [];
  return [...html.matchAll(new RegExp(`<a\\b[^>]*\\bdata-try="${of}"[^>]*`, 'g'))].some(([link]) => {
    const wanted = new RegExp(`[?;]${of}\\.${setting}=([^&"#]*)`).exec(link)?.[1];
    return Math.abs(Number(wanted) - Number(before)) > 0.01;
  });
}

/** Names of the built scripts that contain the kernels of networks, identified by a piece from their middle. */
export function kernelScripts(): string[] {
  const folder = join(dist, '_astro');
  const stretch = simd.slice(2000, 2200);
  return readdirSync(folder).filter(
    (file) => file.endsWith('.js') && readFileSync(join(folder, file), 'utf8').includes(stretch),
  );
}
