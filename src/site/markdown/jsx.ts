import type { Node } from 'mdast';
import type { MdxJsxAttribute, MdxJsxFlowElement, MdxJsxTextElement } from 'mdast-util-mdx-jsx';
import { visit } from 'unist-util-visit';

/** A component as a chapter writes it, on lines of its own or within a sentence. */
export type JsxElement = MdxJsxFlowElement | MdxJsxTextElement;

export function attribute(name: string, value: MdxJsxAttribute['value']): MdxJsxAttribute {
  return { type: 'mdxJsxAttribute', name, value };
}

/** The value of an attribute that is written as plain text: `id="sgd"`. */
export function textOf(node: JsxElement, name: string): string | undefined {
  const found = node.attributes.find((a) => a.type === 'mdxJsxAttribute' && a.name === name);
  return typeof found?.value === 'string' ? found.value : undefined;
}

/** Visits the components of a tree, its root among them. */
export function eachElement(tree: Node, visitor: (node: JsxElement) => void): void {
  visit(tree, ['mdxJsxFlowElement', 'mdxJsxTextElement'], (node) => {
    // The test above has seen to its type.
    visitor(node as JsxElement);
  });
}

/** Visits the components of one name. */
export function eachNamed(tree: Node, name: string, visitor: (node: JsxElement) => void): void {
  eachElement(tree, (node) => {
    if (node.name === name) visitor(node);
  });
}
