/** Where settings are kept: in a link, and on the reader's device. */
import { pack, unpack } from './link.ts';
import { firstSettings, readSettings, type Settings } from './settings.ts';

const MARK = '#lab=';
const KEY = 'laboratory';

/** The address of this page with the settings behind #. */
export async function linkOf(settings: Settings): Promise<string> {
  return `${location.origin}${location.pathname}${MARK}${await pack(settings)}`;
}

/** The settings of a link; undefined where it has none, an error in words where they cannot be read. */
export async function settingsOfLink(hash: string): Promise<Settings | Error | undefined> {
  if (!hash.startsWith(MARK)) return undefined;
  try {
    return readSettings(await unpack(hash.slice(MARK.length)));
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** What was on the bench when the page was left; undefined where nothing was, or the page may keep nothing. */
export function kept(): Settings | undefined {
  try {
    const text = localStorage.getItem(KEY);
    return text === null ? undefined : readSettings(JSON.parse(text));
  } catch {
    return undefined;
  }
}

export function keep(settings: Settings): void {
  try {
    const text = JSON.stringify(settings);
    if (text === JSON.stringify(firstSettings())) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, text);
  } catch {
    // The page may have no access to storage. Then the bench lasts until the page is left.
  }
}

export function forget(): void {
  try {
    localStorage.removeItem(KEY);
  } catch {
    // As above.
  }
}
