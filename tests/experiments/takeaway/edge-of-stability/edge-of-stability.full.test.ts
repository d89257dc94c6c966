import { describe, expect, it } from 'vitest';
import experiment from '../../../../src/experiments/takeaway/edge-of-stability/edge-of-stability.ts';
import { sentence } from '../../../../src/figure/sentence.ts';
import { hasNumpy, measuredAt, picturesOnTheWay, printedBy } from '../../long.ts';

describe('edge-of-stability', () => {
  it('diverges at a rate far past the edge, and says so', () => {
    const seen = measuredAt(experiment, 'alpha=2&seeds=1&steps=100&examples=50');
    expect(seen.value('startRatio')).toBeGreaterThan(4);
    expect(seen.verdict.outcome).toBe('fails');
  });

  it('presents all that has arrived', async () => {
    const pictures = await picturesOnTheWay('edge-of-stability', experiment);
    for (const picture of pictures) expect(sentence(picture)).not.toMatch(/none|NaN|undefined/);
    expect(sentence(pictures[0]!)).toMatch(/No run/);
    expect(sentence(pictures.at(-1)!)).not.toMatch(/So far/);
  });

  it.skipIf(!hasNumpy).each(['alpha=0.1', 'alpha=0.1&loss=cross-entropy&seed=4'])(
    'exports a script that finds the same loss and the same largest curvature: %s',
    (query) => {
      // Below the edge: at the edge, single and double precision separate.
      const small = `${query}&steps=200&examples=60`;
      const seen = measuredAt(experiment, `${small}&seeds=1`);
      const printed = printedBy(experiment, small);
      for (const name of ['seedLoss', 'seedCurvature'])
        expect(Math.abs(printed[name]! / seen.value(name) - 1), name).toBeLessThan(1e-3);
    },
  );
});
