import type { Element, ElementContent, Root } from 'hast';
import { describe, expect, it } from 'vitest';
import { holdTogether } from '../../../src/site/markdown/hold-together.ts';
import { unbroken } from '../../../src/widgets/panels/math-text.ts';

const formula: Element = { type: 'element', tagName: 'span', properties: { className: ['katex'] }, children: [] };
const text = (value: string): ElementContent => ({ type: 'text', value });

/** The text of a paragraph, with [ ] around unbreakable parts, and x for a formula. */
function held(...children: readonly ElementContent[]): string {
  const paragraph: Element = {
    type: 'element',
    tagName: 'p',
    properties: {},
    children: structuredClone([...children]),
  };
  const root: Root = { type: 'root', children: [paragraph] };
  holdTogether()(root);
  const show = (node: ElementContent): string => {
    if (node.type === 'text') return node.value;
    if (node.type !== 'element') return '';
    const inside = node.children.map(show).join('');
    const { className } = node.properties;
    const name = Array.isArray(className) ? className[0] : '';
    return name === 'katex' ? 'x' : name === 'held' ? `[${inside}]` : inside;
  };
  return show(paragraph);
}

describe('a formula', () => {
  it('is held to the brackets, marks and letters that touch it', () => {
    expect(held(text('a rate ('), formula, text('), and '), formula, text('th'))).toBe('a rate [(x),] and [xth]');
    expect(held(text('between '), formula, text(' and '), formula)).toBe('between x and x');
  });

  it('may stand at either end of a line where a dash follows', () => {
    expect(held(formula, text('–b'))).toBe('x–b');
  });

  it('takes part of one text only once where two formulas touch it', () => {
    expect(held(formula, text(','), formula, text('.'))).toBe('[x,][x.]');
  });
});

it('marks the last box of a formula that something touches, so that no line ends after it', () => {
  const box: Element = { type: 'element', tagName: 'span', properties: { className: ['katex-base'] }, children: [] };
  const html: Element = { ...formula, properties: { className: ['katex-html'] }, children: [box, box] };
  const root: Root = {
    type: 'root',
    children: [
      { ...formula, children: [html] },
      { type: 'text', value: ', b' },
    ],
  };
  holdTogether()(root);
  const [held] = root.children as [Element];
  expect(held.children[0]).toMatchObject({
    children: [{ children: [box, { properties: { className: ['held'] }, children: [box] }] }],
  });
});

describe('a number', () => {
  it('is held to its unit, and to the word that it goes by', () => {
    expect(unbroken('the middle 80 % of figure 6.2.3 and T.3')).toBe(
      'the middle 80\u00a0% of figure\u00a06.2.3 and T.3',
    );
    expect(unbroken('UDL 6.2, eq 6.11; Figure T.2; 3 s')).toBe('UDL\u00a06.2, eq\u00a06.11; Figure\u00a0T.2; 3\u00a0s');
  });

  it('is left alone beside any other word', () => {
    for (const plain of ['after 80 steps', '5 seeds', 'the seq 5', 'prefigure 6', 'eq two'])
      expect(unbroken(plain)).toBe(plain);
  });
});
