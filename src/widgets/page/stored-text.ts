import { device, type Keeping } from './store.ts';

export type { Keeping };

export const PREFIX = 'text ';

/** The text stored under a name; undefined if there is none, or storage is unavailable. */
export const storedText = (name: string): string | undefined => device.text(PREFIX + name);

/** Stores a text across reloads, or removes it if it is undefined. */
export const storeText = (name: string, text: string | undefined): Keeping => device.keep(PREFIX + name, text);

/** The message for each outcome; empty if all is well. */
export const keepingSays: Readonly<Record<Keeping, string>> = {
  kept: '',
  off: 'This browser blocks storage, so copy your text before you leave the page.',
  full: 'This browser’s storage is full, so copy your text before you leave the page.',
};

/** Storage name of a figure's rule. */
export const ruleName = ({ spec }: { spec: { name: string } }): string => `rule ${location.pathname} ${spec.name}`;
