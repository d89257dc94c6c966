import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { AstroIntegration } from 'astro';
import type { Plugin } from 'vite';

const root = process.cwd();

/**
 * Packages sent to readers outside the page bundles: code that Astro writes into pages, style sheets, formulas and the
 * search.
 */
const BESIDE = ['astro', '@astrojs/starlight', 'katex', 'pagefind'];
/** Licences, as `@scope+name.txt`, of packages whose licence is only in their repository. */
const KEPT = join(root, 'src/site/licences');
/** Modules added by build tools, which belong to no file. */
const ADDED: readonly (readonly [tool: string, id: RegExp])[] = [
  ['vite', /^\0vite\//],
  ['rolldown', /^\0rolldown\//],
];

/**
 * Astro integration: `/licences.txt` contains the licences of the site, of its fonts, and of each package whose code is
 * sent to readers, including in workers. The bundler reports these packages.
 */
export function licences(): AstroIntegration {
  const folders = new Set(BESIDE.map(folderOf));
  const gather: Plugin = {
    name: 'licences',
    generateBundle(_, bundle) {
      if (this.environment.name !== 'client') return;
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== 'chunk') continue;
        for (const [id, { renderedLength }] of Object.entries(chunk.modules)) {
          const folder = renderedLength > 0 ? packageOf(id) : undefined;
          if (folder !== undefined) folders.add(folder);
        }
      }
    },
  };
  return {
    name: 'licences',
    hooks: {
      'astro:config:setup': ({ updateConfig }) => {
        updateConfig({ vite: { plugins: [gather], worker: { plugins: () => [gather] } } });
      },
      'astro:build:done': ({ dir }) => writeFile(new URL('licences.txt', dir), noticesOf([...folders])),
    },
  };
}

/** The folder of an installed package: in the project, or in a folder above it, as Node finds it. */
function folderOf(name: string): string {
  for (let above = root; ; above = dirname(above)) {
    const folder = join(above, 'node_modules', name);
    if (existsSync(folder)) return folder;
    if (above === dirname(above)) throw new Error(`${name}: its licence belongs on the site, but it is not installed`);
  }
}

/** The package folder of a module; undefined for the site's own modules. */
export function packageOf(id: string): string | undefined {
  const added = ADDED.find(([, made]) => made.test(id));
  if (added) return folderOf(added[0]);
  return /^(?!\0).*\/node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(id)?.[0];
}

/**
 * The text of all licences, in the order of the packages' names.
 * @param folders of the packages
 * @throws Error for a package without a licence
 */
export function noticesOf(folders: readonly string[]): string {
  const packages = folders.map((folder) => {
    // Safe: every package.json has these fields.
    const { name, version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Record<string, string>;
    return { title: `${name} ${version}`, text: licenceIn(folder) };
  });
  packages.sort((a, b) => (a.title < b.title ? -1 : 1));
  const licence = (title: string, file: string) => ({ title, text: readFileSync(join(root, file), 'utf8') });
  const parts = [
    licence('The code of this site', 'LICENSE'),
    licence('Its prose and figures', 'LICENSE-CONTENT'),
    licence('Its fonts', 'src/site/fonts/OFL.txt'),
    ...packages,
  ];
  const line = '='.repeat(80);
  return parts.map(({ title, text }) => `${line}\n${title}\n${line}\n\n${text.trim()}\n`).join('\n\n');
}

/** The licence of the package itself: a tool may append those of the packages inside it, which are not sent. */
function licenceIn(folder: string): string {
  const [name] = readdirSync(folder).filter((file) => /^licen[cs]e(\.\w+)?$/i.test(file));
  const kept = join(
    KEPT,
    `${folder
      .split(/[\\/]node_modules[\\/]/)
      .at(-1)
      ?.replace(/[\\/]/, '+')}.txt`,
  );
  if (name === undefined && existsSync(kept)) return readFileSync(kept, 'utf8');
  if (name === undefined)
    throw new Error(`${folder} is sent to readers, but has no licence: choose another package, or ask its authors`);
  const path = join(folder, name);
  if (statSync(path).isDirectory()) return licenceIn(path);
  return readFileSync(path, 'utf8').split(/^# Licenses of bundled dependencies$/m)[0] ?? '';
}
