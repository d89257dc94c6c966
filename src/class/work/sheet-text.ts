/** The format of an answer sheet: one reader's work, as a file that people can read, too. */
import { asWork, type Work } from './stored-work.ts';

/** The version of the format that the site writes, and the newest that it reads. */
export const SHEET_VERSION = 1;
const LONGEST_NAME = 80;

/**
 * Work too long to be read back from a sheet is left out.
 * @param address of the site, so that the file shows where it came from
 * @param version of its tasks, if the page knows it
 */
export function sheetText(name: string, work: readonly Work[], address: string, version?: string): string {
  const sheet = {
    sheet: SHEET_VERSION,
    of: address,
    ...(version && { version }),
    name: cleanName(name),
    work: work.filter((one) => asWork(one)).map((one) => (one.kind === 'words' ? { ...one, says: UNJUDGED } : one)),
  };
  return `${JSON.stringify(sheet, null, 2)}\n`;
}

/** For people who read the file: written answers are not graded automatically, so their `met` means nothing. */
const UNJUDGED = 'written, needs grading';

/**
 * A stranger's text on one line, without characters that could reverse or hide the text around it, or overflow the
 * line.
 */
export const cleanLine = (text: string): string =>
  text
    .normalize()
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
    // In every script, a letter has at most three combining marks after the first.
    .replace(/(\p{M}{3})\p{M}+/gu, '$1')
    .trim();

export const cleanName = (name: string): string => cleanLine(name).slice(0, LONGEST_NAME);

/**
 * The name of a sheet's file: the reader's name or a hash of its content, so that a class without names still has
 * different files.
 */
export function sheetFile(name: string, text: string): string {
  const called = cleanName(name)
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '');
  return `${called || `sheet-${markOf(text)}`}.json`;
}

/** A short hash of a text. */
function markOf(text: string): string {
  let mark = 0;
  for (let i = 0; i < text.length; i++) mark = (Math.imul(mark, 31) + text.charCodeAt(i)) | 0;
  return (mark >>> 0).toString(36);
}
