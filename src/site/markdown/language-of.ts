import { sep } from 'node:path';
import type { VFile } from 'vfile';
import { languageIn } from '../../../site.config.ts';

/** The language of a page, by where its file stands; none for English. */
export function languageOf({ path }: VFile): string | undefined {
  const [, page] = (path ?? '').split(sep).join('/').split('src/content/docs/');
  return page === undefined ? undefined : languageIn(page);
}
