import { describe, expect, it } from 'vitest';
import { createTraps } from '../../src/engine/basins.ts';
import { createQuadratic, problems, stream, vector } from '../../src/engine/index.ts';
import { gaborLandmarks } from '../../src/engine/panels/gabor-sheet.ts';

const bowl = createQuadratic({ eigenvalues: [1, 4] });
const origin = [{ phi: [0, 0] as const }];

describe('createTraps', () => {
  it('traps a run in a bowl below the limit of its rate, and not above it', () => {
    expect(createTraps(bowl, origin, [0.4, 0.4])(vector(0.5, 0.5))).toBe(0);
    expect(createTraps(bowl, origin, [0.51, 0.51])(vector(0.5, 0.5))).toBe(-1);
    // A rate for each coordinate: only the steep one has to be small.
    expect(createTraps(bowl, origin, [1.5, 0.4])(vector(0.5, 0.5))).toBe(0);
  });

  it('says nothing of a state far out', () => {
    expect(createTraps(bowl, origin, [0.1, 0.1])(vector(100, 100))).toBe(-1);
    expect(createTraps(problems.gabor, gaborLandmarks().minima, [0.05, 0.05])(vector(-9, 22))).toBe(-1);
  });

  it.each([0.05, 0.159])('on the Gabor loss no run leaves a trap at rate %d', (alpha) => {
    const { minima } = gaborLandmarks();
    const bound = createTraps(problems.gabor, minima, [alpha, alpha]);
    const random = stream(3, 'start');
    const g = vector(0, 0);
    let trapped = 0;
    for (let run = 0; run < 4000; run++) {
      const near = minima[run % minima.length]!;
      const phi = vector(near.phi[0] + 0.3 * random.normal(), near.phi[1] + random.normal());
      const k = bound(phi);
      if (k < 0) continue;
      trapped++;
      for (let t = 0; t < 600; t++) {
        problems.gabor.gradient(phi, g);
        for (let i = 0; i < 2; i++) phi[i]! -= alpha * g[i]!;
      }
      const end = Math.hypot(phi[0]! - minima[k]!.phi[0], phi[1]! - minima[k]!.phi[1]);
      expect(end, `run ${run}`).toBeLessThan(0.1);
    }
    expect(trapped).toBeGreaterThan(200);
  });
});
