/** Reads a sheet from a file or a link, which may contain anything. */
import { cleanName, SHEET_VERSION } from '../work/sheet-text.ts';
import { asWork, type Work } from '../work/stored-work.ts';

/** An error in a sheet; the message completes a sentence that begins with its file or link. */
export class SheetError extends Error {}

export interface Sheet {
  name: string;
  /** Version of the site's tasks at the time; empty if unknown. */
  version: string;
  /** Each item as read; an unreadable one is kept unchanged. */
  work: readonly (Work | { unread: unknown })[];
}

/** Limits on the bytes of a file and on its entries. */
export const LARGEST_SHEET = 1_000_000;
const MOST_ENTRIES = 400;

/** @throws SheetError with a message that follows the file's name */
export function readSheet(text: string): Sheet {
  if (text.length > LARGEST_SHEET) throw new SheetError('is too large for a sheet (limit 1 MB)');
  let found: unknown;
  try {
    found = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    throw new SheetError(
      text.startsWith('PK')
        ? 'is a ZIP archive: unpack it, and drop the folder'
        : 'is not a file saved by My sheet, or was cut off',
    );
  }
  return sheetOf(found);
}

/** @throws SheetError like `readSheet` */
export function sheetOf(found: unknown): Sheet {
  const { sheet, name, version, work } = (typeof found === 'object' && found !== null ? found : {}) as Partial<
    Record<'sheet' | 'name' | 'version' | 'work', unknown>
  >;
  if (typeof sheet !== 'number' || !Number.isFinite(sheet) || !Array.isArray(work))
    throw new SheetError('is not a sheet saved by My sheet on this site');
  if (sheet !== SHEET_VERSION)
    throw new SheetError(`has sheet format ${sheet}; this page reads format ${SHEET_VERSION}`);
  if (work.length > MOST_ENTRIES) throw new SheetError(`contains ${work.length} answers, more than there are tasks`);
  return {
    name: cleanName(typeof name === 'string' ? name : ''),
    version: typeof version === 'string' && /^\w{1,40}$/.test(version) ? version : '',
    work: (work as readonly unknown[]).map((entry) => asWork(entry) ?? { unread: entry }),
  };
}
