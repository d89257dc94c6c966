import type { Element, Root } from 'hast';
import type { MdxJsxFlowElementHast, MdxJsxTextElementHast } from 'mdast-util-mdx-jsx';
import { visit } from 'unist-util-visit';
import type { VFile } from 'vfile';
import { languageOf } from './language-of.ts';

const linking = ['href', 'src', 'poster'] as const;
/** The address of a page and not of a file: it ends with a slash, before any query or fragment. */
const PAGE = /^\/(?:[\w-]+\/)*(?=[?#]|$)/;
type Placed = (address: string) => string;

/**
 * Rehype plugin: puts the site's base path before links, which authors write as `/sgd/`. On a page of another language a
 * link to a page leads to that page in the same language.
 */
export function baseLinks({ base }: { base: string }) {
  return (tree: Root, file: VFile): void => {
    const language = languageOf(file);
    const placed = (address: string): string =>
      withBase(language === undefined ? address : address.replace(PAGE, `/${language}$&`), base);
    visit(tree, (node) => {
      if (node.type === 'element') prefixElement(node, placed);
      else if (node.type === 'mdxJsxFlowElement' || node.type === 'mdxJsxTextElement') prefixJsx(node, placed);
    });
  };
}

function prefixElement(node: Element, placed: Placed): void {
  for (const name of linking) {
    const value = node.properties[name];
    if (typeof value === 'string') node.properties[name] = placed(value);
  }
}

/** Of what is written in MDX, only plain HTML: a component decides for itself what its `href` means. */
function prefixJsx(node: MdxJsxFlowElementHast | MdxJsxTextElementHast, placed: Placed): void {
  if (!/^[a-z]/.test(node.name ?? '')) return;
  for (const attribute of node.attributes) {
    if (attribute.type !== 'mdxJsxAttribute' || typeof attribute.value !== 'string') continue;
    if (linking.some((name) => name === attribute.name)) attribute.value = placed(attribute.value);
  }
}

/** `/sgd/` below `/notes/` is `/notes/sgd/`; relative, external and protocol-relative addresses stay as they are. */
export function withBase(address: string, base: string): string {
  return /^\/(?!\/)/.test(address) ? base.replace(/\/$/, '') + address : address;
}
