import { describe, expect, it } from 'vitest';
import { withOneSheet } from '../../src/site/integrations/one-sheet.ts';

const texts = new Map([
  ['/notes/_astro/a.css', 'p { color: red }'],
  ['/notes/_astro/b.css', 'p { color: blue }'],
]);
const link = (name: string, more = '') => `<link rel="stylesheet" href="/notes/_astro/${name}.css"${more}>`;
const print = link('print', ' media="print"');

describe('the style sheets of a page', () => {
  const { page, name, text } = withOneSheet(
    `<head>${print}${link('a')}<link rel="canonical" href="/notes/">${link('b')}</head>`,
    texts,
    '/notes/',
  );

  it('come as one, in their order, where the first of them stood', () => {
    expect(text).toBe('p { color: red }\np { color: blue }');
    expect(page).toBe(
      `<head>${print}<link rel="stylesheet" href="/notes/${name}"><link rel="canonical" href="/notes/"></head>`,
    );
  });

  it('are shared by pages that have the same ones in the same order, and by no others', () => {
    const of = (...links: string[]) => withOneSheet(links.join(''), texts, '/notes/').name;
    expect(of(link('a'), print, link('b'))).toBe(name);
    expect(of(link('b'), link('a'))).not.toBe(name);
    expect(of(link('a'))).not.toBe(name);
  });

  it('leave a page alone that has none', () => {
    expect(withOneSheet(`<head>${print}</head>`, texts, '/notes/').page).toBe(`<head>${print}</head>`);
  });
});
