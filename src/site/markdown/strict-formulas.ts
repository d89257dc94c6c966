import katex from 'katex';
import type { Root } from 'mdast';
import type { Math as DisplayMath, InlineMath } from 'mdast-util-math';
import { visit } from 'unist-util-visit';
import type { VFile } from 'vfile';
import { katexOptions } from './katex.ts';

/**
 * Remark plugin: fails the build at a formula that KaTeX rejects, with file, line, column, the formula and KaTeX's
 * message. rehype-katex itself would only write the error into the page.
 * @throws VFileMessage at the first bad formula
 */
export function strictFormulas() {
  return (tree: Root, file: VFile): void => {
    visit(tree, ['math', 'inlineMath'], (node) => {
      // A formula quoted from another page is checked on that page.
      if (node.type === 'inlineMath' && node.position) checkFence(node, file);
      if (node.type === 'math' && node.position) checkClosed(node, file);
      if (node.type === 'math' || node.type === 'inlineMath') checkFormula(node, file);
    });
  };
}

/** To the parser, `$$x$$` on one line is an inline formula, and so is the text between two prices. */
function checkFence(node: InlineMath, file: VFile): void {
  if (sourceOf(node, file).startsWith('$$')) {
    file.fail(`put each $$ of a display formula on its own line: ${node.value}`, node.position);
  }
  if (/^\s|\s$|^\d[\d.,]* +[a-z]{2,} /i.test(node.value)) {
    file.fail(`this looks like text between two dollar signs; write \\$ for a price: ${node.value}`, node.position);
  }
}

/** A display formula without an end would swallow the rest of the page. */
function checkClosed(node: DisplayMath, file: VFile): void {
  if (!/(?:^|\n)\s*\$\$\s*$/.test(sourceOf(node, file).replace(/^.*\n?/, ''))) {
    file.fail('this $$ has no closing $$ on a line of its own', node.position);
  }
}

function checkFormula(node: InlineMath | DisplayMath, file: VFile): void {
  try {
    katex.renderToString(node.value, { ...katexOptions, displayMode: node.type === 'math', throwOnError: true });
  } catch (error) {
    const detail = error instanceof katex.ParseError ? error : undefined;
    const message = error instanceof Error ? error.message.replace(/^KaTeX parse error: /, '') : String(error);
    file.fail(`the formula ${node.value} does not compile: ${message}`, place(node, detail?.position ?? 0, file));
  }
}

/** Line and column of a character in the formula; of the formula itself if a container indents its lines. */
function place(node: InlineMath | DisplayMath, position: number, file: VFile) {
  const offset = sourceOf(node, file).indexOf(node.value);
  const start = node.position?.start;
  if (start?.offset === undefined || offset < 0) return node.position;
  const at = start.offset + offset + Math.min(position, node.value.length);
  const before = String(file).slice(0, at).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1, offset: at };
}

function sourceOf(node: InlineMath | DisplayMath, file: VFile): string {
  return String(file).slice(node.position?.start.offset, node.position?.end.offset);
}
