/** What a file imports, directly or not, and a hash of files as they are now. */
import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';

/** A file's imports: static, for types, on need, as a worker, by a pattern. */
function importsOf(root: string, path: string, text: string): { files: string[]; packages: string[] } {
  if (!/\.[mc]?tsx?$/.test(path)) return { files: [], packages: [] };
  const found = ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName);
  const urls = [...text.matchAll(/new URL\(\s*['"]([^'"]+)['"],\s*import\.meta\.url/g)].map((match) => match[1]!);
  const globs = [...text.matchAll(/import\.meta\.glob\(\s*['"]([^'"]+)['"]/g)].map((match) => match[1]!);
  // Vite's `?raw` and `?worker` say how a file is read, not which.
  const near = [...found, ...urls].map((specifier) => specifier.replace(/\?.*$/, ''));
  const relative = near.filter((specifier) => specifier.startsWith('.'));
  return {
    files: [
      ...relative.map((specifier) => join(dirname(path), specifier)),
      ...globs.flatMap((pattern) => globSync(join(dirname(path), pattern), { cwd: root })),
    ],
    packages: near.filter((specifier) => !specifier.startsWith('.')),
  };
}

export interface Sources {
  /** What a file runs: itself and all that it imports, and the packages through which it leaves the project. */
  closureOf(path: string): { files: ReadonlySet<string>; packages: ReadonlySet<string> };
  /** Hash of these files' texts; a missing file has a hash of its own. */
  hashOf(paths: Iterable<string>): string;
}

/**
 * Reads each file once.
 * @param root the project, to which all paths are relative
 * @param machine what the tests find beside the project, as text
 */
export function readSources(root: string, machine: string): Sources {
  const texts = new Map<string, string | undefined>();
  const textOf = (path: string): string | undefined => {
    const file = join(root, path);
    if (!texts.has(path))
      texts.set(path, existsSync(file) && statSync(file).isFile() ? readFileSync(file, 'latin1') : undefined);
    return texts.get(path);
  };
  const imports = new Map<string, ReturnType<typeof importsOf>>();
  const importsAt = (path: string): ReturnType<typeof importsOf> => {
    let found = imports.get(path);
    if (found === undefined) {
      found = importsOf(root, path, textOf(path) ?? '');
      imports.set(path, found);
    }
    return found;
  };
  return {
    closureOf(test) {
      const files = new Set([test]);
      const packages = new Set<string>();
      for (const path of files) {
        const found = importsAt(path);
        for (const file of found.files) files.add(file);
        for (const name of found.packages) packages.add(name);
      }
      return { files, packages };
    },
    hashOf(paths) {
      const hash = createHash('sha256').update(`${process.version} ${machine}`);
      for (const path of [...new Set(paths)].sort()) hash.update(`\n${path}\n`).update(textOf(path) ?? 'is not there');
      return hash.digest('hex');
    },
  };
}
