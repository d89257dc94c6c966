import { rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { withPreloads } from './formula-faces.ts';
import { classesIn, withoutIdleRules } from './formula-rules.ts';
import { filesIn, writeOffline } from './offline.ts';
import { sheetsOf, withOneSheet } from './one-sheet.ts';
import { finishPage } from './page-policy.ts';
import { withPictureFiles } from './picture-files.ts';
import { withSharedFiles } from './shared-files.ts';
import { withShortFormulas } from './short-formulas.ts';

/**
 * Astro integration, to be listed last: every built page gets one style sheet, without what KaTeX has for other formulas
 * than those of the site, files for its later pictures and for what all pages share, the faces of its formulas, and its policy;
 * then what readers may keep is listed.
 */
export function finishSite({ base }: { base: string }): AstroIntegration {
  return {
    name: 'finish-site',
    hooks: {
      'astro:build:done': async ({ dir, logger }) => {
        const folder = fileURLToPath(dir);
        const files = await filesIn(folder);
        const changed = finished(files, base);
        for (const [path, content] of changed) {
          if (content === undefined) await rm(join(folder, path));
          else await writeFile(join(folder, path), content);
          if (content === undefined) files.delete(path);
          else files.set(path, Buffer.from(content));
        }
        const list = await writeOffline(folder, base, files);
        logger.info(`${list.files.length} files of ${Object.keys(list.pages).length} pages can be kept`);
      },
    },
  };
}

/** No script draws what a page opens with, so style and faces are fetched before them. */
const unhurried = (html: string): string =>
  html.replaceAll('<script type="module" src=', '<script type="module" fetchpriority="low" src=');

/** Starlight's script for the state of its own list of pages: ours is another. */
const IDLE_SCRIPT = /<script type="module" src="[^"]*\/Page\.astro_astro_type_script[^"]*"><\/script>/;

/** Changes to the files of a site: a new text, or undefined for one that nothing refers to any longer. */
export function finished(files: ReadonlyMap<string, Buffer>, base: string): Map<string, string | undefined> {
  const read = (path: string): string => files.get(path)?.toString('utf8') ?? '';
  const pages = [...files.keys()].filter((path) => path.endsWith('.html')).map((path) => [path, read(path)] as const);
  const used = new Set(pages.flatMap(([, html]) => classesIn(html)));
  const sheets = new Map(
    [...new Set(pages.flatMap(([, html]) => sheetsOf(html)))].map((address) => [
      address,
      withoutIdleRules(read(address.slice(base.length)), used),
    ]),
  );
  const faces = new Map(
    [...files.keys()]
      .filter((path) => /^_astro\/KaTeX_.*\.woff2$/.test(path))
      .map((path) => [basename(path).split('.')[0] ?? '', base + path]),
  );
  const changed = new Map<string, string | undefined>();
  for (const address of sheets.keys()) changed.set(address.slice(base.length), undefined);
  for (const [path, html] of pages) {
    const { page, name, text } = withOneSheet(html, sheets, base);
    if (page !== html) changed.set(name, text);
    const { page: light, files: pictures } = withPictureFiles(page, base);
    // After the faces, which are asked for before the first sheet, also by those who have scripts.
    const { page: whole, files: shared } = withSharedFiles(withPreloads(withShortFormulas(light), faces), base);
    for (const [file, content] of [...pictures, ...shared]) changed.set(file, content);
    changed.set(path, finishPage(unhurried(whole.replace(IDLE_SCRIPT, ''))));
  }
  return changed;
}
