/**
 * Formulas are made by rehype-katex and by our own calls, and styled by a committed style sheet: all from the same
 * KaTeX version.
 */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import katex from 'katex';
import { expect, it } from 'vitest';

it('the sheet of formulas is of the KaTeX that is installed', () => {
  const css = readFileSync('src/site/katex.css', 'utf8');
  const version = /\.katex-version:after\{content:"([\d.]+)"\}/.exec(css)?.[1];
  expect(version, 'npm run course -- fonts makes the style sheet again').toBe(katex.version);
});

it('rehype-katex and what reads formulas have no other KaTeX', () => {
  const installed = globSync('node_modules/{katex,*/node_modules/katex,@*/*/node_modules/katex}');
  expect(installed).toEqual([join('node_modules', 'katex')]);
});
