import type { Element, Root } from 'hast';
import { SKIP, visit } from 'unist-util-visit';

/** Elements whose children have places: base, index, exponent. */
const placed = new Set(['msub', 'msup', 'msubsup', 'munder', 'mover', 'munderover', 'mfrac', 'mroot']);

/**
 * Rehype plugin: tidies the MathML that KaTeX puts beside a formula. It leaves out the TeX, which no reader and no
 * voice uses, and the invisible "function application" of `\lambda_{\max}`, which would stand as a third child of
 * `msub` and make it invalid. Of the two forms that stay, the search reads the MathML alone.
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

/** An `mo` of U+2061 alone. */
function appliesFunction({ tagName, children: [child] }: Element): boolean {
  return tagName === 'mo' && child?.type === 'text' && child.value === '\u2061';
}
