import { save } from '../../widgets/page/save.ts';
import { device } from '../../widgets/page/store.ts';
import { sheetFile, sheetText } from './sheet-text.ts';
import { readWork, type Work } from './stored-work.ts';

/** Storage key of the name on the sheet. */
export const NAME_KEY = 'sheet name';

/** The site's URL, as recorded in a sheet. */
export const siteAddress = (): string => location.origin + import.meta.env.BASE_URL.replace(/\/?$/, '/');

/** The sentence about a saved file. A frame may block the download, and scripts are not told. */
export const savedAs = (file: string): string =>
  window.parent === window
    ? `Saved as ${file} in your downloads.`
    : `Look for ${file} in your downloads. If it is missing, the page it is embedded in blocks downloads: copy your text, and open the notes in a new window.`;

interface Part {
  /** All work if it is not given. */
  work?: readonly Work[];
  /** Version of the site's tasks. */
  version?: string | undefined;
}

/** Saves the sheet with all that is on the screen. @returns the file's name */
export function saveSheet(name = device.text(NAME_KEY) ?? '', { work = readWork(), version }: Part = {}): string {
  const text = sheetText(name, work, siteAddress(), version);
  const file = sheetFile(name, text);
  save(new Blob([text], { type: 'application/json' }), file);
  return file;
}
