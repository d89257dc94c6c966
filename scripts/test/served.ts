/**
 * The bytes that a browser test was served, told apart from the names they had: the name of a script carries the hash of
 * its content, so one experiment's change would rename the worker that may load it, the script that names the worker, and
 * every page. A name without its hash stands for the file where it is one file's alone, and what matters is its content.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

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

const digest = (content: string | Buffer): string => createHash('sha256').update(content).digest('hex').slice(0, 16);

function memoized(of: (text: string) => string): (text: string) => string {
  const known = new Map<string, string>();
  return (text) => {
    const found = known.get(text) ?? of(text);
    known.set(text, found);
    return found;
  };
}

/** What names every file of the site, with a digest and a length: of those that a test has from it, it is served each one, too. */
const LISTS = ['offline.json', 'sw.js'];
/** The pieces of the index for searching have the hash of what is in them as their name. */
const withoutDigests = (list: string): string =>
  list.replace(/(["`])[0-9a-f]{12}\1(,[\d.e]+)?/g, '').replace(/_[0-9a-f]{7,}(?=\.pf_)/g, '');

/** @param folder a built site */
export function readSite(folder: string): Site {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
  const there = new Set(paths);
  const byName = new Map(paths.map((path) => [basename(path), path]));
  const plainName = (name: string): string => (byName.has(name) ? name.replace(HASHED, '$1.$2') : name);
  const bearers = Map.groupBy(paths, (path) => plainName(basename(path)));
  const contentOf = (path: string, named: (name: string) => string): string | Buffer => {
    if (!isText(path)) return readFileSync(join(folder, path));
    const text = readFileSync(join(folder, path), 'utf8');
    return (LISTS.includes(path) ? withoutDigests(text) : text).replace(/[\w.-]+/g, named);
  };
  /** Where several have one name without their hashes: that name, and what each has in it, whatever names stand there. */
  const known = memoized((name: string): string => {
    const alike = bearers.get(plainName(name)) ?? [];
    if (!byName.has(name) || alike.length < 2) return plainName(name);
    const contents = new Map(alike.map((path) => [basename(path), digest(contentOf(path, plainName))]));
    return new Set(contents.values()).size === alike.length ? `${plainName(name)}~${contents.get(name)}` : name;
  });
  const rename = (path: string): string => join(dirname(path), known(basename(path)));
  const actual = new Map(paths.map((path) => [rename(path), path]));

  const hashOfFile = memoized((file: string): string => {
    const path = actual.get(file);
    return path === undefined ? 'is not there' : digest(contentOf(path, known));
  });

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
