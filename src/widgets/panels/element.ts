import { type ComponentChildren, h, type VNode } from 'preact';

type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;
export type Shape = VNode<Attributes>;

/** An element of SVG or HTML by its name: preact's `h`, with one type for all of them. */
export function el(tag: string, attributes: Attributes | null, ...children: ComponentChildren[]): Shape {
  // An empty path draws nothing, and would be written as a bare `d`, which is invalid XML.
  const path = attributes?.['d'] === '' ? { ...attributes, d: undefined } : attributes;
  return h<Attributes>(tag, path, ...children);
}

/** A block of trusted HTML. */
export function html(text: string, attributes: Attributes = {}): Shape {
  // Cast: the only attribute that is not plain text; Preact defines its form.
  return h<Attributes>('div', { ...attributes, dangerouslySetInnerHTML: { __html: text } } as unknown as Attributes);
}
