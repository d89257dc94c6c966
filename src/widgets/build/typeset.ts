import katex from 'katex';
import { PageError } from './page-error.ts';

/** Typesets the terms of an experiment's equations, by name. KaTeX runs only here, in the build, and never in a page. */
export function typesetTerms(equations: Readonly<Record<string, string>>, loc?: string): Record<string, string> {
  return Object.fromEntries(
    Object.entries(equations).map(([name, tex]) => {
      try {
        return [name, katex.renderToString(tex, { throwOnError: true, strict: 'error' })];
      } catch (error) {
        throw new PageError(
          loc,
          `equation "${name}" (${tex}): ${error instanceof Error ? error.message : String(error)}`,
        );
      }
    }),
  );
}
