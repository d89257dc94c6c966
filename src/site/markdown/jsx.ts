import type { Node } from 'mdast';
import type { MdxJsxAttribute, MdxJsxFlowElement, MdxJsxTextElement } from 'mdast-util-mdx-jsx';
import { visit } from 'unist-util-visit';

/** A component in a chapter, on its own lines or within a sentence. */
export type JsxElement = MdxJsxFlowElement | MdxJsxTextElement;

export function attribute(name: string, value: MdxJsxAttribute['value']): MdxJsxAttribute {
  return { type: 'mdxJsxAttribute', name, value };
}

/** The value of an attribute written as plain text: `id="sgd"`. */
export function textOf(node: JsxElement, name: string): string | undefined {
  const found = node.attributes.find((a) => a.type === 'mdxJsxAttribute' && a.name === name);
  return typeof found?.value === 'string' ? found.value : undefined;
}

/** Visits the components of a tree, including its root. */
export function eachElement(tree: Node, visitor: (node: JsxElement) => void): void {
  visit(tree, ['mdxJsxFlowElement', 'mdxJsxTextElement'], (node) => {
    // Safe: the test above checks its type.
    visitor(node as JsxElement);
  });
}

/** Visits the components with one name. */
export function eachNamed(tree: Node, name: string, visitor: (node: JsxElement) => void): void {
  eachElement(tree, (node) => {
    if (node.name === name) visitor(node);
  });
}
