/** Keeping files in the cache of the browser, from the page that the reader asks and from the service worker that renews them. */
import { cacheNameOf, digestOf, type KeepList, keyOf, LIST, type ListedFile, neededFiles } from './keep-list.ts';

/** `foreign`: something other than the site answered. */
export type KeepTrouble = 'full' | 'refused' | 'network' | 'foreign' | 'newer';

export class KeepError extends Error {
  readonly trouble: KeepTrouble;
  constructor(trouble: KeepTrouble, cause?: unknown) {
    super(trouble, { cause });
    this.trouble = trouble;
  }
}

/** Files that come at one time. */
const AT_ONCE = 6;

/** Under this address the names of the kept pages lie, beside their files. */
const namesKey = (base: string): string => `${base}?kept-pages`;

/** @throws KeepError if the browser keeps nothing for this site */
async function openKept(base: string): Promise<Cache> {
  try {
    return await caches.open(cacheNameOf(base));
  } catch (error) {
    throw new KeepError('refused', error);
  }
}

export const readKept = async (base: string): Promise<string[]> => (await namesIn(base)) ?? [];

/** @returns undefined if something else stands in the place of the names */
async function namesIn(base: string): Promise<string[] | undefined> {
  const answer = await (await openKept(base)).match(namesKey(base));
  if (!answer) return [];
  const names: unknown = await answer.json().catch(() => undefined);
  return Array.isArray(names) ? names.filter((name) => typeof name === 'string') : undefined;
}

export async function writeKept(base: string, names: readonly string[]): Promise<void> {
  await put(await openKept(base), namesKey(base), Response.json(names));
}

/**
 * The list of the build that is published now. Nothing that was asked with `no-store` is answered from what is kept.
 * @throws KeepError if it does not come
 */
async function fetchList(base: string): Promise<KeepList> {
  const answer = await fetched(`${base}${LIST}`);
  try {
    return (await answer.json()) as KeepList; // written by the build
  } catch (error) {
    throw new KeepError('foreign', error);
  }
}

const isOther = async (answer: Response, [, revision]: ListedFile): Promise<boolean> =>
  (await digestOf(await answer.clone().arrayBuffer())) !== revision;

/** Of the files that some pages need those that are not kept, or were changed since. */
export async function lackingFiles(base: string, list: KeepList, names: readonly string[]): Promise<ListedFile[]> {
  const cache = await openKept(base);
  const needed = neededFiles(list, names);
  const lacks = await Promise.all(
    needed.map(async (file) => {
      const answer = await cache.match(keyOf(base, file));
      return !answer || isOther(answer, file);
    }),
  );
  return needed.filter((_, i) => lacks[i]);
}

/** Whether all files that the kept pages need are there, whatever is in them, and their names. */
export async function isComplete(base: string, list: KeepList): Promise<boolean> {
  const names = await namesIn(base);
  if (!names) return false;
  const there = new Set((await (await openKept(base)).keys()).map(({ url }) => url));
  return neededFiles(list, names).every((file) => there.has(new URL(keyOf(base, file), location.href).href));
}

/**
 * Fetches what is not there yet of the files that some pages need, or is not as it was. All of them are of one build, or
 * none counts: what comes is compared with the digest in the list, since a network that wants a login answers with a page of its own.
 * @param told hears after each file how many of them are there
 * @throws KeepError
 */
export async function fetchKept(
  base: string,
  list: KeepList,
  names: readonly string[],
  told: (done: number, all: number) => void = () => {},
  signal?: AbortSignal,
): Promise<void> {
  const cache = await openKept(base);
  const missing = await lackingFiles(base, list, names);
  const waiting = [...missing];
  let done = 0;
  const work = async (): Promise<void> => {
    for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) {
      try {
        const answer = await fetched(base + file[0], signal);
        if (await isOther(answer, file)) throw new KeepError('foreign');
        await put(cache, keyOf(base, file), answer);
      } catch (error) {
        // The others end with the file that they are at.
        waiting.length = 0;
        throw error;
      }
      done += 1;
      told(done, missing.length);
    }
  };
  // Whoever clears up after a failure finds nobody still at work.
  const ends = await Promise.allSettled(Array.from({ length: AT_ONCE }, work));
  const failed = ends.find((end) => end.status === 'rejected');
  const isForeign = failed?.reason instanceof KeepError && failed.reason.trouble === 'foreign';
  if (failed && !isForeign) throw failed.reason;
  // An update that was published while they came may have replaced some of them.
  if (missing.length > 0 && (await fetchList(base)).build !== list.build) {
    await Promise.all(missing.map((file) => cache.delete(keyOf(base, file))));
    throw new KeepError('newer');
  }
  if (failed) throw failed.reason;
}

/** Takes away what the kept pages do not need: of this build alone, where pages of another one may still be open. */
export async function release(
  base: string,
  list: KeepList,
  names: readonly string[],
  which: 'of this build' | 'all',
): Promise<void> {
  const cache = await openKept(base);
  const needed = new Set(neededFiles(list, names).map((file) => keyOf(base, file)));
  const ofThisBuild = new Set(list.files.map((file) => keyOf(base, file)));
  for (const request of await cache.keys()) {
    const { pathname, search } = new URL(request.url);
    const key = pathname + search;
    if (key === namesKey(base) || needed.has(key)) continue;
    if (which === 'all' || ofThisBuild.has(key)) await cache.delete(request);
  }
}

/** The file by its address; where the list does not have it, as a page that was opened before an update asks for it. */
export async function keyIn(base: string, files: ReadonlyMap<string, ListedFile>, path: string): Promise<string> {
  const file = files.get(path);
  if (file) return keyOf(base, file);
  const [older] = await (await openKept(base)).keys(base + path, { ignoreSearch: true });
  return older?.url ?? base + path;
}

/** How browsers say that there is no more room; what Firefox throws there is no DOMException. */
const FULL: readonly unknown[] = ['QuotaExceededError', 'NS_ERROR_FILE_NO_DEVICE_SPACE'];

async function put(cache: Cache, key: string, answer: Response): Promise<void> {
  try {
    await cache.put(key, answer);
  } catch (error) {
    throw new KeepError(FULL.includes((error as { name?: unknown } | null)?.name) ? 'full' : 'refused', error);
  }
}

async function fetched(url: string, signal?: AbortSignal): Promise<Response> {
  let answer: Response;
  try {
    answer = await fetch(url, { cache: 'no-store', ...(signal && { signal }) });
  } catch (error) {
    throw new KeepError('network', error);
  }
  // A file that is gone belongs to a build that is gone.
  if (answer.status === 404) throw new KeepError('newer');
  if (!answer.ok) throw new KeepError('network');
  return answer;
}
