import { expect, test } from 'vitest';
import { batchSteps } from '../../../src/widgets/timing/batch-steps.ts';
import { SIZES } from '../../../src/widgets/timing/setting.ts';

test('batchSteps() has a job for each size, which trains in the kernels where they run', () => {
  const { jobs, path } = batchSteps();
  expect(jobs.map(({ size }) => size)).toEqual([...SIZES]);
  expect(path).toMatch(/simd$/);
  for (const job of jobs) expect(() => job.run(2)).not.toThrow();
});
