/** Words beside a number say which one it is: those of the claim table, and links that lead to what is told. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { check, defaults } from '../../src/engine/values.ts';
import rates from '../../src/experiments/momentum/momentum-rates/momentum-rates.ts';
import { runExperiment } from '../../src/figure/run.ts';
import { pagesOfNotes, propsIn, widgetsOf } from '../../src/references/page-widgets.ts';
import { claims } from '../../src/site/components/claim-table/claims.ts';

describe('the claim table', () => {
  const named = claims.flatMap(({ holds }) => [...holds.matchAll(/\{(?:batch|full)(First|Last)\}([^{]*)/g)]);

  it('tells numbers of the first and of the last steps', () => expect(named.length).toBeGreaterThan(1));

  it.each(named.map(([text, which = '', after = '']) => [text, which, after] as const))('%s', (_, which, after) => {
    expect(after.toLowerCase()).toContain(which.toLowerCase());
    expect(after.toLowerCase()).not.toContain(which === 'First' ? 'last' : 'first');
  });
});

/** Links whose words have a number, where they set one: the numbers of figures and in formulas are others. */
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
    // Percent are shares where they are set.
    for (const number of said)
      expect([...set, ...set.map((value) => Number((100 * value).toPrecision(12)))]).toContain(number);
  });
});

describe('of the four runs of figure 6.9', () => {
  const source = readFileSync('src/content/docs/adam.mdx', 'utf8');
  // Each clause names its run before the number.
  const items = [
    ...source.matchAll(/(small rate|[Nn]ormalized|Adam)[^<,;.]*<Value id="figure-6-9" of="([a-z]+)Steps" length/g),
  ].map(([, rule = '', of = '']) => [rule, of] as const);

  it('three have a number', () => expect(items).toHaveLength(3));

  it.each(items)('%s: the number is its own', (rule, of) => expect(rule.toLowerCase()).toContain(of));
});

describe('a link to the fastest pair of rate and momentum', () => {
  const widgets = widgetsOf('momentum.mdx');
  const links = widgets.flatMap((one, k) => {
    const next = widgets[k + 1];
    const leads = one.kind === 'Try' && one.id === 'momentum-rates' && next?.kind === 'Value';
    return leads && next.of === 'fastestRate' ? [one] : [];
  });

  it('stands before each of its factors', () => expect(links.length).toBeGreaterThan(1));

  it.each(links)('$where sets it', ({ set }) => {
    const values = { ...defaults(rates.parameters), ...check(rates.parameters, set) };
    // check() has seen that every value is one of its parameter's.
    const { rate, fastestRate } = runExperiment(rates, values as never).presentation.numbers;
    expect(Math.abs(rate!.value - fastestRate!.value)).toBeLessThan(0.005);
  });
});
