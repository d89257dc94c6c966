import { beforeAll, describe, expect, it } from 'vitest';
import { outcomesOf } from '../../../../src/experiments/your-turn/contest/contest-runs.ts';
import { type ContestProblem, drawContest } from '../../../../src/experiments/your-turn/contest/drawn-problems.ts';
import { explain } from '../../../../src/python/errors.ts';
import type { ContestAsk } from '../../../../src/python/protocol.ts';
import { openRoom, type Room } from '../../../python/room.ts';

const BUDGET = 60;
const STARTS = 4;
let room: Room;
beforeAll(async () => {
  room = await openRoom();
});

const problems = drawContest(11, STARTS);

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

const DESCENT = `alpha = 0.05

for t in range(1, steps + 1):
    g = gradient(phi)
    phi = phi - alpha * g`;
const bowl = problems.find(({ kind }) => kind === 'ravine')!;
const [easy] = problems.filter(({ kind }) => kind === 'saddle');

describe('a rule pays for what it asks', () => {
  const spentBy = async (code: string, budget = BUDGET) => {
    const reply = await room.ask('contest', askOf(code, easy!, budget));
    expect(reply.error).toBeUndefined();
    return { spent: Array.from(reply.columns['spent']!), arrived: Array.from(reply.columns['arrived']!) };
  };

  it('with a gradient more for each that it peeks at, and for each loss', async () => {
    const plain = await spentBy(DESCENT, 400);
    const peeking = await spentBy(DESCENT.replace('    g =', '    gradient(phi)\n    g ='), 400);
    const losing = await spentBy(DESCENT.replace('    g =', '    loss(phi)\n    loss(phi)\n    g ='), 600);
    expect(plain.arrived).toEqual([1, 1, 1, 1]);
    expect(peeking.spent).toEqual(plain.spent.map((spent) => 2 * spent));
    expect(losing.spent).toEqual(plain.spent.map((spent) => 3 * spent));
  });

  it('with gradients asked for before its loop, too', async () => {
    const plain = await spentBy(DESCENT, 400);
    const before = await spentBy(DESCENT.replace('\n\n', '\ngradient(phi)\ngradient(phi)\n\n'), 402);
    expect(before.spent).toEqual(plain.spent.map((spent) => spent + 2));
  });

  it('and gets no more than its budget, whatever it catches', async () => {
    const greedy = DESCENT.replace(
      '    g = gradient(phi)',
      `    for k in range(1000):
        try:
            g = gradient(phi)
        except:
            pass`,
    );
    const { spent, arrived } = await spentBy(greedy);
    expect(spent).toEqual([BUDGET, BUDGET, BUDGET, BUDGET]);
    expect(arrived).toEqual([0, 0, 0, 0]);
  });

  it('and a step in which they ran out does not count', async () => {
    // It knows the place from the gradient, but asks once too often before it goes there.
    const late = `for t in range(1, steps + 1):
    for k in range(steps + 1):
        g = gradient(phi)
    phi = phi - g`;
    const reply = await room.ask('contest', askOf(late, bowl));
    expect(Array.from(reply.columns['end']!)).toEqual(bowl.starts.flat());
  });
});

