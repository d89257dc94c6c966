/**
 * A handle with only hidden parameters becomes a point, which cannot be dragged; with one visible parameter it stays.
 */
import { describe, expect, it } from 'vitest';
import { defaults } from '../../../src/engine/values.ts';
import gabor from '../../../src/experiments/gradient-descent/gabor-descent.ts';
import { experiments } from '../../../src/experiments/index.ts';
import type { Panel } from '../../../src/figure/panels/panel.ts';
import { samples } from '../../../src/figure/panels/sample-panels.ts';
import { runExperiment } from '../../../src/figure/run.ts';
import { movedTo } from '../../../src/widgets/controls/DragHandle.tsx';
import { withoutHiddenRing } from '../../../src/widgets/panels/altered.ts';
import '../../../src/widgets/panels/bring-all.ts';
import { plotsIn } from '../../../src/widgets/panels/index.ts';

const { panels } = runExperiment(gabor, defaults(gabor.parameters)).presentation;
const map = panels.find((panel) => panel.kind === 'surface')!;
const handlesOf = (panel: Panel) => plotsIn(panel).flatMap(({ handle }) => handle ?? []);

describe('withoutHiddenRing', () => {
  it('puts a point where the ring was, which asks for no click', () => {
    const [handle] = handlesOf(map);
    expect(handle).toMatchObject({ x: 'phi0', y: 'phi1' });
    const still = withoutHiddenRing(map, ['phi0', 'phi1', 'steps']);
    if (still.kind !== 'surface') throw new Error('it was a map');
    expect(still.handle).toBeUndefined();
    expect(still.points?.at(-1)).toMatchObject({ x: handle!.at[0], y: handle!.at[1], label: 'start' });
    expect(still.paths).toBe(map.kind === 'surface' && map.paths);
  });

  it('gives the same object again, so that nothing is drawn again', () => {
    expect(withoutHiddenRing(map, ['phi0', 'phi1'])).toBe(withoutHiddenRing(map, ['phi0', 'phi1']));
    for (const panel of [...panels, ...Object.values(samples).flat()]) {
      const unhidden = withoutHiddenRing(panel, ['nothing']);
      expect(unhidden).toBe(panel);
    }
  });

  it('leaves every figure as it is where nothing is hidden', async () => {
    for (const load of Object.values(experiments)) {
      const { default: experiment } = await load();
      if (experiment.pace !== 'instant') continue;
      const shown = runExperiment(experiment, defaults(experiment.parameters)).presentation.panels;
      for (const panel of shown) expect(withoutHiddenRing(panel, [])).toBe(panel);
    }
  });

  it('keeps a ring with one parameter left, which then moves only that', () => {
    expect(withoutHiddenRing(map, ['phi0'])).toBe(map);
    const live = { schema: gabor.parameters, spec: { hide: ['phi0'] } } as unknown as Parameters<typeof movedTo>[0];
    const plane = { toData: () => [1, 9], toPixels: () => [0, 0] } as unknown as Parameters<typeof movedTo>[2];
    expect(Object.keys(movedTo(live, handlesOf(map)[0]!, plane, [0, 0]))).toEqual(['phi1']);
  });

  it('takes the ring of a game too, and that of small multiples', async () => {
    for (const load of [experiments['fog'], experiments['figure-6-9']]) {
      const { default: experiment } = await load!();
      const all = Object.keys(experiment.parameters);
      const shown = runExperiment(experiment, defaults(experiment.parameters)).presentation.panels;
      expect(shown.flatMap(handlesOf).length).toBeGreaterThan(0);
      expect(shown.map((panel) => withoutHiddenRing(panel, all)).flatMap(handlesOf)).toEqual([]);
    }
  });
});
