import { expect, test } from 'vitest';
import { optimizers, problems, train } from '../../../src/engine/index.ts';
import { descentPart, descentRun } from '../../../src/experiments/kit/fixed-or-search.ts';
import { pythonScript } from '../../../src/figure/python.ts';

const values = { method: 'line-search', alpha: 0.1, steps: 3, phi0: -1.5, phi1: 8.5 } as const;
const bounds = { norm: 100 };

test('descentPart(values): a line search is one part, whatever the fixed rate', () => {
  expect(descentPart(values)).toEqual(descentPart({ ...values, alpha: 2 }));
  expect(descentPart({ ...values, method: 'fixed' }).alpha).toBe(0.1);
  expect(descentPart({ ...values, maxBracket: 2 }).maxBracket).toBe(2);
  expect(descentPart({ ...values, maxBracket: 2, method: 'fixed' })).not.toHaveProperty('maxBracket');
});

const run = { problem: problems.gabor, start: [-1.5, 8.5], steps: 3, bounds };

test.each([
  [
    'fixed',
    optimizers.gradientDescent,
    () => train({ ...run, optimizer: optimizers.gradientDescent, hyper: { alpha: 0.1 } }),
  ],
  ['line-search', optimizers.lineSearch, () => train({ ...run, optimizer: optimizers.lineSearch })],
] as const)('descentRun(problem, part) by %s is a run of that rule, and so is its script', (method, rule, trained) => {
  const part = descentPart({ ...values, method });
  expect(train(descentRun(problems.gabor, part, bounds)).loss).toEqual(trained().loss);
  const { text } = pythonScript({
    about: 'A run.',
    ...descentRun(problems.gabor, part, bounds),
    prints: { loss: 'losses[-1]' },
  });
  for (const line of rule.python.split('\n')) expect(text).toContain(`    ${line}\n`);
});