describe('a hostile rule', () => {
  it('changes nothing for the next start by what it does to its arguments', async () => {
    const mutating = `alpha = 0.05

for t in range(1, steps + 1):
    g = gradient(phi)
    phi -= alpha * g
    g[0] = 1e9
    g *= 1e9`;
    expect(await outcomes(mutating, easy!, 400)).toEqual(await outcomes(DESCENT, easy!, 400));
  });

  it.each([
    ['returns no number', 'phi = phi * float("nan")'],
    ['returns what has no end', 'phi = phi + float("inf")'],
    ['grows without bound', 'phi = phi * 1e9 + 1e9'],
  ])('that %s has diverged, which is a miss that costs all', async (_, line) => {
    const found = await outcomes(`for t in range(1, steps + 1):\n    gradient(phi)\n    ${line}`, easy!);
    expect(found).toEqual(Array.from({ length: STARTS }, () => ({ arrived: false, spent: BUDGET, diverged: true })));
  });

  it('asks at places without a number and gets none', async () => {
    const found = await outcomes(
      'for t in range(1, steps + 1):\n    g = gradient(phi * 1e200 * 1e200)\n    phi = phi - 0 * g',
      easy!,
    );
    expect(found?.every(({ diverged }) => diverged)).toBe(true);
  });

  it.each([
    ['of another shape', 'phi = np.zeros(7)', /After step 1 phi is an array of 7 numbers; it wants 2 numbers/],
    ['of another kind', 'phi = "here"', /After step 1 phi is a text/],
  ])('whose phi becomes %s is told so, with the start', async (_, line, words) => {
    const reply = await room.ask('contest', askOf(`for t in range(1, steps + 1):\n    ${line}`, easy!));
    expect(reply.error?.message).toMatch(words);
    expect(reply.start).toBe(0);
  });

  it('with an error is told its line, its step and its start', async () => {
    const code = `seen = 0
for t in range(1, steps + 1):
    g = gradient(phi)
    if t == 3 and phi[0] != ${easy!.starts[0]![0]}:
        1 / 0
    phi = phi - 0.001 * g`;
    const ask = { ...askOf(code, easy!), first: 20 };
    const reply = await room.ask('contest', ask);
    expect(reply.start).toBe(20);
    const trouble = reply.error && explain(reply.error, ask, reply.step);
    expect(trouble).toMatchObject({ where: 'rule', line: 5, step: 3 });
    expect(trouble?.message).toMatch(/divided by zero/);
  });

  it.each([
    ['in numpy', 'np.memory = phi'],
    ['on its arrays', 'np.ndarray.memory = phi'],
    ['in its random numbers', 'np.random.memory = phi'],
  ])('that leaves something %s for the next start is refused', async (_, line) => {
    const reply = await room.ask('contest', askOf(`${line}\n${DESCENT}`, easy!));
    expect(reply.error?.message).toMatch(/leaves .*memory behind for the next start/);
    room = await openRoom();
  });

  it('that would change the judge finds none', async () => {
    const reply = await room.ask('contest', askOf(`import _contest\n_contest.Race.go = None\n${DESCENT}`, easy!));
    expect(reply.error?.type).toBe('ImportError');
  });

  it('that changes what the ground is made of is noticed', async () => {
    const reply = await room.ask('contest', askOf(`np.array = lambda numbers: numbers\n${DESCENT}`, easy!));
    expect(reply.intact).toBe(false);
    room = await openRoom();
  });

  it('draws the same numbers at each start in each contest', async () => {
    const code = `import random
for t in range(1, steps + 1):
    g = gradient(phi)
    phi = phi - 0.05 * g + 0.05 * (random.random() - 0.5) + 0.01 * np.random.normal()`;
    const once = await room.ask('contest', askOf(code, easy!));
    const again = await room.ask('contest', askOf(code, easy!));
    expect(once.error).toBeUndefined();
    expect(again.columns).toEqual(once.columns);
  });
});

describe('what the sandbox claims is looked into', () => {
  const claim = { arrived: [1], lost: [0], spent: [10], end: [0, 0] };
  const there = (loss: number) => ({ ...easy!, target: easy!.problem.loss(new Float64Array(2)) + loss });

  it('by the engine’s own loss at the end of a run', () => {
    expect(outcomesOf(there(0), claim, BUDGET)).toEqual([{ arrived: true, spent: 10, diverged: false }]);
    expect(outcomesOf(there(-0.1), claim, BUDGET)).toBeUndefined();
    expect(outcomesOf(there(0), { ...claim, end: [Number.NaN, 0] }, BUDGET)).toBeUndefined();
  });

  it('and by what can be', () => {
    expect(outcomesOf(there(0), { ...claim, spent: [BUDGET + 1] }, BUDGET)).toBeUndefined();
    expect(outcomesOf(there(0), { ...claim, spent: [-1] }, BUDGET)).toBeUndefined();
    expect(outcomesOf(there(0), { ...claim, spent: [0.5] }, BUDGET)).toBeUndefined();
    expect(outcomesOf(there(0), { ...claim, end: [0] }, BUDGET)).toBeUndefined();
    expect(outcomesOf(there(0), { ...claim, lost: [] }, BUDGET)).toBeUndefined();
  });
});
