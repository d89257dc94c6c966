/** A contest in a link, and on the device. */
import { keptText } from '../../widgets/code/kept-text.ts';
import { isFirstRule } from '../playground/engine-rules.ts';
import { kept } from '../playground/keeping.ts';
import { pack, unpack } from '../playground/link.ts';
import { KEPT } from './contest.ts';
import { type ContestSettings, firstContest, readContest } from './settings.ts';

const MARK = '#contest=';

export const linkOf = async (settings: ContestSettings): Promise<string> =>
  `${location.origin}${location.pathname}${MARK}${await pack(settings)}`;

/** The contest of a link; undefined where it is none of ours, and an error in words where it cannot be read. */
export async function contestOfLink(hash: string): Promise<ContestSettings | Error | undefined> {
  if (!hash.startsWith(MARK)) return undefined;
  try {
    return readContest(await unpack(hash.slice(MARK.length)));
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** What the reader wrote here before; or else in the playground, where that is not as the page has it. */
export function keptContest(): ContestSettings {
  const playground = kept()?.own.text;
  const theirs = playground === undefined || isFirstRule(playground) ? undefined : playground;
  return { ...firstContest, text: keptText(KEPT) ?? theirs ?? firstContest.text };
}
