/** Where settings are kept: in a link, and on the reader's device. */
import { type Signal, signal } from '@preact/signals';
import { FIRST_RULE } from '../../experiments/kit/first-texts.ts';
import { keepReplaced } from '../../widgets/code/replaced.ts';
import { pack, unpack } from '../../widgets/page/packed.ts';
import { device, type Keeping } from '../../widgets/page/store.ts';
import { readSketch } from '../draw/sketch.ts';
import { firstSettings, readSettings, type Settings, sheetOf } from './settings.ts';

const MARK = '#lab=';
const KEY = 'laboratory';

/** The end of an address, from # on, with the settings and the step that is shown. */
export const hashOf = async (settings: Settings, step: number): Promise<string> =>
  `${MARK}${await pack({ ...settings, step })}`;

/** The content of a link; undefined if it is none of ours. @throws Error in words for the reader */
export async function contentsOf(hash: string): Promise<Readonly<Record<string, unknown>> | undefined> {
  if (!hash.startsWith(MARK)) return undefined;
  const found = await unpack(hash.slice(MARK.length));
  return typeof found === 'object' && found !== null ? (found as Record<string, unknown>) : {};
}

/**
 * The settings of a link and the step it was made at, and whether a line was drawn there; an error in words where they cannot
 * be read.
 */
export async function settingsOfLink(
  hash: string,
): Promise<{ settings: Settings; step: number | undefined; isDrawn: boolean } | Error | undefined> {
  try {
    const found = await contentsOf(hash);
    if (!found) return undefined;
    const step = found['step'];
    const settings = readSettings(found);
    const isDrawn = readSketch(found['sketch'], sheetOf(settings)).length > 0;
    return { settings, step: typeof step === 'number' ? step : undefined, isDrawn };
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** The playground as the page was left; undefined if nothing was on it, or the page may keep nothing. */
export const kept = (): Settings | undefined => device.read(KEY, readSettings);

/** Whether it is kept over a visit. */
export const keeping: Signal<Keeping> = signal('kept');

export function keep(settings: Settings): void {
  keeping.value = device.write(KEY, settings, firstSettings());
}

/** The place of the reader's rule among the texts that can be taken back. */
export const OWN_RULE = 'rule';

/** A rule that the reader has written can be taken back where another text takes its place. */
export function keepOwnRule(own: string | undefined, next: string): void {
  if (own !== undefined && own !== next && own !== FIRST_RULE) keepReplaced(OWN_RULE, own);
}
