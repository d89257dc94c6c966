import { beforeAll, describe, expect, it } from 'vitest';
import { drawContest, drawProblem, KIND_IDS } from '../../../../src/experiments/your-turn/contest/drawn-problems.ts';
import { openRoom, type Room } from '../../../python/room.ts';

let room: Room;
beforeAll(async () => {
  room = await openRoom();
});

it('draws ten problems, the same from one seed and others from another', () => {
  const [once, again, other] = [drawContest(3, 50), drawContest(3, 50), drawContest(4, 50)];
  expect(once).toHaveLength(10);
  for (const [i, problem] of once.entries()) {
    expect(problem.starts).toHaveLength(50);
    expect(again[i]?.starts).toEqual(problem.starts);
    expect(again[i]?.python).toBe(problem.python);
    expect(other[i]?.python).not.toBe(problem.python);
    expect(other[i]?.starts).not.toEqual(problem.starts);
  }
});

it('draws two problems of a kind that are not the same, the first as it is alone', () => {
  const [two, one] = [drawContest(3, 5, 2), drawContest(3, 5)];
  expect(two.map(({ kind }) => kind)).toEqual(KIND_IDS.flatMap((kind) => [kind, kind]));
  for (const [i, problem] of one.entries()) {
    expect(two[2 * i]?.python).toBe(problem.python);
    expect(two[2 * i + 1]?.python).not.toBe(problem.python);
    expect(two[2 * i + 1]?.starts).not.toEqual(problem.starts);
  }
});

describe.each(KIND_IDS)('the %s', (kind) => {
  const drawn = drawProblem(kind, 7, 20);
  const { problem, starts, lowest, target } = drawn;
  const n = problem.dimension;

  it('has the slopes of its loss', () => {
    const slopes = new Float64Array(n);
    for (const start of starts.slice(0, 5)) {
      const loss = problem.gradient(Float64Array.from(start), slopes);
      expect(loss).toBeCloseTo(problem.loss(Float64Array.from(start)), 10);
      for (let i = 0; i < n; i++) {
        const at = (by: number) => problem.loss(Float64Array.from(start, (value, j) => (j === i ? value + by : value)));
        const difference = (at(1e-5) - at(-1e-5)) / 2e-5;
        expect(Math.abs(slopes[i]! - difference)).toBeLessThan(1e-5 * (1 + Math.abs(difference)));
      }
    }
  });

  it('is in Python what it is in the engine', async () => {
    const code = `${drawn.python}
def loss(phi, batch=None):
    return look(list(phi))[0]

def gradient(phi, batch=None):
    return np.array(look(list(phi))[1])`;
    const reply = await room.ask('slopes', { problem: { kind: 'python', code }, points: starts });
    expect(reply.error).toBeUndefined();
    const slopes = new Float64Array(n);
    for (const [k, start] of starts.entries()) {
      const loss = problem.gradient(Float64Array.from(start), slopes);
      expect(Math.abs(reply.columns['values']![k]! - loss)).toBeLessThan(1e-9 * (1 + Math.abs(loss)));
      for (let i = 0; i < n; i++)
        expect(Math.abs(reply.columns['slopes']![k * n + i]! - slopes[i]!)).toBeLessThan(
          1e-9 * (1 + Math.abs(slopes[i]!)),
        );
    }
  });

  it('starts nowhere near its lowest place', () => {
    expect(target).toBeGreaterThan(lowest);
    for (const start of starts) {
      const loss = problem.loss(Float64Array.from(start));
      expect(loss - lowest).toBeGreaterThan(10 * (target - lowest));
    }
  });

  it('goes nowhere lower than its lowest place, on small steps from any start', () => {
    const slopes = new Float64Array(n);
    for (const start of starts) {
      const phi = Float64Array.from(start);
      let loss = Number.POSITIVE_INFINITY;
      let rate = 0.1;
      for (let t = 0; t < 400; t++) {
        loss = problem.gradient(phi, slopes);
        const next = phi.map((value, i) => value - rate * slopes[i]!);
        // Back to a smaller step where this one climbs.
        if (problem.loss(next) < loss) phi.set(next);
        else rate /= 2;
      }
      expect(loss).toBeGreaterThan(lowest - 1e-6 * (target - lowest));
    }
  });
});

it('is brought to one scale: its slopes are of the order of one', () => {
  for (const { problem, starts } of drawContest(5, 50)) {
    const slopes = new Float64Array(problem.dimension);
    const lengths = starts.map((start) => {
      problem.gradient(Float64Array.from(start), slopes);
      return Math.hypot(...slopes);
    });
    const middle = lengths.sort((a, b) => a - b)[25]!;
    expect(middle).toBeGreaterThan(0.3);
    expect(middle).toBeLessThan(3.5);
  }
});
