import { describe, expect, it } from 'vitest';
import experiment from '../../../../src/experiments/since-the-book/muon-network/muon-network.ts';
import { multiplications, stepsFor } from '../../../../src/experiments/since-the-book/muon-network/ruled-network.ts';
import { sentence } from '../../../../src/figure/sentence.ts';
import { keptAt, picturesOnTheWay } from '../../long.ts';

describe('muon-network', () => {
  it('gets lower than Adam with equal gradients, and not with equal multiplications', () => {
    const { low, high, verdict } = keptAt('muon-network', experiment);
    expect(high('ratio')).toBeLessThan(0.9);
    expect(low('paidRatio')).toBeGreaterThan(1.1);
    expect(verdict.outcome).toBe('holds');
    expect(keptAt('muon-network', experiment, 'equal=multiplications').verdict.outcome).toBe('fails');
  });

  it('no rule is best at an end of its rates', () => {
    const table = keptAt('muon-network', experiment).panels.find(({ kind }) => kind === 'table');
    const best = new Map(table?.kind === 'table' ? table.rows.map(([rule, , rate]) => [rule, rate as number]) : []);
    for (const [rule, slowest] of Object.entries({ Muon: 0.01, Adam: 0.004, Lion: 0.00125, momentum: 0.2 })) {
      expect(best.get(rule), rule).toBeGreaterThan(slowest);
      expect(best.get(rule), rule).toBeLessThan(16 * slowest);
    }
  });

  it('a step of Muon costs three times the multiplications of a gradient of 64 examples, and the less the more there are', () => {
    // 40 x 32: 5 (2 32^2 40 + 32^3), 32 x 32: 5 (3 32^3), 32 x 10: 5 (2 10^2 32 + 10^3); a row of n: 5 (2 n + 1).
    const own = 5 * (2 * 32 ** 2 * 40 + 4 * 32 ** 3 + 2 * 100 * 32 + 1000 + 2 * (32 + 32 + 10) + 3);
    expect(multiplications('muon', 64) - multiplications('adam', 64)).toBe(own);
    expect(multiplications('adam', 64)).toBe(3 * 64 * (40 * 32 + 32 * 32 + 32 * 10));
    expect(stepsFor('muon', 300, 512)).toBeGreaterThan(2 * stepsFor('muon', 300, 64));
    expect(stepsFor('lion', 300, 64)).toBe(300);
  });

  it('presents all that has arrived', async () => {
    const pictures = await picturesOnTheWay('muon-network', experiment);
    for (const picture of pictures) expect(sentence(picture)).not.toMatch(/none|NaN|undefined/);
    expect(sentence(pictures[0]!)).toMatch(/No network/);
    expect(sentence(pictures.at(-1)!)).not.toMatch(/So far/);
  });
});
