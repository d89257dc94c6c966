import { describe, expect, it } from 'vitest';
import { regime } from '../../../../src/engine/theory/momentum-theory.ts';
import { KINDS } from '../../../../src/experiments/momentum/momentum-valley/kinds-map.ts';
import { valleyTints, WINDOW } from '../../../../src/experiments/momentum/momentum-valley/long-valley.ts';
import experiment from '../../../../src/experiments/momentum/momentum-valley/momentum-valley.ts';
import type { AtlasPanel, SurfacePanel } from '../../../../src/figure/panels/panel.ts';
import { sentence } from '../../../../src/figure/sentence.ts';
import { shownBy } from '../../shown-by.ts';

const run = shownBy(experiment);
const sheetOf = ({ panels }: ReturnType<typeof run>) => panels.find(({ kind }) => kind === 'surface') as SurfacePanel;
const mapOf = ({ panels }: ReturnType<typeof run>) => panels.find(({ kind }) => kind === 'atlas') as AtlasPanel;

/** The closed form along a direction of curvature lambda, from phi_0 and m = 0, by the roots of z^2 - s z + beta. */
function closed(alpha: number, beta: number, lambda: number, start: number, t: number): number {
  const s = 1 + beta - alpha * (1 - beta) * lambda;
  const first = start * (1 - alpha * (1 - beta) * lambda);
  const [re, gap] = [s / 2, s * s - 4 * beta];
  if (gap >= 0) {
    const [a, b] = [re + Math.sqrt(gap) / 2, re - Math.sqrt(gap) / 2];
    return (a ** t * (first - b * start) - b ** t * (first - a * start)) / (a - b);
  }
  const [r, w] = [Math.sqrt(beta), Math.acos(re / Math.sqrt(beta))];
  return r ** t * (start * Math.cos(w * t) + ((first - start * re) / (r * Math.sin(w))) * Math.sin(w * t));
}

