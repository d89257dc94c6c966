import { beforeAll, describe, expect, it } from 'vitest';
import { outcomesOf } from '../../../../src/experiments/your-turn/contest/contest-runs.ts';
import { type ContestProblem, drawContest } from '../../../../src/experiments/your-turn/contest/drawn-problems.ts';
import { optimizerOf, RIVALS, runsOf, tuned } from '../../../../src/experiments/your-turn/contest/rivals.ts';
import { TRAINING_SEED } from '../../../../src/experiments/your-turn/contest/tuning.ts';
import type { ContestAsk } from '../../../../src/python/protocol.ts';
import { ruleText } from '../../../../src/python/rule-text.ts';
import { openRoom, type Room } from '../../../python/room.ts';

const BUDGET = 60;
const STARTS = 4;
let room: Room;
beforeAll(async () => {
  room = await openRoom();
});

const problems = drawContest(11, STARTS);
const training = drawContest(TRAINING_SEED, STARTS);

const askOf = (code: string, problem: ContestProblem, budget = BUDGET): ContestAsk => ({
  code,
  problem: { kind: 'python', code: problem.python },
  starts: problem.starts,
  first: 0,
  budget,
  target: problem.target,
});

async function outcomes(code: string, problem: ContestProblem, budget = BUDGET) {
  const reply = await room.ask('contest', askOf(code, problem, budget));
  expect(reply.error).toBeUndefined();
  expect(reply.intact).toBe(true);
  const { arrived, lost, spent, end } = reply.columns;
  if (!arrived || !lost || !spent || !end) throw new Error('the room left out a column');
  return outcomesOf(problem, { arrived, lost, spent, end }, budget);
}

describe.each(RIVALS)('rule %s', (id) => {
  it('scores as a text of Python exactly as the engine’s own', async () => {
    const setting = tuned(id, training, BUDGET);
    const code = ruleText(optimizerOf(id), setting);
    let arrived = 0;
    for (const problem of problems) {
      const ours = runsOf(id, problem, setting, BUDGET);
      expect(await outcomes(code, problem), problem.kind).toEqual(ours);
      arrived += ours.filter((one) => one.arrived).length;
    }
    // Else the two could agree on nothing.
    expect(arrived).toBeGreaterThan(0);
  });
});
