/** Whether what the reader writes is kept on this device: `off` where the page may not, `full` where nothing more fits. */
export type Keeping = 'kept' | 'off' | 'full';

const PREFIX = 'text ';

/** The text kept under a name; undefined where there is none, or the page may keep nothing. */
export function keptText(name: string): string | undefined {
  try {
    return localStorage.getItem(PREFIX + name) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Keeps a text over reloads, or forgets it where it is undefined. */
export function keepText(name: string, text: string | undefined): Keeping {
  try {
    if (text === undefined) localStorage.removeItem(PREFIX + name);
    else localStorage.setItem(PREFIX + name, text);
    return 'kept';
  } catch (error) {
    return error instanceof DOMException && /quota/i.test(error.name) ? 'full' : 'off';
  }
}

/** What to say of it; nothing where all is well. */
export const keepingSays: Readonly<Record<Keeping, string>> = {
  kept: '',
  off: 'This browser keeps nothing for the page, so copy your text before you leave it.',
  full: 'This browser has no room left for the page, so copy your text before you leave it.',
};
