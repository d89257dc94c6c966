import type { PhrasingContent, Root } from 'mdast';
import type { Math as DisplayMath } from 'mdast-util-math';
import { SKIP, visit } from 'unist-util-visit';
import type { VFile } from 'vfile';
import { textOf } from './jsx.ts';

/** Display math in a frame: a group with a name, and a number that links to the equation. */
interface Equation {
  type: 'equation' | 'formula';
  children: (Equation | DisplayMath | PhrasingContent)[];
  data: { hName: 'div'; hProperties: Record<string, string | number | string[]> };
}

declare module 'mdast' {
  interface RootContentMap {
    equation: Equation;
  }
}

/**
 * Remark plugin: frames display math. The opening fence may carry a number and, after it, a name:
 *
 * $$ (6.11) The momentum step
 * \mathbf m_{t+1} \leftarrow …
 * $$
 *
 * The equation can then be linked to as `#eq-6.11`. A screen reader reads its name and number.
 * @throws VFileMessage if the fence says something else, or for a duplicate number
 */
export function equations() {
  return (tree: Root, file: VFile): void => {
    const seen = new Set<string>();
    // A formula with a figure's numbers has its equation number as an attribute, and shares the ids.
    visit(tree, 'mdxJsxFlowElement', (node) => {
      const number = node.name === 'Formula' ? textOf(node, 'number') : undefined;
      if (number === undefined) return;
      if (seen.has(number)) file.fail(`the number of equation (${number}) is used twice`, node.position);
      seen.add(number);
    });
    visit(tree, 'math', (node, index, parent) => {
      if (parent === undefined || index === undefined) return;
      const { number, name } = parseFence(node, file);
      if (number !== undefined && seen.has(number))
        file.fail(`the number of equation (${number}) is used twice`, node.position);
      if (number !== undefined) seen.add(number);
      parent.children[index] = frame(node, number, name);
      return SKIP;
    });
  };
}

function parseFence(node: DisplayMath, file: VFile): { number?: string; name?: string } {
  const fence = node.meta?.trim();
  if (!fence) return {};
  const [, number, name] = /^(?:\(([\w.]+)\))?\s*([^()]*)$/.exec(fence) ?? [];
  if (number === undefined && !name) {
    file.fail(
      `the opening $$ must be followed by a number, a name or both, as in $$ (6.11) The momentum step; not by ${fence}`,
      node.position,
    );
  }
  return { ...(number !== undefined && { number }), ...(name && { name }) };
}

function frame(node: DisplayMath, number: string | undefined, name: string | undefined): Equation {
  const label = [number === undefined ? 'Equation' : `Equation ${number}`, name].filter(Boolean).join(': ');
  const formula: Equation = {
    type: 'formula',
    children: [node],
    // A formula too wide for the page scrolls inside its frame: see scrollers.ts.
    data: { hName: 'div', hProperties: { className: ['formula'], role: 'group', ariaLabel: label } },
  };
  if (number === undefined) {
    return { type: 'equation', children: [formula], data: { hName: 'div', hProperties: { className: ['eq'] } } };
  }
  const id = `eq-${number}`;
  return {
    type: 'equation',
    children: [formula, { type: 'link', url: `#${id}`, children: [{ type: 'text', value: `(${number})` }] }],
    data: { hName: 'div', hProperties: { className: ['eq'], id } },
  };
}
