/** The files that each page needs, in `offline.json`, and the service worker with that list, `sw.js`. */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { shownGroups } from '../../../site.config.ts';
import { digestOf, type KeepList, LIST, type ListedFile, pathBelow, WORKER } from '../../offline/keep-list.ts';
import { allFiles, filesNeeded, isText } from './offline-files.ts';

/** All files of a built site, by their paths below it. */
export async function filesIn(folder: string): Promise<Map<string, Buffer>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .sort();
  return new Map(await Promise.all(paths.map(async (path) => [path, await readFile(join(folder, path))] as const)));
}

/**
 * Into the folder of a built site, once all other files are as readers get them.
 * @param contents of these
 */
export async function writeOffline(folder: string, base: string, contents?: Map<string, Buffer>): Promise<KeepList> {
  const list = await listOf(
    contents ?? (await filesIn(folder)),
    shownGroups.flatMap(({ pages }) => pages),
  );
  await writeFile(join(folder, LIST), JSON.stringify(list));
  await buildWorker(folder, base, list);
  return list;
}

/** The list of a built site. */
async function listOf(contents: ReadonlyMap<string, Buffer>, slugs: readonly string[]): Promise<KeepList> {
  const files = [...contents.keys()].sort();
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
