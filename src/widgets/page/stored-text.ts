import { device, type Keeping } from './store.ts';

export type { Keeping };

export const PREFIX = 'text ';

/** The text kept under a name; undefined if there is none, or the page may keep nothing. */
export const storedText = (name: string): string | undefined => device.text(PREFIX + name);

/** Keeps a text over reloads, or forgets it if it is undefined. */
export const storeText = (name: string, text: string | undefined): Keeping => device.keep(PREFIX + name, text);

/** The sentence on each outcome; none if all is well. */
export const keepingSays: Readonly<Record<Keeping, string>> = {
  kept: '',
  off: 'This browser blocks storage, so copy your text before you leave the page.',
  full: 'This browser’s storage is full, so copy your text before you leave the page.',
};

/** Under which name a figure's rule is kept. */
export const ruleName = ({ spec }: { spec: { name: string } }): string => `rule ${location.pathname} ${spec.name}`;
