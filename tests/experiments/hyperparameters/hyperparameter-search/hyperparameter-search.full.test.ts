import { describe, expect, it } from 'vitest';
import experiment from '../../../../src/experiments/hyperparameters/hyperparameter-search/hyperparameter-search.ts';
import { tryConfiguration } from '../../../../src/experiments/hyperparameters/hyperparameter-search/trials.ts';
import { sentence } from '../../../../src/figure/sentence.ts';
import { hasNumpy, keptAt, measuredAt, picturesOnTheWay, printedBy } from '../../long.ts';

const ID = 'hyperparameter-search';

describe('hyperparameter-search', () => {
  it('gives its leaders’ spread as the median of all searches, within their range', () => {
    const { value } = keptAt(ID, experiment);
    const each = Array.from({ length: 10 }, (_, seed) =>
      keptAt(ID, experiment, `seed=${seed}&seeds=1`).value('ratioSpread'),
    ).sort((a, b) => a - b);
    expect(value('ratioSpread')).toBeCloseTo((each[4]! + each[5]!) / 2, 10);
    expect([value('ratioSpreadLeast'), value('ratioSpreadMost')]).toEqual([each[0], each[9]]);
  });

  it('has no ratio of rate and batch size where only the rate is searched', async () => {
    const small = { ...experiment, quick: { seeds: 1, epochs: 1, space: 'adam' } } as const;
    const { numbers, panels } = (await picturesOnTheWay('hyperparameter-search', small)).at(-1)!;
    expect(numbers['ratioExplains']).toBeUndefined();
    expect(numbers['ratioSpread']?.value).toBeNaN();
    const matters = panels.find(({ name }) => name === 'what matters');
    if (matters?.kind !== 'table') throw new Error('what matters is a table');
    expect(matters.rows.map(([name]) => name)).toEqual(['rate']);
  });

  // Known from fifteen independent repetitions: training loss .5705 to .6090, validation loss 1.746 to 1.617.
  it('finds the same for the rate of Adam alone', { timeout: 120_000 }, () => {
    const training = measuredAt(experiment, 'space=adam&choose=training&seeds=4');
    expect(training.value('halvingTrain')).toBeLessThan(training.value('randomTrain'));
    expect(Math.abs(training.value('halvingTrain') - 0.5705)).toBeLessThan(0.15);
    const validation = measuredAt(experiment, 'space=adam&seeds=4');
    expect(validation.value('halvingValidation')).toBeGreaterThan(validation.value('randomValidation'));
  });

  it('presents all that has arrived', async () => {
    const pictures = await picturesOnTheWay('hyperparameter-search', experiment);
    for (const picture of pictures) expect(sentence(picture)).not.toMatch(/none|NaN|undefined/);
    expect(sentence(pictures[0]!)).toMatch(/No network/);
    expect(sentence(pictures.at(-1)!)).not.toMatch(/So far/);
  });

  it.skipIf(!hasNumpy).each(['epochs=2', 'epochs=2&space=adam&seed=7'])(
    'exports a script that finds the same validation loss: %s',
    (query) => {
      const [first] = experiment.parts({ ...measuredValues(query) }).networks.values();
      const { validation } = tryConfiguration(first!);
      // The kernels compute in single precision, NumPy in double.
      expect(Math.abs(printedBy(experiment, query)['sampleLoss']! - validation!)).toBeLessThan(1e-3);
    },
  );
});

/** The values of a link, with the grid first among the parts. */
function measuredValues(query: string) {
  const given = Object.fromEntries(new URLSearchParams(query));
  return {
    method: 'grid' as const,
    choose: 'validation' as const,
    along: 'rate' as const,
    space: given['space'] === 'adam' ? ('adam' as const) : ('four' as const),
    trials: '16' as const,
    epochs: Number(given['epochs']),
    seeds: 1,
    seed: Number(given['seed'] ?? 0),
  };
}
