/** Which files a built page may load, found in the files themselves: a name that is read in one is a file that it loads. */
import { basename, extname } from 'node:path';

/** Beside the pages for other sites, for robots, or made when asked for: no page loads them. */
const NEVER = /^(?:robots\.txt|sitemap[\w-]*\.xml|404\.html|sw\.js|offline\.json|tasks\.json\.map)$|\.pdf$/;
/** The search's index, and of its scripts those that the site uses; who keeps single pages does without. */
const SEARCH = /^pagefind\/(?!pagefind-(?:.*-?ui|highlight)\.)/;
const TEXTS = new Set(['.html', '.js', '.mjs', '.css', '.json', '.webmanifest']);
/** A path as it stands in a script, a style sheet or an attribute; one is looked for where such letters begin, and nowhere among them. */
const PATHS = /(?<![\w@.+/-])[\w@.+/-]+\.[a-z0-9]+/gi;

export interface Site {
  /** Paths below the base, `momentum/index.html`. */
  files: readonly string[];
  /** The contents of a text. */
  read(file: string): string;
}

export const isText = (file: string): boolean => TEXTS.has(extname(file));

/**
 * Finds what a page loads, and what that loads, to the last.
 * @returns a function of the page's file
 */
export function filesNeeded({ files, read }: Site): (page: string) => Set<string> {
  const there = new Set(files.filter((file) => !NEVER.test(file) && !SEARCH.test(file)));
  /** The build gives each of these a name that no other file has. */
  const named = new Map([...there].filter((file) => file.startsWith('_astro/')).map((file) => [basename(file), file]));
  const results = [...there].filter((file) => file.startsWith('precomputed/'));
  const known = new Map<string, readonly string[]>();

  const loadedBy = (file: string): readonly string[] => {
    const found = known.get(file) ?? (isText(file) ? mentioned(file) : []);
    known.set(file, found);
    return found;
  };
  const mentioned = (file: string): readonly string[] => {
    const text = read(file);
    const paths = [...new Set(text.match(PATHS) ?? [])].flatMap((path) => {
      const byName = named.get(basename(path));
      if (byName !== undefined) return byName;
      const below = ends(path).find((end) => there.has(end));
      // Pages that a page leads to are kept or not for themselves.
      return below !== undefined && !/(?:^|\/)index\.html$/.test(below) ? below : [];
    });
    if (!file.endsWith('.html')) return paths;
    // A long experiment fetches its results by its id, which its figure's data say.
    return [
      ...paths,
      ...results.filter(
        (result) =>
          text.includes(`"${basename(result, '.json')}"`) || text.includes(`&quot;${basename(result, '.json')}&quot;`),
      ),
    ];
  };

  return (page) => {
    const needed = new Set([page]);
    // A loop over a set also reaches what is added during the loop.
    for (const file of needed) for (const next of loadedBy(file)) needed.add(next);
    return needed;
  };
}

/** All that is kept with everything: each page, what it needs, and the search. */
export function allFiles(site: Site): Set<string> {
  const needs = filesNeeded(site);
  const pages = site.files.filter((file) => file.endsWith('.html') && !NEVER.test(file));
  return new Set([...pages.flatMap((page) => [...needs(page)]), ...site.files.filter((file) => SEARCH.test(file))]);
}

/** `a/b/c.d`, `b/c.d`, `c.d`. */
function ends(path: string): string[] {
  const parts = path.split('/').filter((part) => part !== '' && part !== '.');
  return parts.map((_, i) => parts.slice(i).join('/'));
}
