import { type ComponentChildren, h, type VNode } from 'preact';

type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;
export type Shape = VNode<Attributes>;

/** An element of SVG or HTML by its name: preact's `h`, with one type for all of them. */
export function el(tag: string, attributes: Attributes | null, ...children: ComponentChildren[]): Shape {
  return h<Attributes>(tag, attributes, ...children);
}

/** A block of trusted HTML. */
export function html(text: string): Shape {
  // The one attribute that is not plain text; its shape is preact's.
  return h<Attributes>('div', { dangerouslySetInnerHTML: { __html: text } } as unknown as Attributes);
}
