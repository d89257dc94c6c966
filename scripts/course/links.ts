/** Links from other pages to a page left out of the course. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { leadsTo } from '../../src/site/left-out.ts';
import { root } from '../command.ts';

/** Each link to a page and its replacement in the build, a line each. */
export function linksTo(page: string): string[] {
  const docs = 'src/content/docs';
  return globSync(`${docs}/*.mdx`, { cwd: root })
    .filter((file) => file !== `${docs}/${page}.mdx`)
    .sort()
    .flatMap((file) =>
      readFileSync(join(root, file), 'utf8')
        .split('\n')
        .flatMap((line, k) =>
          [...line.matchAll(/\[([^\]]*)\]\((\/[^)\s]*)\)/g)]
            .filter(([, , address = '']) => address.startsWith(`/${page}/`))
            .map(([, words = '', address = '']) => {
              const to = leadsTo(address, [page]);
              return `${file}:${k + 1} "${words}" ${to === undefined ? 'is plain text now' : `leads to ${to}`}`;
            }),
        ),
    );
}
