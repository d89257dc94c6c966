import type { Element, Root } from 'hast';
import type { MdxJsxFlowElementHast, MdxJsxTextElementHast } from 'mdast-util-mdx-jsx';
import { visit } from 'unist-util-visit';

const linking = ['href', 'src', 'poster'] as const;

/** Rehype plugin: adds the site's base path to links, which authors write as `/sgd/`. */
export function baseLinks({ base }: { base: string }) {
  return (tree: Root): void => {
    visit(tree, (node) => {
      if (node.type === 'element') prefixElement(node, base);
      else if (node.type === 'mdxJsxFlowElement' || node.type === 'mdxJsxTextElement') prefixJsx(node, base);
    });
  };
}

function prefixElement(node: Element, base: string): void {
  for (const name of linking) {
    const value = node.properties[name];
    if (typeof value === 'string') node.properties[name] = withBase(value, base);
  }
}

/** In MDX, applies only to plain HTML: a component interprets its `href` itself. */
function prefixJsx(node: MdxJsxFlowElementHast | MdxJsxTextElementHast, base: string): void {
  if (!/^[a-z]/.test(node.name ?? '')) return;
  for (const attribute of node.attributes) {
    if (attribute.type !== 'mdxJsxAttribute' || typeof attribute.value !== 'string') continue;
    if (linking.some((name) => name === attribute.name)) attribute.value = withBase(attribute.value, base);
  }
}

/** `/sgd/` below `/notes/` is `/notes/sgd/`; relative, external and protocol-relative addresses stay unchanged. */
export function withBase(address: string, base: string): string {
  return /^\/(?!\/)/.test(address) ? base.replace(/\/$/, '') + address : address;
}
