/**
 * Contents of the built pages, for tests that exist once for each page with such a thing. It decides only which tests there
 * are; what they find comes from the browser.
 */
import { globSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { simd } from '../../src/engine/kernels/modules.ts';

const dist = join(import.meta.dirname, '../../dist');
const htmlOf = (path: string): string =>
  readFileSync(join(dist, path.endsWith('.html') ? path : `${path}index.html`), 'utf8');

/** Every page by its path, `adam/`; the sandbox of the laboratory's Python is a hidden frame, which nobody reads. */
export const builtPages = globSync('**/*.html', { cwd: dist })
  .filter((file) => file !== 'sandbox/python.html')
  .map((file) => file.replace(/index\.html$/, ''))
  .sort();

/** Pages of the first level, as chapters are, whose HTML is of that kind. */
export const pagesWith = (mark: string | ((html: string) => boolean)): string[] =>
  builtPages
    .filter((path) => /^[^/]+\/$/.test(path))
    .filter((path) => (typeof mark === 'string' ? htmlOf(path).includes(mark) : mark(htmlOf(path))));

/** The page with the least HTML, which opens soonest; as a list, which is empty if there is none. */
export const lightest = (paths: readonly string[]): string[] =>
  paths.toSorted((a, b) => htmlOf(a).length - htmlOf(b).length).slice(0, 1);

/** The figures that stand in a page, by their experiments. */
export const experimentsIn = (path: string): string[] =>
  [...htmlOf(path).matchAll(/data-experiment="([\w-]+)"/g)].map(([, id = '']) => id);

/** Whether a link that no fold hides sets a figure in a fold of the page. */
export function leadsIntoFold(html: string): boolean {
  const folds: boolean[] = [];
  const [figures, links] = [new Set<string>(), new Set<string>()];
  for (const [tag, link, figure] of html.matchAll(
    /<\/?details\b[^>]*>|<a\b[^>]*\bdata-try="([\w-]+)"[^>]*>|<figure\b[^>]*\bid="([\w-]+)"/g,
  )) {
    if (tag.startsWith('</')) folds.pop();
    else if (tag.startsWith('<details')) folds.push(/class="deeper\b/.test(tag));
    else if (figure !== undefined && folds.includes(true)) figures.add(figure);
    // The look after a prediction waits for the prediction, and has no address but that of its figure.
    else if (link !== undefined && folds.length === 0 && /href="\?[^"#]/.test(tag)) links.add(link);
  }
  return [...links].some((link) => figures.has(link));
}

/** Whether a link sets another number to the first letter that the reader sets, in the first formula that has numbers. */
export function setsLetter(html: string): boolean {
  const formula = /<div class="letters"[\s\S]*?<\/div>/.exec(html)?.[0] ?? '';
  const [, of, setting, before] =
    /class="own" data-of="([\w-]+)" data-setting="(\w+)"[^>]*>([^<]*)/.exec(formula) ?? [];
  return [...html.matchAll(new RegExp(`<a\\b[^>]*\\bdata-try="${of}"[^>]*`, 'g'))].some(([link]) => {
    const wanted = new RegExp(`[?;]${of}\\.${setting}=([^&"#]*)`).exec(link)?.[1];
    return Math.abs(Number(wanted) - Number(before)) > 0.01;
  });
}

/** Names of the built scripts that hold the kernels of networks: a stretch from the middle of the kernels tells them. */
export function kernelScripts(): string[] {
  const folder = join(dist, '_astro');
  const stretch = simd.slice(2000, 2200);
  return readdirSync(folder).filter(
    (file) => file.endsWith('.js') && readFileSync(join(folder, file), 'utf8').includes(stretch),
  );
}
