import { languages } from '../../../site.config.ts';

/**
 * Leaves out the component that fetches another language's words where the site speaks English alone. Astro ships the script
 * of every component that a page imports, whether it is drawn or not.
 */
export function wordsScript() {
  return {
    name: 'words-script',
    enforce: 'pre' as const,
    load: (id: string) => (languages.length === 0 && id.endsWith('/components/WordsOf.astro') ? '' : undefined),
  };
}
