import { describe, expect, it } from 'vitest';
import { Figure } from '../../../src/widgets/page/figure.ts';
import { measured, settle, shownBy, specOf, toyExperiment, toyPool } from './toy.ts';

it.each(['instant', 'ensemble', 'long'] as const)(
  'of pace %s makes the picture of charts opened large from what is measured, and shows none of it',
  async (pace) => {
    const { pool, asked } = toyPool(toyExperiment({ pace }));
    const one = new Figure(specOf(pace), { n: 3 }, pool);
    if (pace === 'long') one.start();
    const { verdict } = await one.large();
    expect(JSON.parse(verdict.text)).toEqual({ runs: [0, 1, 2], large: true });
    expect(shownBy(one)).toEqual({ runs: [0, 1, 2] });
    expect(measured(asked)).toEqual(pace === 'instant' ? [] : [0, 1, 2]);
    // The next picture is sent as a difference from the large one, and is still complete.
    one.stand(2);
    await one.run();
    expect(shownBy(one)).toEqual({ runs: [0, 1, 2], at: 2 });
  },
);

it('of a long experiment asks for nothing while a passage tells what is built, and for its picture at another', async () => {
  const { pool, asked } = toyPool(toyExperiment({ pace: 'long' }));
  const one = new Figure(specOf('long'), { n: 1 }, pool);
  await one.tell({ values: { n: 1 }, ends: 0 });
  expect(asked).toEqual([]);
  await one.tell({ values: { n: 2 }, ends: 0 });
  expect(asked.length).toBeGreaterThan(0);
});

it('of a long experiment asks for its picture at once where two built ones would share the stage', async () => {
  const { pool, asked } = toyPool(toyExperiment({ pace: 'long' }));
  await new Figure(specOf('long', { beside: 'second' }), { n: 1 }, pool).tell({ values: { n: 1 }, ends: 0 });
  expect(asked.length).toBeGreaterThan(0);
});

describe('what an instant figure shows', () => {
  const instant = toyExperiment({ pace: 'instant' });

  it('keeps a sheet that is the same in every picture as one object', async () => {
    const { pool } = toyPool(instant);
    const one = new Figure(specOf('instant'), { n: 3 }, pool);
    await one.run();
    const before = one.presentation.value?.panels;
    one.set({ n: 4 });
    one.hover(7);
    await settle();
    const after = one.presentation.value?.panels;
    expect(shownBy(one)).toEqual({ runs: [0, 1, 2, 3], at: 7 });
    expect(after?.[0]).toBe(before?.[0]);
    expect(after?.[1]).not.toBe(before?.[1]);
  });

  it('opens with a part of its run, shows the whole after a change, and a part again after reset', async () => {
    const one = new Figure(specOf('instant', { opens: 3 }), { n: 1 }, toyPool(instant).pool);
    await one.run();
    expect(shownBy(one)).toEqual({ runs: [0], at: 3 });
    one.set({ n: 2 });
    await one.run();
    expect(shownBy(one)).toEqual({ runs: [0, 1] });
    one.reset();
    await one.run();
    expect(shownBy(one)).toEqual({ runs: [0], at: 3 });
  });
});
