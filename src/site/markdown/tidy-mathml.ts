import type { Element, Root } from 'hast';
import { SKIP, visit } from 'unist-util-visit';

/** Elements whose children have fixed positions: base, subscript, superscript. */
const placed = new Set(['msub', 'msup', 'msubsup', 'munder', 'mover', 'munderover', 'mfrac', 'mroot']);

/**
 * Rehype plugin: tidies KaTeX's MathML. It removes the TeX, which neither readers nor screen readers use, and the
 * invisible "function application" of `\lambda_{\max}`, which would be an invalid third child of `msub`. The search
 * reads only the MathML.
 */
export function tidyMathml() {
  return (tree: Root): void => {
    visit(tree, 'element', (node: Element, index, parent) => {
      const { className } = node.properties;
      if (Array.isArray(className) && className.includes('katex-html')) node.properties['dataPagefindIgnore'] = 'all';
      if (index === undefined || parent?.type !== 'element') return undefined;
      if (node.tagName !== 'annotation' && !(placed.has(parent.tagName) && appliesFunction(node))) return undefined;
      parent.children.splice(index, 1);
      return [SKIP, index];
    });
  };
}

/** An `mo` that contains only U+2061. */
function appliesFunction({ tagName, children: [child] }: Element): boolean {
  return tagName === 'mo' && child?.type === 'text' && child.value === '\u2061';
}
