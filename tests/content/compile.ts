import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { markdown } from '../../src/site/markdown/pipeline.ts';

export const root = join(import.meta.dirname, '../..');

/**
 * Compiles one chapter's MDX as the build does, without Astro.
 * @param source without frontmatter
 * @param optimize whether static elements become strings, as in the build
 * @returns the compiled JavaScript
 * @throws VFileMessage with line and column, at the first thing our plugins reject
 */
export async function compile(
  source: string,
  path = 'src/content/docs/page.mdx',
  base = '/notes/',
  optimize = false,
): Promise<string> {
  const processor = markdown({ base });
  const renderer = await processor.createMdxRenderer?.(
    { syntaxHighlight: false },
    { optimize, srcDir: pathToFileURL(`${root}/src/`) },
  );
  if (!renderer) throw new Error('the Markdown processor compiles no MDX');
  return (await renderer.process(source, join(root, path), {})).code;
}

/** The message of a failed compilation, with its position: `2:9 the formula …`. */
export async function failure(source: string): Promise<string> {
  try {
    await compile(source);
  } catch (error) {
    if (error instanceof Error && 'reason' in error && 'line' in error && 'column' in error) {
      return `${error.line}:${error.column} ${error.reason}`;
    }
    throw error;
  }
  return 'compiled';
}
