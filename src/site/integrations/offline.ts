import { glob, readFile, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { build } from 'vite';
import { shownGroups } from '../../../site.config.ts';
import { digestOf, type KeepList, LIST, type ListedFile, pathBelow, WORKER } from '../../offline/keep-list.ts';
import { allFiles, filesNeeded, isText } from './offline-files.ts';

/**
 * Astro integration, to be listed last: writes what each page needs into `offline.json`, and the service worker with that
 * list, `sw.js`, once all other files are as readers get them.
 */
export function offline({ base }: { base: string }): AstroIntegration {
  return {
    name: 'offline',
    hooks: {
      'astro:build:done': async ({ dir, logger }) => {
        const folder = fileURLToPath(dir);
        const list = await listOf(
          folder,
          shownGroups.flatMap(({ pages }) => pages),
        );
        await writeFile(join(folder, LIST), JSON.stringify(list));
        await buildWorker(folder, base, list);
        logger.info(`${list.files.length} files of ${Object.keys(list.pages).length} pages can be kept`);
      },
    },
  };
}

/** Into the folder of a built site. */
export async function writeOffline(folder: string, base: string): Promise<KeepList> {
  const list = await listOf(
    folder,
    shownGroups.flatMap(({ pages }) => pages),
  );
  await writeFile(join(folder, LIST), JSON.stringify(list));
  await buildWorker(folder, base, list);
  return list;
}

/** The list of a built site. */
async function listOf(folder: string, slugs: readonly string[]): Promise<KeepList> {
  const files: string[] = [];
  for await (const entry of glob('**/*', { cwd: folder, withFileTypes: true }))
    if (entry.isFile()) files.push(relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'));
  files.sort();
  const contents = new Map<string, Buffer>();
  for (const file of files) contents.set(file, await readFile(join(folder, file)));
  const site = { files, read: (file: string) => (isText(file) ? (contents.get(file)?.toString('utf8') ?? '') : '') };
  const listed = [...allFiles(site)].sort();
  const numbers = new Map(listed.map((file, i) => [file, i]));
  const entries = await Promise.all(
    listed.map(async (file): Promise<ListedFile> => {
      const content = new Uint8Array(contents.get(file) ?? []);
      return [pathBelow('', file) ?? file, await digestOf(content), content.length];
    }),
  );
  const needs = filesNeeded(site);
  const numbered = (pages: readonly string[]): number[] =>
    [...new Set(pages.flatMap((page) => [...needs(page)]))]
      .map((file) => numbers.get(file) ?? -1)
      .sort((a, b) => a - b);
  return {
    build: await digestOf(new TextEncoder().encode(JSON.stringify(entries))),
    files: entries,
    pages: Object.fromEntries(slugs.map((slug) => [`${slug}/`, numbered([`${slug}/index.html`])])),
    // A course may leave either out.
    shell: numbered(['index.html', 'offline/index.html'].filter((page) => numbers.has(page))),
  };
}

async function buildWorker(folder: string, base: string, list: KeepList): Promise<void> {
  await build({
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    define: {
      'process.env.NODE_ENV': '"production"',
      KEEP_BASE: JSON.stringify(base),
      KEEP_LIST: JSON.stringify(list),
    },
    build: {
      outDir: folder,
      emptyOutDir: false,
      target: 'es2022',
      modulePreload: false,
      rolldownOptions: {
        input: fileURLToPath(new URL('../../offline/service-worker.ts', import.meta.url)),
        output: { format: 'iife', entryFileNames: WORKER },
      },
    },
  });
}
