/** A sheet: what one reader did, as a file that people can read, too. */
import { asWork, type Work } from '../widgets/work/kept-work.ts';

export interface Sheet {
  name: string;
  /** Each as it came; one that cannot be read is what it was. */
  work: readonly (Work | { unread: unknown })[];
}

/** The newest version of the format that this page reads, and the one that it writes. */
export const SHEET_VERSION = 1;
/** Bytes of a file, and entries in it, at most. */
export const LARGEST_SHEET = 1_000_000;
const MOST_ENTRIES = 400;
const LONGEST_NAME = 80;

/** @param address of the site: whoever finds the file learns what it is of */
export function sheetText(name: string, work: readonly Work[], address: string): string {
  const sheet = { sheet: SHEET_VERSION, of: address, name: cleanName(name), work };
  return `${JSON.stringify(sheet, null, 2)}\n`;
}

/** @throws Error with what is wrong, as the rest of a sentence that begins with the file's name */
export function readSheet(text: string): Sheet {
  if (text.length > LARGEST_SHEET) throw new Error('is larger than any sheet: at most one megabyte is read');
  let found: unknown;
  try {
    found = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    throw new Error('is not readable: it is no JSON, or was cut off');
  }
  return sheetOf(found);
}

/** @throws Error as `readSheet` */
export function sheetOf(found: unknown): Sheet {
  const { sheet, name, work } = (typeof found === 'object' && found !== null ? found : {}) as Partial<
    Record<'sheet' | 'name' | 'work', unknown>
  >;
  if (typeof sheet !== 'number' || !Array.isArray(work)) throw new Error('is no sheet of this site');
  if (sheet !== SHEET_VERSION)
    throw new Error(`is a sheet of version ${sheet}, and this page reads version ${SHEET_VERSION}`);
  if (work.length > MOST_ENTRIES) throw new Error(`holds ${work.length} answers, more than there are tasks`);
  return {
    name: cleanName(typeof name === 'string' ? name : ''),
    work: (work as readonly unknown[]).map((entry) => asWork(entry) ?? { unread: entry }),
  };
}

/** A name on one line, without what would turn or hide the text around it. */
export const cleanName = (name: string): string =>
  name
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim()
    .slice(0, LONGEST_NAME);
