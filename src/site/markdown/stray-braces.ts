import type { Root } from 'mdast';
import { visit } from 'unist-util-visit';
import type { VFile } from 'vfile';

/** A comment or a quoted string. */
const PLAIN = /^\s*(?:\/\*[\s\S]*\*\/|"[^"]*"|'[^']*')?\s*$/;

/**
 * Remark plugin: rejects braces outside a formula. They would contain JavaScript, which nobody intends on a page
 * without imports and exports, and would fail only at rendering, without a line number.
 * @throws VFileMessage with the position
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
