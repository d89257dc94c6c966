import { describe, expect, it } from 'vitest';
import { compile, failure } from '../../content/compile.ts';

const figure = '<Experiment id="sgd" as="near" alpha={0.2} />\n\n';
const formula = (inside: string, props = '') =>
  `${figure}<Formula id="sgd" as="near" alt="a step"${props}>\n  ${inside}\n</Formula>\n`;

describe('a formula with numbers', () => {
  it('hands each letter with a number the figure, its values and the rows', async () => {
    const code = await compile(formula('<Part tex="\\beta" of="up down" />', ' rows="along, across"'));
    expect(code.replace(/\s+/g, ' ')).toMatch(
      /Part, \{ tex: "\\\\beta", of: "up down", id: "sgd", as: "near", rows: "along, across", .*instance: \{ alpha: 0.2 \}/,
    );
  });

  it('asks no figure of a sign, nor of a letter that has no number', async () => {
    expect(await failure(formula('<Part tex="\\beta" name="kept" /> <Sign tex="=" />'))).toBe('compiled');
  });

  it('follows a figure of its page, and has words', async () => {
    expect(await failure('<Formula id="adam" alt="a">\n  <Sign tex="=" />\n</Formula>\n')).toMatch(
      /^1:1 <Formula> follows a figure "adam" that this page does not have/,
    );
    expect(await failure(`${figure}<Formula id="sgd" as="near">\n  <Sign tex="=" />\n</Formula>\n`)).toMatch(
      /^3:1 <Formula> needs alt/,
    );
  });

  it('refuses bad TeX, a letter without any, and one outside a formula', async () => {
    expect(await failure(formula('<Part tex="\\betta" of="up" />'))).toMatch(
      /^4:3 tex="\\betta" of <Part> does not compile/,
    );
    expect(await failure(formula('<Sign tex="" />'))).toMatch(/^4:3 <Sign> needs its letter/);
    expect(await failure('A <Part tex="x" of="up" />.\n')).toMatch(/^1:3 <Part> must be in a <Formula>/);
  });

  it('shares the numbers of equations with those between dollars', async () => {
    const framed = '\n$$ (6.11) A step\nx\n$$\n';
    expect(await failure(formula('<Sign tex="=" />', ' number="6.11"') + framed)).toContain('(6.11) is used twice');
  });
});
