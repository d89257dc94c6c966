/** Words beside a number identify it: those of the claim table, and links to settings. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { pagesOfNotes, propsIn } from '../../src/references/page-widgets.ts';
import { claims } from '../../src/site/components/claim-table/claims.ts';

describe('the claim table', () => {
  const named = claims.flatMap(({ holds }) => [...holds.matchAll(/\{(?:batch|full)(First|Last)\}([^{]*)/g)]);

  it('tells numbers of the first and of the last steps', () => expect(named.length).toBeGreaterThan(1));

  it.each(named.map(([text, which = '', after = '']) => [text, which, after] as const))('%s', (_, which, after) => {
    expect(after.toLowerCase()).toContain(which.toLowerCase());
    expect(after.toLowerCase()).not.toContain(which === 'First' ? 'last' : 'first');
  });
});

/** Links whose words contain a number and that set one: numbers of figures and in formulas do not count. */
const naming = pagesOfNotes.flatMap((page) => {
  const source = readFileSync(join('src/content/docs', page), 'utf8');
  return [...source.matchAll(/<Try\b([^>]*)>([\s\S]*?)<\/Try>/g)].flatMap(([, props = '', words = '']) => {
    const set = Object.values(propsIn(props)).filter((value) => typeof value === 'number');
    const plain = words.replace(/<[^>]*>|figures? [\d.]+\d|\$[^$]*\$/g, '').replace(/−/g, '-');
    const said = [...plain.matchAll(/(?<![\w.])-?\d[\d,]*(?:\.\d+)?/g)].map(([text]) =>
      Number(text.replaceAll(',', '')),
    );
    return set.length > 0 && said.length > 0 ? [{ page, words, said, set }] : [];
  });
});

describe('a link that names a number', () => {
  it('is common', () => expect(naming.length).toBeGreaterThan(30));

  it.each(naming)('$page: “$words” sets it', ({ said, set }) => {
    // Settings in percent are written as fractions.
    for (const number of said)
      expect([...set, ...set.map((value) => Number((100 * value).toPrecision(12)))]).toContain(number);
  });
});
