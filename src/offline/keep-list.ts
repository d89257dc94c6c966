/** Which files the pages of one build need, as the build found out, and by which keys they lie in the cache. */

/** One file: its path below the base of the site, a digest of what is in it, and its length in bytes. */
export type ListedFile = readonly [path: string, revision: string, bytes: number];

export interface KeepList {
  /** A digest of all files: another build has another one. */
  build: string;
  files: readonly ListedFile[];
  /** By the address of a page below the base, `momentum/`: which of the files it needs. */
  pages: Readonly<Record<string, readonly number[]>>;
  /** The files that are kept with any page: the first page, and the one that says what is kept. */
  shell: readonly number[];
}

/** Stands for all pages, those that stand in frames and the search among them. */
export const EVERYTHING = '*';

export const LIST = 'offline.json';
export const WORKER = 'sw.js';

/** Two courses may stand on one host. */
export const cacheNameOf = (base: string): string => `kept ${base}`;

/** A file lies by its address and its digest, so that two builds can lie side by side. */
export const keyOf = (base: string, [path, revision]: ListedFile): string => `${base}${path}?kept=${revision}`;
export const revisionIn = (key: string): string | null => new URL(key).searchParams.get('kept');

/** The files that some pages need, with the shell; none if no page is kept. A page that the build does not have is passed over. */
export function neededFiles(list: KeepList, kept: readonly string[]): ListedFile[] {
  if (kept.length === 0) return [];
  if (kept.includes(EVERYTHING)) return [...list.files];
  const numbers = new Set([...list.shell, ...kept.flatMap((page) => list.pages[page] ?? [])]);
  return list.files.filter((_, i) => numbers.has(i));
}

/** The digest by which a file is told from any other: the first digits of its SHA-256. */
export async function digestOf(content: BufferSource): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', content));
  return Array.from(digest.subarray(0, 6), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The files that every page needs, kept once. */
export function sharedFiles(list: KeepList): ListedFile[] {
  const pages = Object.values(list.pages).map((numbers) => new Set(numbers));
  return list.files.filter((_, i) => pages.every((numbers) => numbers.has(i)));
}

export const bytesOf = (files: readonly ListedFile[]): number => files.reduce((sum, [, , bytes]) => sum + bytes, 0);

/** A path that a browser asks for, as the list has it: a page ends with a slash. */
export const pathBelow = (base: string, pathname: string): string | undefined =>
  pathname.startsWith(base) ? pathname.slice(base.length).replace(/(^|\/)index\.html$/, '$1') : undefined;
