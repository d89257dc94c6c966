import katex from 'katex';
import type { Node, Root } from 'mdast';
import type { VFile } from 'vfile';
import { attribute, eachNamed, type JsxElement, textOf } from './jsx.ts';
import { katexOptions } from './katex.ts';

/**
 * Remark plugin: formulas with a figure's numbers under their letters. It connects each part with the figure of its
 * formula, and compiles each letter as strictly as any formula.
 * @throws VFileMessage for a part outside a formula, a formula without a spoken text, and bad TeX
 */
export function liveFormulas() {
  return (tree: Root, file: VFile): void => {
    const owned = new Set<Node>();
    eachNamed(tree, 'Formula', (formula) => {
      if (!textOf(formula, 'alt')) file.fail('<Formula> needs alt="…": the equation in words', formula.position);
      eachNamed(formula, 'Part', (part) => {
        owned.add(part);
        checkTex(part, file);
        if (textOf(part, 'of') === undefined) return;
        for (const name of ['id', 'as', 'rows']) {
          const value = textOf(formula, name);
          if (value !== undefined) part.attributes.push(attribute(name, value));
        }
      });
      eachNamed(formula, 'Sign', (sign) => {
        owned.add(sign);
        checkTex(sign, file);
        const rows = textOf(formula, 'rows');
        if (rows !== undefined) sign.attributes.push(attribute('rows', rows));
      });
    });
    for (const name of ['Part', 'Sign'])
      eachNamed(tree, name, (node) => {
        if (!owned.has(node)) file.fail(`<${name}> must be in a <Formula>`, node.position);
      });
  };
}

function checkTex(node: JsxElement, file: VFile): void {
  const tex = textOf(node, 'tex');
  if (!tex) file.fail(`<${node.name}> needs its letter: tex="\\beta"`, node.position);
  try {
    katex.renderToString(tex, { ...katexOptions, throwOnError: true });
  } catch (error) {
    const message = error instanceof Error ? error.message.replace(/^KaTeX parse error: /, '') : String(error);
    file.fail(`tex="${tex}" of <${node.name}> does not compile: ${message}`, node.position);
  }
}
