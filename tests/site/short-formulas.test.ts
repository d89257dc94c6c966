import katex from 'katex';
import { expect, it } from 'vitest';
import { withShortFormulas } from '../../src/site/integrations/short-formulas.ts';

it('writes lengths to a thousandth of an em, and nothing else of a formula differently', () => {
  const long = katex.renderToString('\\boldsymbol\\phi_{t+1} - \\frac{\\alpha}{2}', { displayMode: true });
  const short = withShortFormulas(long);
  expect(long).toContain('vertical-align:-0.3025em;');
  expect(short).toContain('vertical-align:-0.302em"');
  const lengths = (html: string) => [...html.matchAll(/[:-]([\d.]+)em/g)].map(([, length]) => Number(length));
  const [before, after] = [lengths(long), lengths(short)];
  expect(before.length).toBeGreaterThan(10);
  expect(after).toHaveLength(before.length);
  for (const [i, length] of before.entries()) expect(Math.abs(length - (after[i] ?? 0))).toBeLessThanOrEqual(0.0005001);
  const rest = (html: string) => html.replaceAll(/ style="[^"]*"| xmlns="[^"]*"/g, '');
  expect(rest(short)).toBe(rest(long));
});

it('needs no wrapper around a formula whose source is left out', () => {
  const formula = (more: string) => `<math><semantics><mrow><mi>x</mi></mrow>${more}</semantics></math>`;
  const both = formula('<annotation encoding="application/x-tex">x</annotation>');
  expect(withShortFormulas(`${formula('')}${both}`)).toBe(`<math><mrow><mi>x</mi></mrow></math>${both}`);
});

it('leaves out what keeps a line high where the formula is lower than a line', () => {
  const struts = (tex: string) =>
    [...withShortFormulas(katex.renderToString(tex)).matchAll(/katex-strut" style="([^"]*)"/g)].map(
      ([, style]) => style,
    );
  expect([struts('x'), struts('\\beta'), struts('\\alpha = p')]).toEqual([[], [], []]);
  expect(struts('\\frac{a}{b}')).toEqual(['height:1.04em;vertical-align:-0.345em']);
  expect(struts('(x)')).toEqual(['height:1em;vertical-align:-0.25em']);
});

it('leaves other styles and pictures alone', () => {
  const page =
    '<i style="left:84.6512%;right:0"></i><b style="width:3px;margin:1em"></b><svg xmlns="http://www.w3.org/2000/svg"></svg>';
  expect(withShortFormulas(page)).toBe(page);
});

it('draws the signs of roots by a few shapes at the end of the page, one for each size', () => {
  const root = (inside: string) => katex.renderToString(`\\sqrt{${inside}}`);
  const long = `<body>${[root('a'), root('b'), root('\\frac{a}{b}')].join('')}</body>`;
  const shape = (html: string) => [...html.matchAll(/<path d="([^"]*)"/g)].map(([, d = '']) => d);
  const [small = '', , large = ''] = shape(long);
  expect(large).not.toBe(small);
  const page = withShortFormulas(long);
  expect([...page.matchAll(/<use href="#([^"]*)"/g)].map(([, id]) => id)).toEqual(['root-1', 'root-1', 'root-2']);
  expect(page).toContain(
    `<path id="root-1" d="${small}"></path><path id="root-2" d="${large}"></path></defs></svg></body>`,
  );
});
