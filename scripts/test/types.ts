/** The type check, of which prose is no part: it is done again where code has changed. */
import { globSync } from 'node:fs';
import { root } from '../command.ts';
import { type Count, one } from './count.ts';
import { readSources } from './imports.ts';
import { unlessPassed } from './kept-steps.ts';
import type { Run } from './stages.ts';

/** What it reads; the types of the frontmatter come from the schema, and not from the pages, which the build holds to it. */
const typed = '*.{ts,tsx,mts,cts,js,mjs,cjs,json,astro}';

/** Of all code, of the data that it imports, and of the packages. */
export const hashOfCode = (project: string): string =>
  readSources(project, 'types').hashOf([
    ...globSync([`{src,tests,scripts,public,docs,.github}/**/${typed}`, typed], { cwd: project }),
    'package-lock.json',
  ]);

/** @param again whether also where it passed with the same code */
export async function types(run: Run, say: (line: string) => void, again: boolean): Promise<Count> {
  const { count, isOld } = await unlessPassed(
    root,
    { name: 'types', hash: () => hashOfCode(root), again },
    async () => {
      const { code } = await run('astro', ['check', '--minimumFailingSeverity', 'hint']);
      return one('types', code === 0 ? undefined : 'the messages above name file and line');
    },
  );
  if (isOld) say('passed before with the same code; --all checks it again');
  return count;
}
