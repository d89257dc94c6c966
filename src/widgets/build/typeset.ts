import katex from 'katex';
import { PageError } from './built.ts';

/** Typesets the terms of an experiment's equations, by name. KaTeX runs here, in the build, and never in a page. */
export function typesetTerms(equations: Readonly<Record<string, string>>, at?: string): Record<string, string> {
  return Object.fromEntries(
    Object.entries(equations).map(([name, tex]) => {
      try {
        return [name, katex.renderToString(tex, { throwOnError: true, strict: 'error' })];
      } catch (error) {
        throw new PageError(
          at,
          `equation "${name}" (${tex}): ${error instanceof Error ? error.message : String(error)}`,
        );
      }
    }),
  );
}
