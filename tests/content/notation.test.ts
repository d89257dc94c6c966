/** One letter for one thing, as on the page of notation. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { pagesOfNotes as pages } from '../../src/references/page-widgets.ts';
import { root } from './compile.ts';
import { experimentOf, figuresOf } from './widgets.ts';

/** The formulas of a page: the text between dollar signs, without names of equations. */
const formulasOf = (page: string): string[] => {
  const source = readFileSync(join(root, 'src/content/docs', page), 'utf8');
  return [...source.matchAll(/\$\$[^\n]*\n([\s\S]*?)\$\$|\$([^$\n]+)\$/g)].map(([, shown, inline]) => shown ?? inline!);
};

/** Single symbols: not inside a command, a name or an upright operator. */
const symbolsOf = (tex: string): string[] =>
  tex.replace(/\\(?:mathrm|text|operatorname)\{[^}]*\}|\\[a-zA-Z]+/g, ' ').match(/[a-zA-Z]/g) ?? [];

it.each(pages)('%s counts the examples by I, never by N', (page) => {
  for (const formula of formulasOf(page)) expect(symbolsOf(formula), formula).not.toContain('N');
});

it('has figures that count the examples by I, too', () => {
  const symbols = pages
    .flatMap(figuresOf)
    .flatMap(({ experiment }) => Object.values(experiment.parameters).map(({ label, symbol }) => ({ label, symbol })));
  expect(symbols.filter(({ symbol }) => symbol === 'N')).toEqual([]);
  expect(symbols.filter(({ label }) => /\*N\*/.test(label))).toEqual([]);
  expect(experimentOf('claim-equal-contribution').parameters['examples']?.symbol).toBe('I');
});

it.each(pages)('%s writes a for the rate on the mean, and lr for a library’s', (page) => {
  // The factor 1 - beta distinguishes the two.
  for (const formula of formulasOf(page))
    expect(formula).not.toMatch(/(?<![\w{])a\s*=\s*(\\alpha\s*\(1|\(1\s*-\s*\\beta)/);
});
