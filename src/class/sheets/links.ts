import { LONGEST_LINK, unpack } from '../../widgets/page/packed.ts';
import { type Sheet, sheetOf } from './sheet.ts';

/** The mark before a sheet in the part of an address that no server sees. */
export const LINK_MARK = '#sheet=';

export const linkedSheet = {
  /** Characters of a link, at most. */
  longest: LONGEST_LINK,
  /** @throws Error in words for the reader */
  async read(hash: string): Promise<Sheet | undefined> {
    return hash.startsWith(LINK_MARK) ? sheetOf(await unpack(hash.slice(LINK_MARK.length))) : undefined;
  },
};
