/** Links of the laboratory from before its parts were figures: settings, packed behind the mark `#lab=`. */
import { unpack } from '../../widgets/page/packed.ts';
import { readSketch } from '../draw/sketch.ts';
import { readSettings, type Settings, sheetOf } from './settings.ts';

const MARK = '#lab=';

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
