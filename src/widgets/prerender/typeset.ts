import katex from 'katex';
import { PageError } from './page-error.ts';

/**
 * Typesets the terms of an experiment's equations, by name. KaTeX runs only here, in the build, and never on a page.
 */
export function typesetTerms(equations: Readonly<Record<string, string>>, loc?: string): Record<string, string> {
  return Object.fromEntries(
    Object.entries(equations).map(([name, tex]) => {
      try {
        const html = katex.renderToString(tex, { throwOnError: true, strict: 'error' });
        // As in the text of a page: see tidy-mathml.ts.
        return [name, html.replace(/<annotation\b.*?<\/annotation>/s, '')];
      } catch (error) {
        throw new PageError(
          loc,
          `equation "${name}" (${tex}): ${error instanceof Error ? error.message : String(error)}`,
        );
      }
    }),
  );
}
