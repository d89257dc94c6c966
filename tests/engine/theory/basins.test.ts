import { describe, expect, it } from 'vitest';
import { createQuadratic, problems, stream, vector } from '../../../src/engine/index.ts';
import {
  GABOR_WINDOW,
  gaborLandmarks,
  gaborSurroundings,
  gaborTraps,
} from '../../../src/engine/problems/gabor-landmarks.ts';
import { createTraps } from '../../../src/engine/theory/basins.ts';

const bowl = createQuadratic({ eigenvalues: [1, 4] });
const trapsIn = createTraps(bowl, [{ phi: [0, 0] }]);

describe('createTraps', () => {
  it('traps a run in a bowl below the limit of its rate, and not above it', () => {
    expect(trapsIn([0.4, 0.4])(vector(0.5, 0.5))).toBe(0);
    expect(trapsIn([0.51, 0.51])(vector(0.5, 0.5))).toBe(-1);
    // A rate for each coordinate: only the steep one has to be small.
    expect(trapsIn([1.5, 0.4])(vector(0.5, 0.5))).toBe(0);
  });

  it('says nothing of a state far out', () => {
    expect(trapsIn([0.1, 0.1])(vector(100, 100))).toBe(-1);
    expect(gaborTraps([0.05, 0.05])(vector(-9, 22))).toBe(-1);
  });

  it('looks at a state in a longer array', () => {
    expect(trapsIn([0.4, 0.4])(vector(9, 100, 100, 0.5, 0.5), 3)).toBe(0);
    expect(trapsIn([0.4, 0.4])(vector(9, 100, 100, 0.5, 0.5), 1)).toBe(-1);
  });

  it('gaborTraps gives the minima around the window numbers beyond those in it', () => {
    const { minima } = gaborLandmarks();
    const bound = gaborTraps([0.05, 0.05]);
    const around = gaborSurroundings().filter(
      ({ kind, phi: [x, y] }) =>
        kind === 'minimum' && !(Math.abs(x) < 10 && y > GABOR_WINDOW.yDomain[0] && y < GABOR_WINDOW.yDomain[1]),
    );
    expect(around.length).toBeGreaterThan(5);
    for (const [k, { phi }] of minima.entries()) expect(bound(vector(...phi))).toBe(k);
    for (const [k, { phi }] of around.entries()) expect(bound(vector(...phi))).toBe(minima.length + k);
  });

  it.each([0.05, 0.159])('on the Gabor loss no run leaves a trap at rate %d', (alpha) => {
    const { minima } = gaborLandmarks();
    const bound = createTraps(problems.gabor, minima)([alpha, alpha]);
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
