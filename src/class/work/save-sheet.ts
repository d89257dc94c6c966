import { save } from '../../widgets/page/save.ts';
import { device } from '../../widgets/page/store.ts';
import { readWork, type Work } from './kept-work.ts';
import { sheetFile, sheetText } from './sheet-text.ts';

/** The name on the sheet, as the device keeps it. */
export const NAME_KEY = 'sheet name';

/** Where the site is: what a sheet says that it is of. */
export const siteAddress = (): string => location.origin + import.meta.env.BASE_URL.replace(/\/?$/, '/');

/** The sentence on a file that the reader was given. A frame may let none through, and no script is told. */
export const savedAs = (file: string): string =>
  window.parent === window
    ? `Saved as ${file} in your downloads.`
    : `Look for ${file} in your downloads. If it is missing, the page it is embedded in blocks downloads: copy your text, and open the notes in a new window.`;

interface Part {
  /** All that was done, if it is not given. */
  work?: readonly Work[];
  /** Version of the site's tasks. */
  version?: string | undefined;
}

/** Gives the reader the sheet with all that is on the screen. @returns the file's name */
export function saveSheet(name = device.text(NAME_KEY) ?? '', { work = readWork(), version }: Part = {}): string {
  const text = sheetText(name, work, siteAddress(), version);
  const file = sheetFile(name, text);
  save(new Blob([text], { type: 'application/json' }), file);
  return file;
}
