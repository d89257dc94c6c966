/** How often the intervals of a contest hold what contests come to in the long run, over contests drawn anew. */
import { describe, expect, it } from 'vitest';
import { type Estimate, mean, wilson } from '../../../../src/engine/statistics/index.ts';
import { contestOf, drawContest } from '../../../../src/experiments/your-turn/contest/drawn-problems.ts';
import { RIVALS, runsOf, tuned } from '../../../../src/experiments/your-turn/contest/rivals.ts';
import { type Entrant, type Standing, standingsOf } from '../../../../src/experiments/your-turn/contest/standings.ts';
import { TRAINING_SEED, TUNING_STARTS } from '../../../../src/experiments/your-turn/contest/tuning.ts';

const CONTESTS = 60;
const BUDGET = 100;
const training = drawContest(TRAINING_SEED, TUNING_STARTS);
const settings = RIVALS.map((id) => tuned(id, training, BUDGET));

/** The degrees of freedom of `pairedStrata` were chosen on the contests of seeds 1 to 60; these are others. */
const FIRST_SEED = 61;

/** Ours alone, the first as if it were the reader's. */
const contests = Array.from({ length: CONTESTS }, (_, k) => {
  const problems = contestOf(FIRST_SEED + k);
  const entrants = RIVALS.map(
    (id, e): Entrant => ({
      name: id,
      setting: '',
      own: e === 0,
      outcomes: problems.map((problem) => runsOf(id, problem, settings[e]!, BUDGET)),
    }),
  );
  return { entrants, standings: standingsOf(entrants) };
});

/** Of all rules and contests; the mean of the contests is the long run, since a contest is a sixtieth of it. */
function heldBy(interval: (contest: (typeof contests)[number], id: string) => Estimate): number {
  const hits = RIVALS.map((id) => {
    const all = contests.map((contest) => interval(contest, id));
    const truth = mean(all.map(({ value }) => value));
    return mean(all.map(({ low, high }) => Number(low <= truth && truth <= high)));
  });
  if (process.env['SHOW_COVERAGE']) console.log(expect.getState().currentTestName, hits.join(' '), mean(hits));
  return mean(hits);
}

const rowOf = (rows: readonly Standing[], id: string): Standing => rows.find(({ name }) => name === id)!;
/** The rules run on the same problems, so that sixty contests are no more than sixty draws. */
const SPREAD = 2 * Math.sqrt((0.95 * 0.05) / CONTESTS);

describe(`over ${CONTESTS} contests`, () => {
  it.each(['arrived', 'spent'] as const)(
    'the interval of "%s" holds that of all contests 95 times in a hundred',
    (what) => {
      const share = heldBy(({ standings }, id) => rowOf(standings.rows, id)[what]);
      expect(Math.abs(share - 0.95)).toBeLessThan(SPREAD);
    },
  );

  it('so does that of the difference to the best of the others', () => {
    const [first] = RIVALS;
    for (const rival of RIVALS.slice(1)) {
      const all = contests.map(({ entrants }) => {
        const two = entrants.filter(({ name }) => name === first || name === rival);
        return standingsOf(two).difference!;
      });
      const truth = mean(all.map(({ value }) => value));
      const share = mean(all.map(({ low, high }) => Number(low <= truth && truth <= high)));
      if (process.env['SHOW_COVERAGE']) console.log('difference', rival, share);
      expect(share).toBeGreaterThan(0.95 - 1.5 * SPREAD);
    }
  });

  it('Wilson’s on the runs, as if these were independent, holds it far less often', () => {
    const share = heldBy(({ entrants }, id) => {
      const all = entrants.find(({ name }) => name === id)!.outcomes.flat();
      return wilson(all.filter(({ arrived }) => arrived).length, all.length);
    });
    expect(share).toBeLessThan(0.85);
  });
});
