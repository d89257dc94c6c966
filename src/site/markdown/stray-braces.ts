import type { Root } from 'mdast';
import { visit } from 'unist-util-visit';
import type { VFile } from 'vfile';

/** A comment, or a text in quotes. */
const PLAIN = /^\s*(?:\/\*[\s\S]*\*\/|"[^"]*"|'[^']*')?\s*$/;

/**
 * Remark plugin: braces outside a formula hold JavaScript, which on a page without imports and exports nobody meant. It would
 * fail only when the page is drawn, without a line.
 * @throws VFileMessage with the place
 */
export function strayBraces() {
  return (tree: Root, file: VFile): void => {
    if (tree.children.some(({ type }) => type === 'mdxjsEsm')) return;
    visit(tree, ['mdxTextExpression', 'mdxFlowExpression'], (node) => {
      if ((node.type !== 'mdxTextExpression' && node.type !== 'mdxFlowExpression') || PLAIN.test(node.value)) return;
      file.fail(
        `{${node.value}} is JavaScript to MDX: write \\{ for a brace, or a formula between dollars`,
        node.position,
      );
    });
  };
}
