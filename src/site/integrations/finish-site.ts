import { createHash } from 'node:crypto';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { classesIn, withoutIdleRules } from './formula-rules.ts';
import { finishPage } from './page-policy.ts';
import { withPictureFiles } from './picture-files.ts';
import { withShortFormulas } from './short-formulas.ts';

/**
 * Astro integration, to be listed last: removes KaTeX's unused rules from the style sheet, and gives every built page
 * its policy and files for its later pictures.
 */
export function finishSite({ base }: { base: string }): AstroIntegration {
  return {
    name: 'finish-site',
    hooks: {
      'astro:build:done': async ({ dir }) => {
        const folder = fileURLToPath(dir);
        const files = await filesIn(folder);
        const changed = finished(files, base);
        for (const [path, content] of changed) {
          if (content === undefined) await rm(join(folder, path));
          else await writeFile(join(folder, path), content);
        }
      },
    },
  };
}

/** All files of a built site, by their relative paths. */
async function filesIn(folder: string): Promise<Map<string, Buffer>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .sort();
  return new Map(await Promise.all(paths.map(async (path) => [path, await readFile(join(folder, path))] as const)));
}

/** The initial view needs no script, so style sheets and fonts are loaded before scripts. */
const unhurried = (html: string): string =>
  html.replaceAll('<script type="module" src=', '<script type="module" fetchpriority="low" src=');

/** Starlight's script for the state of its own list of pages, which ours replaces. */
const IDLE_SCRIPT = /<script type="module" src="[^"]*\/Page\.astro_astro_type_script[^"]*"><\/script>/;

/** Astro inlines these scripts, which hydrate the islands, into every page; as files, the browser caches them. */
const wakesIslands = (script: string): boolean => /\bself\.Astro\b|"astro-island"/.test(script);

/** A style sheet for all media. */
const SHEET = /<link rel="stylesheet" href="([^"]*)"\s*\/?>/g;
const sheetsOf = (html: string): string[] => [...html.matchAll(SHEET)].map(([, address = '']) => address);

/** Changes to the files of a site: new text, or undefined for a file without remaining references. */
export function finished(files: ReadonlyMap<string, Buffer>, base: string): Map<string, string | undefined> {
  const read = (path: string): string => files.get(path)?.toString('utf8') ?? '';
  const pages = [...files.keys()].filter((path) => path.endsWith('.html')).map((path) => [path, read(path)] as const);
  const used = new Set(pages.flatMap(([, html]) => classesIn(html)));
  const changed = new Map<string, string | undefined>();
  const keep = (name: string, text: string): string => {
    const [stem, ending] = name.split('.');
    const path = `_astro/${stem}.${createHash('sha256').update(text).digest('base64url').slice(0, 8)}.${ending}`;
    changed.set(path, text);
    return base + path;
  };
  const sheets = new Map<string, string>();
  for (const address of new Set(pages.flatMap(([, html]) => sheetsOf(html)))) {
    const text = withoutIdleRules(read(address.slice(base.length)), used);
    changed.set(address.slice(base.length), undefined);
    sheets.set(address, keep('style.css', text));
  }
  for (const [path, html] of pages) {
    const page = html
      .replace(SHEET, (link, address: string) => link.replace(address, sheets.get(address) ?? address))
      .replace(/<script>([\s\S]*?)<\/script>/g, (whole, script: string) =>
        wakesIslands(script) ? `<script src="${keep('islands.js', script)}" defer></script>` : whole,
      );
    const { page: whole, files: pictures } = withPictureFiles(page, base);
    for (const [file, content] of pictures) changed.set(file, content);
    changed.set(path, finishPage(unhurried(withShortFormulas(whole).replace(IDLE_SCRIPT, ''))));
  }
  return changed;
}
