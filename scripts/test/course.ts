/** Pages checked by the stage `course`: a course's own and changed ones. */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { isOwn, pages } from '../../src/references/page-widgets.ts';
import { isLeftOut } from '../../src/site/left-out.ts';
import { root } from '../command.ts';

/** Formulas, links, numbers and figures; the citation and the documents; the accent. */
export const courseTests = [
  'tests/content/chapters.',
  'tests/content/live-numbers.',
  'tests/content/terms.test.ts',
  'tests/content/notes.test.ts',
  'tests/documents.test.ts',
  'tests/site/rule-colours.test.ts',
];

const DOCS = 'src/content/docs';

/** Slugs of the home page, of the course's own pages, and of those with uncommitted changes. */
export async function changedPages(): Promise<string[]> {
  const changed = await promisify(execFile)('git', ['status', '--porcelain', '--', DOCS], { cwd: root }).then(
    ({ stdout }) => stdout,
    // Without a repository there is nothing to compare with.
    () => '',
  );
  return pages
    .filter(
      (page) =>
        page === 'index.mdx' ||
        changed.includes(`${DOCS}/${page}`) ||
        isOwn(readFileSync(join(root, DOCS, page), 'utf8')),
    )
    .map((page) => page.replace(/\.mdx$/, ''))
    .filter((page) => !isLeftOut(page));
}
