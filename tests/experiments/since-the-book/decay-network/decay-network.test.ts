import { describe, expect, it } from 'vitest';
import experiment from '../../../../src/experiments/since-the-book/decay-network/decay-network.ts';
import { sentence } from '../../../../src/figure/sentence.ts';
import { keptAt, picturesOnTheWay } from '../../long.ts';

describe('decay-network', () => {
  it('L2 in Adam keeps far more of weights with large gradients, decoupled decay as much of all', () => {
    const { value, low, high, verdict } = keptAt('decay-network', experiment);
    expect(low('coupledLarge')).toBeGreaterThan(1.4 * high('coupledSmall'));
    expect(Math.abs(value('decoupledLarge') - value('decoupledSmall'))).toBeLessThan(0.1);
    expect(value('apart')).toBeGreaterThan(2);
    expect(verdict.outcome).toBe('fails');
    expect(keptAt('decay-network', experiment, 'way=decoupled').verdict.outcome).toBe('holds');
  });

  it('either way helps on new examples, by far more than they differ', () => {
    const { value } = keptAt('decay-network', experiment);
    const helps = value('plainLoss') - Math.max(value('coupledLoss'), value('decoupledLoss'));
    expect(helps).toBeGreaterThan(0.2);
    expect(Math.abs(value('difference'))).toBeLessThan(0.25 * helps);
  });

  it('presents all that has arrived', async () => {
    const pictures = await picturesOnTheWay('decay-network', experiment);
    for (const picture of pictures) expect(sentence(picture)).not.toMatch(/none|NaN|undefined/);
    expect(sentence(pictures[0]!)).toMatch(/No network/);
    expect(sentence(pictures.at(-1)!)).not.toMatch(/So far/);
  });
});
