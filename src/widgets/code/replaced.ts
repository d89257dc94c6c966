/** Code of the reader replaced by a press or a link: stored on the device until it is restored. */

import { device, type Keeping } from '../page/store.ts';
import { PREFIX } from '../page/stored-text.ts';

/** Maximum number of texts stored per place; the oldest is dropped first. */
const MOST = 5;
const keyOf = (name: string): string => `${PREFIX}${name} before`;

const listOf = (name: string): string[] => device.read(keyOf(name), texts) ?? [];

const texts = (found: unknown): string[] =>
  Array.isArray(found) ? found.filter((text): text is string => typeof text === 'string') : [];

const storeList = (name: string, replaced: readonly string[]): Keeping =>
  device.write(keyOf(name), replaced.slice(0, MOST), []);

/** The code replaced last. */
export const lastReplaced = (name: string): string | undefined => listOf(name)[0];

export const storeReplaced = (name: string, text: string): Keeping =>
  storeList(name, [text, ...listOf(name).filter((other) => other !== text)]);

/** Returns the last replaced code, and stores the current code behind all others, so that none is ever lost. */
export function takeBack(name: string, now: string): string | undefined {
  const [last, ...others] = listOf(name).filter((text) => text !== now);
  if (last !== undefined) storeList(name, [...others, now]);
  return last;
}

export const forgetReplaced = (name: string): Keeping => storeList(name, []);
