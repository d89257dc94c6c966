import type { Node, Program } from 'estree-jsx';
import type { Root } from 'mdast';
import type { MdxjsEsm } from 'mdast-util-mdxjs-esm';
import { visit } from 'unist-util-visit';
import type { VFile } from 'vfile';

/** Names that JavaScript and MDX know in any page. */
const GIVEN = new Set(['undefined', 'NaN', 'Infinity', 'Math', 'Number', 'String', 'Array', 'Object', 'JSON', 'Date']);
for (const name of ['props', 'frontmatter', 'Astro']) GIVEN.add(name);

/**
 * Remark plugin: what stands between braces outside a formula is JavaScript, and a name that nothing there defines would fail
 * only when the page is drawn, without a line.
 * @throws VFileMessage with the place
 */
export function strayBraces() {
  return (tree: Root, file: VFile): void => {
    const defined = new Set(GIVEN);
    for (const node of tree.children.filter((child): child is MdxjsEsm => child.type === 'mdxjsEsm'))
      for (const name of declaredIn(node.data?.estree)) defined.add(name);
    visit(tree, ['mdxTextExpression', 'mdxFlowExpression'], (node) => {
      if (node.type !== 'mdxTextExpression' && node.type !== 'mdxFlowExpression') return;
      // Of both kinds the parser keeps what it read; the types say so of one.
      const { estree: program } = (node.data ?? {}) as { estree?: Program | null };
      const bound = declaredIn(program);
      const stray = namesIn(program).find((name) => !defined.has(name) && !bound.has(name));
      if (stray !== undefined)
        file.fail(
          `{${node.value}} is JavaScript to MDX, and nothing here is called ${stray}: write \\{ for a brace, or a formula between dollars`,
          node.position,
        );
    });
  };
}

/** Children of a node, with the field in which each stands. */
function* childrenOf(node: Node): Generator<[field: string, child: Node]> {
  for (const [field, value] of Object.entries(node))
    for (const child of Array.isArray(value) ? value : [value])
      if (typeof child === 'object' && child !== null && 'type' in child) yield [field, child as Node]; // of an ESTree
}

/** Names that a piece of code takes from outside or inside: all but those of fields. */
function namesIn(node: Node | Program | null | undefined): string[] {
  if (!node) return [];
  if (node.type === 'Identifier') return [node.name];
  const isField = (field: string): boolean =>
    (node.type === 'MemberExpression' && field === 'property' && !node.computed) ||
    (node.type === 'Property' && field === 'key' && !node.computed && !node.shorthand);
  return [...childrenOf(node)].flatMap(([field, child]) => (isField(field) ? [] : namesIn(child)));
}

/** Names that it imports, declares or takes as parameters. */
function declaredIn(node: Node | Program | null | undefined): Set<string> {
  const found = new Set<string>();
  const walk = (one: Node): void => {
    if ('local' in one && one.local && 'name' in one.local) found.add(String(one.local.name));
    if (one.type === 'VariableDeclarator') for (const name of namesIn(one.id)) found.add(name);
    if ('params' in one) for (const param of one.params) for (const name of namesIn(param)) found.add(name);
    if ((one.type === 'FunctionDeclaration' || one.type === 'ClassDeclaration') && one.id) found.add(one.id.name);
    for (const [, child] of childrenOf(one)) walk(child);
  };
  if (node) walk(node);
  return found;
}
