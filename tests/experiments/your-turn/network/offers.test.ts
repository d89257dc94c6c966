import { expect, it } from 'vitest';
import { placeText } from '../../../../src/engine/places.ts';
import { defaults } from '../../../../src/engine/values.ts';
import network from '../../../../src/experiments/your-turn/network/network.ts';
import { runExperiment } from '../../../../src/figure/run.ts';

const shown = (change: Partial<ReturnType<typeof values>>) =>
  runExperiment(network, { ...values(), ...change }).presentation;
const values = () => ({ ...defaults(network.parameters), noise: 0.11, seed: 7, steps: 0 });

it('lets the size of each hidden layer be changed beside its name, and offers a second one where there is none', () => {
  const sizesOf = (change: Partial<ReturnType<typeof values>>) => {
    const { panels, offers = [] } = shown(change);
    const [first] = panels;
    return { sizes: first?.kind === 'network' && first.sizes, offers: offers.map(({ text, set }) => [text, set]) };
  };
  expect(sizesOf({ first: 4, second: 3 })).toEqual({ sizes: [undefined, 'first', 'second', undefined], offers: [] });
  expect(sizesOf({ first: 8, second: 0 })).toEqual({
    sizes: [undefined, 'first', 'second'],
    offers: [['add a second layer', { second: 1 }]],
  });
});

it('asks for points of the kind that is missing, and trains nothing before there are two', () => {
  const own = { points: 'own' as const, steps: 50 };
  expect(shown(own)).toMatchObject({ ended: true, verdict: { state: 'unanswered' } });
  const filled = placeText([0.2, 0.3]);
  expect(shown({ ...own, filled })).toMatchObject({
    ended: true,
    verdict: { text: expect.stringMatching(/^Now put some orange rings/) },
  });
  const both = shown({ ...own, filled, hollow: placeText([0.8, 0.3]) });
  expect(both.verdict).toMatchObject({ text: expect.stringContaining('points are right') });
  expect(both.ended).toBeUndefined();
});

it('has the keys go on from the newest point of the kind that comes next, and no control of the unit but the picture', () => {
  const ringOf = (change: Partial<ReturnType<typeof values>>) => {
    const [first] = shown({ points: 'own', ...change }).panels;
    return first?.kind === 'network' ? first.plane.handle?.at : undefined;
  };
  expect(ringOf({})).toEqual([0, 0]);
  const filled = placeText([0.5, 0.5]) + placeText([0.25, 0.5]);
  expect(ringOf({ filled })?.map((at) => Number(at.toFixed(1)))).toEqual([-0.8, 0]);
  expect(ringOf({ filled, next: 'hollow' })).toEqual([0, 0]);
  expect(shown({}).idle).toEqual(['unit']);
});

it('says how it stands in one sentence, and rests once when all is right', () => {
  const usual = { noise: 0.07, seed: 8 };
  expect(shown(usual).summary).toBe('Press Play. Every point should lie on its own colour.');
  const early = shown({ ...usual, steps: 20 });
  expect([early.summary, early.rests]).toEqual(['{right} of {learned} are on their own colour.', undefined]);
  const late = shown({ ...usual, steps: 200 });
  const done = late.numbers['done']?.value ?? 0;
  expect([late.summary, late.rests]).toEqual([
    'Well done: all {learned} are on their own colour, for the first time at step {done}.',
    done + 150,
  ]);
  expect(shown({ ...usual, steps: 20, unit: 4 }).summary).toBe('This is what one unit of layer 1 makes of each place.');
});

it('trains three rules from the same weights, and says which had all points right first', () => {
  const at = (steps: number, change = {}) => shown({ compare: true, noise: 0.07, seed: 8, steps, ...change });
  const first = (steps: number, change = {}) => {
    const [panel] = at(steps, change).panels;
    return panel?.kind === 'network' ? panel.fields : [];
  };
  expect(new Set(first(0).map(({ answers }) => answers.join())).size).toBe(1);
  expect(first(40).map(({ role }) => role)).toEqual(['descent', 'momentum', 'adam']);
  expect(new Set(first(40).map(({ answers }) => answers.join())).size).toBe(3);
  expect(at(0).summary).toBe('One network, the same first weights, the same points.');
  expect(at(20).summary).toMatch(/ is ahead, with \{\w+Right\} of \{learned\} on their own colour\.$/);
  const { numbers, summary } = at(1000);
  const done = ['descent', 'momentum', 'adam'].map((rule) => numbers[`${rule}Done`]?.value ?? Number.POSITIVE_INFINITY);
  const winner = ['Plain descent', 'Momentum', 'Adam'][done.indexOf(Math.min(...done))] ?? '';
  expect(summary?.toString().startsWith(winner)).toBe(true);
  // Different initial weights, the same points.
  expect(first(0, { start: 2 })[0]?.answers).not.toEqual(first(0)[0]?.answers);
});

it('says where a training has stalled for want of units, and twice as many learn what it could not', () => {
  const long = { points: 'winding' as const, steps: 1000 };
  const stalled = shown(long);
  const { right, learned } = stalled.numbers;
  expect(right?.value).toBeLessThan(0.9 * (learned?.value ?? 0));
  expect(stalled.verdict.text).toMatch(/more units may help\.$/);
  const offer = stalled.offers?.find(({ text }) => text === 'give each layer more units');
  const wider = shown({ ...long, ...offer?.set });
  expect(wider.numbers['right']?.value).toBe(learned?.value);
  expect(wider.verdict.text).not.toContain('more units');
  // Early in training, with the maximum number of units, or at an extreme rate, the number of units is not to blame.
  for (const change of [
    { steps: 100 },
    { first: 8, second: 8, steps: 400 },
    { rate: 100 },
    { points: 'moons' as const },
  ])
    expect(shown({ ...long, ...change }).verdict.text).not.toContain('more units');
});

it('says of a rate that it is too high where the loss has leapt up, and a smaller one learns what it could not', () => {
  const tooHigh = 'so the rate is too high: try a smaller one.';
  const rates = [64.5, 30, 10, 3, 1];
  for (const optimizer of ['adam', 'gradientDescent', 'momentum', 'lion', 'adagrad'] as const)
    for (const points of ['moons', 'spiral'] as const) {
      const at = (rate: number) => shown({ optimizer, points, rate, steps: 400 });
      const all = rates.map(at);
      const losses = all.map(({ numbers }) => numbers['loss']?.value ?? Number.NaN);
      for (const [k, { verdict }] of all.entries())
        if (verdict.text.includes(tooHigh)) expect(Math.min(...losses.slice(k + 1))).toBeLessThan(losses[k] ?? 0);
      if (points === 'spiral' || optimizer === 'gradientDescent') expect(all[0]?.verdict.text).toContain(tooHigh);
      for (const usual of all.slice(3)) expect(usual.verdict.text).not.toContain(tooHigh);
    }
  // At the start nothing has jumped, and one rule has no rate.
  expect(shown({ rate: 100 }).verdict.text).not.toContain(tooHigh);
  expect(shown({ rate: 100, steps: 100, optimizer: 'lineSearch', points: 'spiral' }).verdict.text).not.toContain(
    tooHigh,
  );
});
