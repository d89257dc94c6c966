import { LONGEST_LINK, unpack } from '../../widgets/page/packed.ts';
import { type Sheet, sheetOf } from './sheet.ts';

/** Prefix of a sheet in the URL's fragment, which no server sees. */
export const LINK_MARK = '#sheet=';

export const linkedSheet = {
  /** Maximum length of a link, in characters. */
  longest: LONGEST_LINK,
  /** @throws Error with a message for the reader */
  async read(hash: string): Promise<Sheet | undefined> {
    return hash.startsWith(LINK_MARK) ? sheetOf(await unpack(hash.slice(LINK_MARK.length))) : undefined;
  },
};
