import type { PhrasingContent, Root } from 'mdast';
import type { Math as DisplayMath } from 'mdast-util-math';
import { SKIP, visit } from 'unist-util-visit';
import type { VFile } from 'vfile';

/** Display math in its frame: a group with a name, and the number as a link to itself. */
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
 * Remark plugin: frames display math. A number, and a name after it, stand on the opening fence:
 *
 *     $$ (6.11) The momentum step
 *     \mathbf m_{t+1} \leftarrow …
 *     $$
 *
 * The equation can then be linked to as `#eq-6.11`; name and number are what a screen reader hears.
 * @throws VFileMessage where the fence says something else, or a number stands twice
 */
export function equations() {
  return (tree: Root, file: VFile): void => {
    const seen = new Set<string>();
    visit(tree, 'math', (node, index, parent) => {
      if (parent === undefined || index === undefined) return;
      const { number, name } = parseFence(node, file);
      if (number !== undefined && seen.has(number)) file.fail(`equation (${number}) stands twice`, node.position);
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
      `after the opening $$ stands a number, a name or both, as in $$ (6.11) The momentum step; not ${fence}`,
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
