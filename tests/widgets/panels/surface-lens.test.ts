import { renderToString } from 'preact-render-to-string';
import { describe, expect, test } from 'vitest';
import { defaults } from '../../../src/engine/values.ts';
import { experiments } from '../../../src/experiments/index.ts';
import { axis, map, path, point, ring, type SurfacePanel } from '../../../src/figure/index.ts';
import { runExperiment } from '../../../src/figure/run.ts';
import { draw, layout } from '../../../src/widgets/panels/index.ts';
import { layoutSurface } from '../../../src/widgets/panels/surface-layout.ts';
import '../../../src/widgets/panels/bring-all.ts';

/** A run from (0, -9) up to (0, 5), which then oscillates between -`wide` and `wide`. */
function bouncing(wide: number, lens = 10): SurfacePanel {
  const n = 30;
  const x = Float64Array.from({ length: n }, (_, t) => (t < 20 ? 0 : t % 2 ? wide : -wide));
  const y = Float64Array.from({ length: n }, (_, t) => Math.min(5, -9 + t) + t / 100);
  return map({
    name: 'map',
    title: 'A run that bounces',
    x: axis('x', [-10, 10]),
    y: axis('y', [-10, 10]),
    paths: [path('path', 'run', { x, y }, { steps: true, ...(lens > 0 && { lens }) })],
    points: [point('end', 'end', x.at(-1)!, y.at(-1)!, { role: 'run' })],
    handle: ring({ x: 'x', y: 'y' }, [0, -9], 'click or tap to start'),
  });
}

describe('a lens on a map', () => {
  test('shows the last steps of a cramped run larger, whole, in a corner where it hides neither run nor ring', () => {
    const { lens, box, paths } = layoutSurface(bouncing(0.3), 350, 214);
    if (!lens) throw new Error('a cramped run has a lens');
    expect(lens.says).toBe('the last 10 steps');
    expect(lens.times).toBeGreaterThanOrEqual(2);
    expect(lens.of.width * lens.times).toBeCloseTo(lens.frame.width, 6);
    const inside = ({ x, y, width, height }: typeof box, px: number, py: number) =>
      px >= x && px <= x + width && py >= y && py <= y + height;
    const [points] = paths;
    const all = points!.x.map((px, i) => [px, points!.y[i]!] as const);
    for (const [px, py] of all.slice(-9)) expect(inside(lens.of, px, py)).toBe(true);
    for (const [px, py] of all) expect(inside(lens.frame, px, py)).toBe(false);
    for (const corner of [
      [lens.frame.x, lens.frame.y],
      [lens.frame.x + lens.frame.width, lens.frame.y + lens.frame.height],
    ] as const)
      expect(inside(box, ...corner)).toBe(true);
  });

  test.each([
    ['a run that is not cramped', bouncing(5), 350],
    ['a run that asks for none', bouncing(0.3, 0), 350],
    ['a run that is seen well, since the map is wide', bouncing(1.2), 808],
    ['a run that leaves the map', bouncing(12), 350],
    ['a run at rest', bouncing(0, 2), 350],
  ])('%s has none', (_, panel, width) => {
    expect(layoutSurface(panel, width, 0.615 * width).lens).toBeUndefined();
  });
});

test('on the first page a phone, too, shows the end of the run from wall to wall, and keeps the words at the ring', async () => {
  const { default: experiment } = await experiments['gabor-descent']!();
  const panelAt = (alpha: number) =>
    runExperiment(experiment, { ...defaults(experiment.parameters), alpha }).presentation.panels[0]!;
  const drawn = (alpha: number, width: number) =>
    renderToString(draw(panelAt(alpha), layout(panelAt(alpha), width, 0.615 * width), 'map'));
  const phone = drawn(0.2, 350);
  expect(phone).toContain('class="lens"');
  expect(phone).toContain('the last 24 steps');
  expect(phone).toContain('click or tap to start');
  expect(drawn(0.2, 808)).toContain('class="lens"');
  // A run that settles has nothing to show there.
  expect(drawn(0.1, 350)).not.toContain('class="lens"');
  // One that only oscillates between two points is a single stroke, which the map shows as well.
  expect(drawn(0.5, 808)).not.toContain('class="lens"');
});
