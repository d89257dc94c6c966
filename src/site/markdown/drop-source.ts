import type { Element, Root } from 'hast';
import { SKIP, visit } from 'unist-util-visit';

/**
 * Rehype plugin: leaves out the TeX that KaTeX puts into its MathML beside the formula; no reader and no voice uses it.
 * Of the two forms that stay, the search reads the MathML alone.
 */
export function dropSource() {
  return (tree: Root): void => {
    visit(tree, 'element', (node: Element, index, parent) => {
      const { className } = node.properties;
      if (Array.isArray(className) && className.includes('katex-html')) node.properties['dataPagefindIgnore'] = 'all';
      if (node.tagName !== 'annotation' || index === undefined || !parent) return undefined;
      parent.children.splice(index, 1);
      return [SKIP, index];
    });
  };
}
