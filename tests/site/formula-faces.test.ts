import katex from 'katex';
import { describe, expect, it } from 'vitest';
import { facesOf, outsideFolds, withPreloads } from '../../src/site/integrations/formula-faces.ts';

const faces = (tex: string) => facesOf(katex.renderToString(tex, { displayMode: true }));
const plain = ['KaTeX_Main-Regular', 'KaTeX_Math-Italic'];

describe('facesOf', () => {
  it('names what a formula is set in', () => {
    expect(faces('x + 1')).toEqual(plain);
    expect(faces('\\mathbf{g}')).toEqual([...plain, 'KaTeX_Main-Bold']);
    expect(faces('\\boldsymbol{\\phi}')).toEqual([...plain, 'KaTeX_Math-BoldItalic']);
    expect(faces('\\mathcal{B}')).toEqual([...plain, 'KaTeX_Caligraphic-Regular']);
    expect(faces('\\bigl(x\\bigr)')).toEqual([...plain, 'KaTeX_Size1-Regular']);
    expect(faces('\\sum_i x_i')).toEqual([...plain, 'KaTeX_Size2-Regular']);
    expect(faces('\\biggl(x\\biggr)')).toEqual([...plain, 'KaTeX_Size3-Regular']);
    expect(faces('\\Biggl(x\\Biggr)')).toEqual([...plain, 'KaTeX_Size4-Regular']);
  });

  it('names none for a page without formulas', () => {
    expect(facesOf('<p>words</p>')).toEqual([]);
  });
});

describe('outsideFolds', () => {
  it('leaves out what closed folds hold, with the folds in them', () => {
    expect(
      outsideFolds(
        'a<details class="x"><summary>s</summary>b<details open>c</details>d</details>e<details open>f</details>g',
      ),
    ).toBe('ae<details open>f</details>g');
  });
});

describe('withPreloads', () => {
  const page =
    '<head><link rel="stylesheet" href="/a.css"><link rel="stylesheet" href="/b.css"></head><i class="katex">';

  it('asks for them before the first stylesheet, once', () => {
    const addresses = new Map(plain.map((face) => [face, `/base/_astro/${face}.1.woff2`]));
    const [before, after] = withPreloads(page, addresses).split('<link rel="stylesheet" href="/a.css">');
    expect(before?.match(/rel="preload" href="\/base\/_astro\/KaTeX_\w+-\w+\.1\.woff2"/g)).toHaveLength(2);
    expect(after).not.toContain('preload');
  });

  it('lets those wait that only a closed fold needs', () => {
    const addresses = new Map([...plain, 'KaTeX_Main-Bold'].map((face) => [face, `/${face}`]));
    const bold = '<i class="mathbf"></i>';
    expect(withPreloads(page + bold, addresses)).toContain('/KaTeX_Main-Bold');
    expect(withPreloads(`${page}<details>${bold}</details>`, addresses)).not.toContain('/KaTeX_Main-Bold');
  });

  it('lets those wait that come after the scene with which a page begins, and misses none of them', () => {
    const scene = `<head><link rel="stylesheet" href="/a.css"></head><section class="scene"><p>words</p></section>`;
    const formula = '<i class="katex">';
    const addresses = new Map(plain.map((face) => [face, `/${face}`]));
    expect(withPreloads(scene + formula, addresses)).not.toContain('KaTeX');
    expect(withPreloads(scene.replace('words', formula), addresses)).toContain('/KaTeX_Main-Regular');
    expect(() => withPreloads(scene + formula, new Map())).toThrow('KaTeX_Main-Regular');
  });

  it('stops the build where a face is missing', () => {
    expect(() => withPreloads(page, new Map())).toThrow('KaTeX_Main-Regular');
  });
});
