/** Whether a text is kept on this device: `off` where the page may keep nothing, `full` where nothing more fits. */
export type Keeping = 'kept' | 'off' | 'full';

/** The text kept under a key; undefined where there is none, or the page may keep nothing. */
export function keptOnDevice(key: string): string | undefined {
  try {
    return localStorage.getItem(key) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Keeps a text over reloads, or forgets it where it is undefined. */
export function keepOnDevice(key: string, text: string | undefined): Keeping {
  try {
    if (text === undefined) localStorage.removeItem(key);
    else localStorage.setItem(key, text);
    return 'kept';
  } catch (error) {
    return error instanceof DOMException && /quota/i.test(error.name) ? 'full' : 'off';
  }
}

/** The keys that begin so; none where the page may keep nothing. */
export function keysOnDevice(prefix: string): string[] {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(prefix));
  } catch {
    return [];
  }
}
