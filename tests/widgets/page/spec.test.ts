import { describe, expect, test } from 'vitest';
import { defaults } from '../../../src/engine/index.ts';
import { sentenceParts } from '../../../src/figure/sentence.ts';
import { initialOf } from '../../../src/widgets/page/spec.ts';
import { presentationOf } from '../../../src/widgets/prerender/experiments.ts';
import { findExperiment } from '../../../src/widgets/prerender/find-experiment.ts';

const experiment = await findExperiment('momentum-valley');
const presentation = await presentationOf('momentum-valley', experiment, defaults(experiment.parameters));

describe('what the built page says of a run', () => {
  const initial = initialOf(presentation);

  test('holds no panels, and of the numbers those of its sentence', () => {
    expect(initial).not.toHaveProperty('panels');
    const named = [...presentation.verdict.text.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
    expect(Object.keys(initial.numbers).sort()).toEqual([...new Set(named)].sort());
    expect(Object.keys(presentation.numbers).length).toBeGreaterThan(named.length);
  });

  test('writes no more digits than are read', () => {
    const values = Object.values(initial.numbers).flatMap(({ value, low, high }) => [value, low, high]);
    expect(values.filter((value) => String(value ?? '').replace(/\D/g, '').length > 9)).toEqual([]);
  });

  test('makes the same sentence', () => {
    const whole = sentenceParts(presentation.verdict.text, presentation.numbers);
    expect(sentenceParts(initial.verdict.text, initial.numbers)).toEqual(whole);
  });
});
