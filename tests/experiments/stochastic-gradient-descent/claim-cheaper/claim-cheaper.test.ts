import { expect, it } from 'vitest';
import { defaults } from '../../../../src/engine/values.ts';
import experiment from '../../../../src/experiments/stochastic-gradient-descent/claim-cheaper/claim-cheaper.ts';
import { scriptAt } from '../../../../src/figure/python.ts';

it('exports Python of the run shown', () => {
  expect(scriptAt(experiment, defaults(experiment.parameters))?.text).toContain('seedLeft');
});
