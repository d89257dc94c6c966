import type { MdxJsxAttribute, MdxJsxFlowElement, MdxJsxTextElement } from 'mdast-util-mdx-jsx';

/** A component as a chapter writes it, on lines of its own or within a sentence. */
export type JsxElement = MdxJsxFlowElement | MdxJsxTextElement;

export function attribute(name: string, value: MdxJsxAttribute['value']): MdxJsxAttribute {
  return { type: 'mdxJsxAttribute', name, value };
}
