import { expect, it } from 'vitest';
import experiment from '../../../../src/experiments/adam/optimizer-race/optimizer-race.ts';
import { shownBy } from '../../shown-by.ts';

/** Parts shared by several settings are computed once. */
const run = shownBy(experiment);

it('has the mean ranks of a race written apart from the engine, with other settings and starts', () => {
  // verification/independent/race.py: the interval of the mean rank of nine starts.
  for (const [rates, follow, low, high] of [
    ['tuned', 'adam', 3.6, 5.8],
    ['tuned', 'amsgrad', 4.0, 6.0],
    ['tuned', 'momentum', 3.9, 6.2],
    ['tuned', 'nesterov', 3.8, 6.1],
    ['rate', 'adam', 5.6, 7.7],
    ['rate', 'momentum', 5.5, 8.2],
    ['defaults', 'adam', 9.5, 10.3],
  ] as const) {
    const rank = run(`rates=${rates}&follow=${follow}`).numbers['rank']!.value;
    expect(rank, `${rates}, ${follow}`).toBeGreaterThan(low);
    expect(rank, `${rates}, ${follow}`).toBeLessThan(high);
  }
});
