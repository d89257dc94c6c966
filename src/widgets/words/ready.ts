/** Words of the page's language are fetched by `bring.ts`; what would draw English meanwhile waits for them. */

export const READY = 'words-ready';

/** Resolves at once on an English page. */
export function wordsReady(): Promise<void> {
  const { lang, dataset } = document.documentElement;
  if (lang === 'en' || dataset['words'] !== undefined) return Promise.resolve();
  return new Promise((resolve) => addEventListener(READY, () => resolve(), { once: true }));
}
