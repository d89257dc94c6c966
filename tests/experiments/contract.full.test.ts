import { describe, expect, it } from 'vitest';
import { experiments } from '../../src/experiments/index.ts';
import { listParts } from '../../src/figure/parts.ts';
import { presentWith } from '../../src/figure/run.ts';
import { runnerOf } from '../../src/widgets/prerender/measured-run.ts';
import { expectPresentable } from './presentable.ts';
import { usualOf } from './usual.ts';

const catalogue = await Promise.all(
  Object.entries(experiments).map(async ([id, load]) => {
    const { default: experiment } = await load();
    return [id, experiment, await runnerOf(id, experiment)] as const;
  }),
);

describe.each(catalogue)('present() of %s', (_, experiment, runner) => {
  const values = usualOf(experiment);
  const results = runner.results(values);
  const whole = runner.run(values);
  const keys = listParts(experiment.parts(values)).map(({ key }) => key);
  const presented = (some: readonly string[], pinned = false) => {
    const there = new Set(some);
    const resultOf = (key: string): unknown => (there.has(key) ? results.get(key) : undefined);
    const presentation = presentWith(experiment, values, resultOf, pinned ? { pinned: values } : {});
    expectPresentable(experiment, presentation);
    return presentation;
  };

  it('says nothing before the first result', () => {
    for (const pinned of [false, true]) expect(presented([], pinned).verdict.state).toBe('measuring');
  });

  it('presents the parts that there are so far, and names no number that is not there', () => {
    for (let n = 1; n < keys.length; n++) {
      const { verdict, numbers } = presented(keys.slice(0, n));
      for (const [, name] of verdict.text.matchAll(/\{(\w+)\}/g)) expect(numbers[name!]?.value, name).not.toBeNaN();
    }
  });

  it('presents any single part, with a run pinned too', () => {
    for (const key of keys) presented([key], true);
  });

  it('has an answer once all are there', () => {
    expect(presented(keys)).toEqual(whole);
    expect(whole.verdict.state).not.toBe('measuring');
  });
});
