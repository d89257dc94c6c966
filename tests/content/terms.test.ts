/** Each term is defined once, in one sentence, and used; the build checks that each use has a definition. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Term, terms } from '../../src/content/terms.ts';
import { meaningHtml, pictureSvg } from '../../src/site/components/lesson/term-html.ts';
import { root } from './compile.ts';
import { pages } from './widgets.ts';

const all = Object.entries<Term>(terms);
const used = pages.flatMap((page) =>
  [...readFileSync(join(root, 'src/content/docs', page), 'utf8').matchAll(/<Term id="([^"]*)"/g)].map(([, id]) => id),
);

/** Defined, but not marked on any page yet: remove a term from this list when a page marks it. */
const waiting: readonly string[] = ['convex', 'minimum', 'nesterov', 'plateau', 'stationary-point', 'step'];

describe('terms', () => {
  it('hand a formula to the search once', () => {
    const formula = meaningHtml({ ...terms['learning-rate'], meaning: 'The number $\\alpha$.' });
    const searched = formula.replace(/<span class="katex-html" data-pagefind-ignore="all"[\s\S]*$/, '');
    expect(searched.replace(/<[^>]+>/g, '')).toBe('The number α');
  });

  it('are about forty', () => expect(all.length).toBeGreaterThanOrEqual(40));

  it('have names of their own', () => {
    const names = all.map(([, { name }]) => name.toLowerCase());
    expect(names).toEqual([...new Set(names)]);
  });

  it.each(all)('%s is one sentence, with formulas that compile', (_, term) => {
    expect(term.meaning).toMatch(/^[A-Z].*[^.]\.$/);
    expect(term.meaning.replace(/\$[^$]*\$/g, 'x')).not.toMatch(/[.!?] [A-Z]/);
    expect(term.meaning.split(' ').length).toBeLessThan(40);
    expect(meaningHtml(term)).not.toContain('$');
    expect(meaningHtml(term)).not.toContain('<annotation');
  });

  it.each(all.filter(([, { picture }]) => picture))('the picture of %s stays in its box and small', (_, term) => {
    const svg = pictureSvg(term);
    expect(svg.length).toBeLessThan(400);
    const { ink = '', run = '' } = term.picture!;
    // Absolute coordinates; those after a lower-case letter are relative.
    const places = [...`${ink}${run}`.matchAll(/[MLCSHV]([^A-Za-z]*)/g)].flatMap(([, numbers]) =>
      numbers!.trim().split(/[ ,]+/).map(Number),
    );
    for (const place of places) expect(place).toBeLessThanOrEqual(96);
  });

  it('are marked on a page, but for those that wait', () => {
    expect(Object.keys(terms).filter((id) => !used.includes(id) && !waiting.includes(id))).toEqual([]);
  });
});
