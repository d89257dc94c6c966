/** Texts of the reader's own that a press or a link has replaced: kept on the device until they are taken back. */

import { PREFIX } from '../page/kept-text.ts';
import { device, type Keeping } from '../page/store.ts';

/** Most texts stored for one place; the oldest goes first. */
const MOST = 5;
const keyOf = (name: string): string => `${PREFIX}${name} before`;

const listOf = (name: string): string[] => device.read(keyOf(name), texts) ?? [];

const texts = (found: unknown): string[] =>
  Array.isArray(found) ? found.filter((text): text is string => typeof text === 'string') : [];

const keepList = (name: string, replaced: readonly string[]): Keeping =>
  device.write(keyOf(name), replaced.slice(0, MOST), []);

/** The text that was replaced last. */
export const lastReplaced = (name: string): string | undefined => listOf(name)[0];

export const keepReplaced = (name: string, text: string): Keeping =>
  keepList(name, [text, ...listOf(name).filter((other) => other !== text)]);

/** Returns the last text, and stores the current one behind all others, so that none is ever lost. */
export function takeBack(name: string, now: string): string | undefined {
  const [last, ...others] = listOf(name).filter((text) => text !== now);
  if (last !== undefined) keepList(name, [...others, now]);
  return last;
}

export const forgetReplaced = (name: string): Keeping => keepList(name, []);
