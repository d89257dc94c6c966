import type { Element, ElementContent, Root, Text } from 'hast';
import { SKIP, visit } from 'unist-util-visit';
import { unbroken } from '../../widgets/panels/math-text.ts';

const hasClass = (node: ElementContent, name: string): boolean =>
  node.type === 'element' && Array.isArray(node.properties['className']) && node.properties['className'].includes(name);
/** KaTeX's rendering: boxes between which a line may break. */
const drawn = (formula: Element): Element | undefined =>
  formula.children.find((child): child is Element => hasClass(child, 'katex-html'));
const isText = (node: unknown): node is Text => (node as Text | undefined)?.type === 'text';

/**
 * Rehype plugin, after KaTeX: prevents line breaks between a formula and the brackets, punctuation or letters that
 * touch it (a formula is a box to browsers, and lines may break at boxes), and between a number and its unit.
 */
export function holdTogether() {
  return (tree: Root): void => {
    visit(tree, 'text', (node) => {
      node.value = unbroken(node.value);
    });
    visit(tree, 'element', (node, index, parent) => {
      if (!hasClass(node, 'katex')) return undefined;
      if (index === undefined || !parent) return SKIP;
      const before = parent.children[index - 1];
      const after = parent.children[index + 1];
      const opening = isText(before) ? (/[^\s]+$/.exec(before.value)?.[0] ?? '') : '';
      const closing = isText(after) ? (/^[^\s–—]+/.exec(after.value)?.[0] ?? '') : '';
      if (opening === '' && closing === '') return SKIP;
      if (isText(before)) before.value = before.value.slice(0, before.value.length - opening.length);
      if (isText(after)) after.value = after.value.slice(closing.length);
      const held: ElementContent[] = [node];
      if (opening !== '') held.unshift({ type: 'text', value: opening });
      if (closing !== '') {
        held.push({ type: 'text', value: closing });
        // In Chromium the parent of a box decides whether a line may break after it.
        const boxes = drawn(node)?.children;
        const last = boxes?.pop();
        if (last) boxes?.push(span([last]));
      }
      parent.children[index] = span(held);
      return [SKIP, index + 1];
    });
  };
}

function span(children: ElementContent[]): Element {
  return { type: 'element', tagName: 'span', properties: { className: ['held'] }, children };
}
