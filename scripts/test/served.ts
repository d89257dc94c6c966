/**
 * The bytes that a browser test was served, told apart from the names they had: the name of a script carries the hash of
 * its content, so one experiment's change would rename the worker that may load it, the script that names the worker, and
 * every page. Where a name without its hash is one file's alone it stands for that file, and what matters is its content.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

/** `worker-B_gHcoG0.js`, `Guide.DLsBfmiX.js`: what the bundler makes of a name. */
const HASHED = /^(.+)[.-][\w-]{8}\.(js|css|woff2)$/;
const isText = (path: string): boolean => /\.(html|js|css|json|svg|txt|webmanifest|xml)$/.test(path);

export interface Site {
  /** The file that is served at a path below the base, by its name without a hash; undefined where there is none. */
  fileAt(path: string): string | undefined;
  /** Of the contents of these files, by such names. */
  hashOf(files: Iterable<string>): string;
  /** All files of the site, by such names. */
  files: readonly string[];
}

/** @param folder a built site */
export function readSite(folder: string): Site {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
  const there = new Set(paths);
  const plainName = (name: string): string => name.replace(HASHED, '$1.$2');
  const bearers = Map.groupBy(paths, (path) => plainName(basename(path)));
  const names = new Set(paths.map((path) => basename(path)));
  /** A name that two files share without their hashes keeps its own. */
  const known = (name: string): string =>
    names.has(name) && bearers.get(plainName(name))?.length === 1 ? plainName(name) : name;
  const rename = (text: string): string => text.replace(/[\w.-]+/g, known);
  const actual = new Map(paths.map((path) => [rename(path), path]));

  const hashes = new Map<string, string>();
  const hashOfFile = (file: string): string => {
    const path = actual.get(file);
    if (path === undefined) return 'is not there';
    const hash =
      hashes.get(file) ??
      createHash('sha256')
        .update(isText(path) ? rename(readFileSync(join(folder, path), 'utf8')) : readFileSync(join(folder, path)))
        .digest('hex');
    hashes.set(file, hash);
    return hash;
  };

  return {
    files: [...actual.keys()].sort(),
    fileAt(path) {
      const folderOf = path.replace(/\/?$/, '/').replace(/^\//, '');
      const found = [path, `${folderOf}index.html`].find((one) => there.has(one));
      return found === undefined ? undefined : rename(found);
    },
    hashOf(files) {
      const hash = createHash('sha256');
      for (const file of [...new Set(files)].sort()) hash.update(`${file} ${hashOfFile(file)}\n`);
      return hash.digest('hex');
    },
  };
}
