import { describe, expect, it, test } from 'vitest';
import type { Values } from '../../src/engine/schema.ts';
import { defaults } from '../../src/engine/values.ts';
import { FIRST_RULE } from '../../src/experiments/kit/first-texts.ts';
import { isPython, losses, lossIds } from '../../src/experiments/kit/losses.ts';
import type { V } from '../../src/experiments/your-turn/playground/parameters.ts';
import playground from '../../src/experiments/your-turn/playground/playground.ts';
import { entrantsOf, setupOf } from '../../src/experiments/your-turn/playground/setup.ts';
import type { Experiment } from '../../src/figure/experiment.ts';
import { valuesIn } from '../../src/laboratory/kept-figure.ts';
import { firstSettings, queryOfSettings, type Settings } from '../../src/laboratory/playground/settings.ts';
import { withNumber } from '../../src/python/numbers.ts';
import type { Spec } from '../../src/widgets/page/spec.ts';

const { parameters } = playground as unknown as Experiment;
const usual = defaults(parameters);
const live = { spec: { schema: parameters, defaults: usual } as unknown as Spec };
const there = (settings: Settings): Values => valuesIn(live, queryOfSettings(settings));

it('the page’s own settings are the page’s own values', () => {
  expect(there(firstSettings())).toEqual(usual);
});

test.each(lossIds)('on %s the figure makes the runs that the settings made', (loss) => {
  const first = firstSettings(loss);
  const own = 'alpha = 3\nprint(alpha)';
  const values = there({
    ...first,
    steps: 33,
    noise: 0.25,
    seed: 7,
    own: { on: false, text: own },
    rivals: [
      { id: 'lion', rate: 0.0123, on: true },
      { id: 'nesterov', rate: 2.5, on: true },
      { id: 'lineSearch', rate: 0, on: true },
    ],
  });
  expect(values).toMatchObject({ loss, rule: own, own: false, noise: 0.25, seed: 7 });
  const setup = setupOf(values as unknown as V)!;
  expect(setup.steps).toBe(33);
  const { x, y } = losses[loss];
  expect([setup.x, setup.y]).toEqual([x, y]);
  for (const [i, at] of losses[loss].start.entries()) expect(setup.start[i]).toBeCloseTo(at, 9);
  if (isPython(loss)) expect(setup.text).toBe(loss === 'own' ? first.lossText : first.modelText);
  const rivals = entrantsOf(values as unknown as V, setup);
  expect(rivals.map(({ part }) => part.id)).toEqual(['lion', 'nesterov', 'lineSearch']);
  expect(rivals[0]?.rate).toBeCloseTo(0.0123, 9);
  expect(rivals[1]?.rate).toBeCloseTo(2.5, 9);
});

describe('what a link of the older form holds', () => {
  it('a start lies where it lay', () => {
    const start = [-3.21, 1.234567] as const;
    const { across, up } = there({ ...firstSettings(), start });
    const { x, y } = losses.basins;
    expect(x[0] + Number(across) * (x[1] - x[0])).toBeCloseTo(start[0], 12);
    expect(y[0] + Number(up) * (y[1] - y[0])).toBeCloseTo(start[1], 12);
  });

  it('a text of the page’s own rule is none where its numbers suit the loss, and stays where they do not', () => {
    expect(there(firstSettings('ravine'))['rule']).toBe('');
    const text = withNumber(FIRST_RULE, 'beta', 0.3);
    expect(there({ ...firstSettings(), own: { on: true, text } })['rule']).toBe(text);
  });

  it('a loss of one’s own with its window, and drafts of a text that is not shown', () => {
    const lossText = 'def loss(x, y):\n    return x ** 2 + y ** 4';
    const window = { x: [-1, 1], y: [-3, 3] } as const;
    expect(there({ ...firstSettings('own'), lossText, window })).toMatchObject({
      loss: 'own',
      ground: lossText,
      left: -1,
      right: 1,
      bottom: -3,
      top: 3,
    });
    expect(there({ ...firstSettings(), lossText })).toMatchObject({ loss: 'basins', ground: lossText });
  });

  it('a model of three parameters of which two are shown', () => {
    const values = there({ ...firstSettings('model'), phi: [1, 2, 3], over: [2, 0], start: [0.5, 4] });
    expect(values).toMatchObject({ count: 3, shownAcross: 2, shownUp: 0, phi0: 4, phi1: 2, phi2: 0.5 });
    expect(setupOf(values as unknown as V)).toMatchObject({ over: [2, 0], start: [0.5, 4], whole: [4, 2, 0.5] });
  });

  it('a rule that is not ticked takes no part', () => {
    const { rivals } = firstSettings();
    const off = rivals.map((rival, k) => ({ ...rival, on: k !== 1 }));
    expect(there({ ...firstSettings(), rivals: off })).toMatchObject({
      rule2: 'gradientDescent',
      rule3: 'none',
      rule4: 'adam',
    });
  });
});
