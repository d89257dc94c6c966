/** The stored playground, for itself and for the network beside it. */
import type { Values } from '../engine/schema.ts';
import { FIRST_MODEL, FIRST_RULE, isFirstRule } from '../experiments/kit/first-texts.ts';
import { FIRST_LOSS } from '../experiments/kit/losses.ts';
import { storeReplaced } from '../widgets/code/replaced.ts';
import { storedQuery } from './stored-figure.ts';

export const PLAYGROUND = 'laboratory';

export const storedPlayground = (): URLSearchParams | undefined => storedQuery(PLAYGROUND);

/** The rule that the reader wrote there; undefined if it is the page's own. */
export function writtenRule(): string | undefined {
  const text = storedPlayground()?.get('rule') ?? '';
  return text === '' || isFirstRule(text) ? undefined : text;
}

/** Whether all code in a setting is the page's own, or stored here, since the reader wrote it. */
export function areKnown(values: Values, kept: URLSearchParams | undefined): boolean {
  const isKnown = (name: string, isFirst: (text: string) => boolean): boolean => {
    const text = String(values[name]);
    return text === '' || isFirst(text) || text === kept?.get(name);
  };
  return (
    isKnown('rule', isFirstRule) &&
    isKnown('ground', (text) => text === FIRST_LOSS) &&
    isKnown('model', (text) => text === FIRST_MODEL)
  );
}

/** Storage key of the reader's replaced rule. */
export const OWN_RULE = 'rule';

/** Stores a rule written by the reader when other code replaces it, so that it can be restored. */
export function storeOwnRule(own: string | undefined, next: string): void {
  if (own && own !== next && own !== FIRST_RULE) storeReplaced(OWN_RULE, own);
}
