import { signal } from '@preact/signals';
import { describe, expect, it, test } from 'vitest';
import type { Values } from '../../src/engine/schema.ts';
import { defaults } from '../../src/engine/values.ts';
import draw from '../../src/experiments/your-turn/draw/draw.ts';
import type { V } from '../../src/experiments/your-turn/playground/parameters.ts';
import playground from '../../src/experiments/your-turn/playground/playground.ts';
import { runOf } from '../../src/experiments/your-turn/playground/runs.ts';
import { entrantsOf, setupOf } from '../../src/experiments/your-turn/playground/setup.ts';
import type { Experiment } from '../../src/figure/experiment.ts';
import { runExperiment } from '../../src/figure/run.ts';
import { playgroundOfRun, valuesOfSettings } from '../../src/laboratory/draw/brought-draw.ts';
import { MOST_SKETCH, readSketch } from '../../src/laboratory/draw/sketch.ts';
import { valuesIn } from '../../src/laboratory/kept-figure.ts';
import { settingsOfLink } from '../../src/laboratory/playground/older-link.ts';
import { firstSettings, readSettings, sheetOf } from '../../src/laboratory/playground/settings.ts';
import { pack } from '../../src/widgets/page/packed.ts';
import type { Spec } from '../../src/widgets/page/spec.ts';

const experiment = draw as unknown as Experiment;
const usual = defaults(experiment.parameters);
const live = { spec: { schema: experiment.parameters, defaults: usual } as unknown as Spec };
const { parameters } = playground as unknown as Experiment;
const theirs = { spec: { schema: parameters, defaults: defaults(parameters) } as unknown as Spec };
const sheet = sheetOf(firstSettings());
const sketch = [
  [-3, 2],
  [0.5, -1.25],
] as const;

/** Where the line of some values lies on the sheet, as its picture has it. */
function lineOf(values: Values): number[][] {
  const { presentation } = runExperiment(experiment, { ...values, path: String(values['path']) });
  const panel = presentation.panels.find(({ kind }) => kind === 'surface');
  const line = panel?.kind === 'surface' ? panel.paths?.find(({ name }) => name === 'your line') : undefined;
  return Array.from(line?.x ?? [], (x, i) => [x, line?.y[i] ?? Number.NaN]);
}

test('a line of an older link lies where it lay, as far as a link can say', { timeout: 30_000 }, async () => {
  const linked = await settingsOfLink(`#lab=${await pack({ ...firstSettings(), sketch })}`);
  expect(linked).toEqual({ settings: firstSettings(), step: undefined, isDrawn: true });
  const values = valuesOfSettings(live, { ...firstSettings(), sketch });
  expect(values).toEqual({ ...usual, path: values['path'] });
  const line = lineOf(values);
  expect(line).toHaveLength(2);
  for (const [i, [x, y]] of sketch.entries()) {
    // A place has nine bits across and nine up.
    expect(Math.abs((line[i]?.[0] ?? Number.NaN) - x)).toBeLessThan((sheet.x[1] - sheet.x[0]) / 1000);
    expect(Math.abs((line[i]?.[1] ?? Number.NaN) - y)).toBeLessThan((sheet.y[1] - sheet.y[0]) / 1000);
  }
});

test('the loss comes along: one of ours, points with their sheet, a text, and a model as a loss', () => {
  expect(valuesOfSettings(live, firstSettings('ravine'))).toEqual({ ...usual, loss: 'ravine', path: '' });
  const line = {
    ...firstSettings('line'),
    points: [
      [0, 1],
      [3, 2.5],
    ],
    window: { x: [-2, 4], y: [-1, 1] },
  };
  expect(valuesOfSettings(live, line)).toMatchObject({ loss: 'line', left: -2, right: 4, bottom: -1, top: 1 });
  const lossText = 'def loss(x, y):\n    return x ** 2 + y ** 4';
  const own = { ...firstSettings('own'), lossText, window: { x: [-1, 1], y: [-3, 3] } };
  expect(valuesOfSettings(live, own)).toMatchObject({ loss: 'own', ground: lossText, left: -1, right: 1, top: 3 });
  const model = valuesOfSettings(live, firstSettings('model'));
  expect(model['loss']).toBe('own');
  expect(model['ground']).toContain('def model(x, phi):');
  expect(model['ground']).toContain('def loss(x, y):');
  expect(() => valuesOfSettings(live, { ...firstSettings('model'), phi: [0, 0, 0] })).toThrow('two parameters');
});

describe('what cannot be drawn is refused with a sentence', () => {
  test.each([
    ['a text', 'M0 0L1 1', 'is no list of points'],
    ['too many points', Array.from({ length: MOST_SKETCH + 1 }, () => [0, 0]), 'more than the 64 points'],
    ['a point that is none', [[0, 0], [1]], 'no pair of numbers'],
    ['words for numbers', [['0', 0]], 'no pair of numbers'],
    ['no numbers', [[Number.NaN, 0]], 'no pair of numbers'],
    [
      'a place beside the sheet',
      [
        [0, 0],
        [99, 0],
      ],
      'leaves the sheet',
    ],
    ['nothing', null, 'is no list of points'],
  ])('%s', async (_, given, said) => {
    expect(() => readSketch(given, sheet)).toThrow(said);
    expect(() => valuesOfSettings(live, { ...firstSettings(), sketch: given })).toThrow(said);
    // JSON has no NaN: what comes through a link is null there.
    const linked = await settingsOfLink(`#lab=${await pack({ ...firstSettings(), sketch: given })}`);
    expect(linked).toBeInstanceOf(Error);
    expect((linked as Error).message).toContain(said);
    // From the device it is left out, and the rest stands.
    expect(readSettings({ ...firstSettings('ravine'), sketch: given })).toEqual(firstSettings('ravine'));
  });
});

it('takes the run that is shown to the playground, where it is made again', { timeout: 60_000 }, async () => {
  const cache = new Map<string, unknown>();
  for (const shown of ['nearest', 'nesterov', 'descent']) {
    const values = { ...usual, shown };
    const { presentation } = runExperiment(experiment, values, { cache });
    const query = playgroundOfRun({ values: signal(values), presentation: signal(presentation) })!;
    const panel = presentation.panels.find(({ kind }) => kind === 'surface');
    const run = panel?.kind === 'surface' ? panel.paths?.find(({ name }) => name === 'nearest run') : undefined;
    const there = valuesIn(theirs, query) as unknown as V;
    const numbers = (name: string) => Number(new RegExp(`^${name} = (\\S+)`, 'm').exec(there.rule)?.[1]);
    const id = ({ nearest: 'momentum', nesterov: 'nesterov', descent: 'gradientDescent' } as const)[shown]!;
    const hyper = { alpha: numbers('alpha'), ...(shown !== 'descent' && { beta: numbers('beta') }) };
    const [own] = entrantsOf(there, setupOf(there)!);
    const made = runOf({ ...own!.part, id, hyper, rule: '', isOurs: true });
    expect(made?.x).toHaveLength(run!.x.length);
    expect(made?.x.at(-1)).toBeCloseTo(run!.x.at(-1)!, 9);
    expect(made?.y.at(-1)).toBeCloseTo(run!.y.at(-1)!, 9);
  }
});
