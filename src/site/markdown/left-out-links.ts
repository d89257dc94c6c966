import type { Parent, Root } from 'mdast';
import { SKIP, visit } from 'unist-util-visit';
import { leadsTo } from '../left-out.ts';

/** Remark plugin: replaces a link to a page left out of the course by a link to its figure alone, or by plain text. */
export function leftOutLinks() {
  return (tree: Root): void => {
    visit(tree, 'link', (link, index, parent: Parent | undefined) => {
      const to = leadsTo(link.url);
      if (to !== undefined) link.url = to;
      else if (parent && index !== undefined) {
        parent.children.splice(index, 1, ...link.children);
        return [SKIP, index];
      }
      return undefined;
    });
  };
}