describe('momentum-valley', () => {
  it('goes where the closed form of each direction says, at every step', () => {
    for (const [alpha, beta] of [
      [3, 0.8],
      [0.5, 0.2],
      [10, 0.9],
    ] as const) {
      const path = sheetOf(run(`alpha=${alpha}&beta=${beta}`)).paths!.find(({ role }) => role === 'run')!;
      for (let t = 0; t <= 40; t++) {
        expect(path.x[t]).toBeCloseTo(closed(alpha, beta, 1 / 50, -9, t), 9);
        expect(path.y[t]).toBeCloseTo(closed(alpha, beta, 1, 2.1, t), 9);
      }
    }
  });

  it('opens where momentum wins early: after forty steps it is five times as near as descent at its best', () => {
    const opened = run('');
    expect(opened.verdict.outcome).toBe('holds');
    expect(opened.numbers['descentDistance']!.value).toBeGreaterThan(5 * opened.numbers['distance']!.value);
    // By hand: descent's factor is 49/51 both along and across.
    expect(opened.numbers['descentDistance']!.value).toBeCloseTo(Math.hypot(9, 2.1) * (49 / 51) ** 40, 10);
    expect(run('', 12).numbers['along']!.value).toBeLessThan(run('', 12).numbers['descentAlong']!.value);
  });

  it('says from which step on a run is home and stays, and nothing of it before that step', () => {
    const home = (alpha: number, beta: number): number =>
      Array.from({ length: 41 }, (_, t) =>
        Math.hypot(closed(alpha, beta, 1 / 50, -9, t), closed(alpha, beta, 1, 2.1, t)),
      ).findLastIndex((distance) => distance >= 0.3) + 1;
    for (const [alpha, beta] of [
      [8, 0.65],
      [7, 0.7],
      [5, 0.72],
    ] as const) {
      const at = (t: number) => run(`alpha=${alpha}&beta=${beta}`, t);
      const steps = home(alpha, beta);
      expect(at(40).numbers['home']!.value).toBe(steps);
      expect(at(steps).summary).toMatch(/home after \{home\} steps and stays/);
      expect(at(steps - 1).summary).toMatch(/^The ball is \{distance\} from/);
    }
    expect(run('').numbers['home']).toBeUndefined();
    expect(run('').summary).toMatch(/^The ball is \{distance\} from/);
  });

  it('tells what a reader can see happen, at the step at which it has', () => {
    const at = (query: string) => Object.fromEntries(run(query).events!.map(({ name, at }) => [name, at]));
    const place = (query: string, t: number) => {
      const { x, y } = sheetOf(run(query)).paths!.find(({ role }) => role === 'run')!;
      return [x[t]!, y[t]!] as const;
    };
    const { turns, wall } = at('beta=0.8');
    // From the upper wall: across the floor, lowest at the wall, and on the way up a step later.
    expect(place('beta=0.8', wall!)[1]).toBeLessThan(0);
    expect(place('beta=0.8', wall! + 1)[1]).toBeGreaterThan(place('beta=0.8', wall!)[1]);
    expect(turns).toBe(wall! + 1);
    const { leaves, rises } = at('beta=0&phi1=0.25');
    expect(Math.abs(place('beta=0&phi1=0.25', leaves!)[1])).toBeGreaterThan(3.2);
    expect(Math.abs(place('beta=0&phi1=0.25', leaves! - 1)[1])).toBeLessThan(3.2);
    expect(rises).toBe(2);
    expect(at('alpha=1&beta=0')).not.toHaveProperty('rises');
  });

  it('fails without momentum at a small rate and with too much of it, and ties with descent at its own rate', () => {
    expect(run('alpha=0.5&beta=0').verdict.outcome).toBe('fails');
    expect(run('beta=0.97').verdict.outcome).toBe('fails');
    expect(run('alpha=1.961&beta=0').verdict.outcome).toBe('depends');
  });

  it('past the limit says so, and offers a rate that settles', () => {
    const past = run('alpha=20');
    expect(past.verdict.outcome).toBe('fails');
    expect(sentence(past)).toContain('a rate above 18.0 diverges');
    const back = Number(past.offers![0]!.set['alpha']);
    expect(run(`alpha=${back}`).offers).toBeUndefined();
    expect(regime(back, 0.8, 1)).not.toBe('divergent');
  });

  it('marks both limits on the controls where the run turns unstable', () => {
    const { limits } = run('alpha=3&beta=0.8');
    expect(limits!['alpha']![0]!.at).toBeCloseTo(18, 12);
    const lowest = limits!['beta']![0]!.at;
    expect(regime(3, lowest + 1e-6, 1)).not.toBe('divergent');
    expect(regime(3, lowest - 1e-6, 1)).toBe('divergent');
    expect(run('alpha=1').limits!['beta']).toBeUndefined();
  });

  it('draws the memory as the share beta of the last step, at a telling step or where the reader stands', () => {
    const opened = run('');
    expect(opened.numbers['shown']!.value).toBe(3);
    for (const [at, t] of [
      [undefined, 3],
      [7, 7],
    ] as const) {
      const sheet = sheetOf(run('', at));
      const path = sheet.paths!.find(({ role }) => role === 'run')!;
      const { from, to, label } = sheet.arrows![0]!;
      expect(label).toBe(`speed kept, step ${t}`);
      expect(from).toEqual([path.x[t], path.y[t]]);
      expect(to[0] - from[0]).toBeCloseTo(0.8 * (path.x[t]! - path.x[t - 1]!), 12);
      expect(to[1] - from[1]).toBeCloseTo(0.8 * (path.y[t]! - path.y[t - 1]!), 12);
      expect(path.keeps).toBe(0.8);
    }
  });

  it('has the terms of equation 6.11 add up to the step, and oppose each other across the valley', () => {
    const { numbers } = run('');
    const of = (name: string) => numbers[name]!.value;
    for (const side of ['Along', 'Across']) {
      expect(of(`kept${side}`)).toBeCloseTo(0.8 * of(`memory${side}`), 12);
      expect(of(`added${side}`)).toBeCloseTo(0.2 * of(`slope${side}`), 12);
      expect(of(`average${side}`)).toBeCloseTo(of(`kept${side}`) + of(`added${side}`), 12);
      expect(of(`next${side}`)).toBeCloseTo(of(`here${side}`) - 3 * of(`average${side}`), 12);
    }
    expect(of('keptAlong') * of('addedAlong')).toBeGreaterThan(0);
    expect(of('keptAcross') * of('addedAcross')).toBeLessThan(0);
  });

  it('has each numbered pair in the kind that its chart is called, and yours at the ring', () => {
    for (const { kind, alpha, beta } of KINDS) expect(regime(alpha, beta, 1)).toBe(kind);
    const first = ['1 monotone', '2 critical', '3 ripples', 'yours'];
    for (const [query, at, also] of [
      ['alpha=0.7&beta=0.33', [0.7, 0.33], []],
      ['alpha=1.9&beta=0.06', [1.9, 0.06], ['4 oscillates']],
      ['alpha=30&beta=0.5', [30, 0.5], ['5 diverges']],
    ] as const) {
      const map = mapOf(run(query));
      const plots = [...map.above, ...map.below];
      // The others are shown if the map is wide.
      const small = plots.filter(({ spare }) => spare === undefined);
      expect(small.map(({ heading }) => heading)).toEqual([...first, ...also]);
      expect(map.map.handle!.at).toEqual(at);
      const numbered = plots.filter(({ heading }) => heading !== 'yours');
      expect(numbered).toHaveLength(KINDS.length);
      expect(map.map.points).toHaveLength(numbered.length);
      for (const { heading, spare } of numbered) {
        const badge = map.map.points!.find(({ label }) => label === heading.charAt(0))!;
        const { alpha, beta } = KINDS[Number(heading.charAt(0)) - 1]!;
        expect([badge.x, badge.y]).toEqual([alpha, beta]);
        if (spare !== undefined) expect(badge.name).toBe(spare);
      }
    }
  });

  it('tints the map by kind: at random places the tint is that of the kind there', () => {
    const { categories } = mapOf(run('')).map.cells!;
    const share = Object.fromEntries(categories.map(({ label, share: part }) => [label, part]));
    const counts: Record<string, number> = {};
    for (let i = 0; i < 200; i++)
      for (let k = 0; k < 100; k++) {
        const kind = regime(0.1 * 1000 ** ((i + 0.5) / 200), (k + 0.5) / 100, 1);
        counts[kind] = (counts[kind] ?? 0) + 1 / 20000;
      }
    expect(share['monotone']).toBeCloseTo(counts['monotone']!, 2);
    expect(share['ripples']).toBeCloseTo(counts['ripples']!, 2);
    expect(share['oscillates']).toBeCloseTo(counts['oscillating']!, 2);
  });

  it('draws contours through points of their height', () => {
    const { levels, paths } = valleyTints(50);
    paths.forEach((path, k) => {
      const [, rx = 0, ry = 0] = /a([\d.]+) ([\d.]+)/.exec(path)!.map(Number);
      const along = (rx / 1000) * (WINDOW.xDomain[1] - WINDOW.xDomain[0]);
      const across = (ry / 1000) * (WINDOW.yDomain[1] - WINDOW.yDomain[0]);
      expect(along ** 2 / 100).toBeCloseTo(levels[k]!, 1);
      expect(across ** 2 / 2).toBeCloseTo(levels[k]!, 1);
    });
  });
});
