import { beforeAll, describe, expect, it } from 'vitest';
import type { Optimizer } from '../../src/engine/optimizers/optimizer.ts';
import { allOptimizers } from '../../src/engine/optimizers/since-the-book.ts';
import { problems } from '../../src/engine/problems/index.ts';
import type { Problem } from '../../src/engine/problems/problem.ts';
import { createSchedule } from '../../src/engine/training/schedules.ts';
import { train } from '../../src/engine/training/train.ts';
import { pythonScript } from '../../src/figure/python.ts';
import { drawsOf } from '../../src/python/draws.ts';
import type { Reply } from '../../src/python/protocol.ts';
import { ruleText } from '../../src/python/rule-text.ts';
import { compared } from '../../src/references/exported.ts';
import { type Interpreter, openInterpreter } from './interpreter.ts';

let interpreter: Interpreter;
beforeAll(async () => {
  interpreter = await openInterpreter();
});

// Safe: each rule reads only the hyperparameters and the state made for it.
const rules = Object.values(allOptimizers) as Optimizer[];
const text = (problem: Problem) => ({ kind: 'python' as const, code: problem.python ?? '' });

/**
 * The largest difference of a step between two runs from one start, relative to the largest coordinate before or after
 * it.
 */
function largest(reply: Reply, phi: ArrayLike<number>, n: number): number {
  const found = reply.columns['phi'] ?? new Float64Array();
  expect(found.length).toBe(phi.length);
  let worst = 0;
  for (let k = 0; k < phi.length; k++) {
    const row = Math.floor(k / n) * n;
    const size = Math.max(...Array.from({ length: n }, (_, i) => Math.abs(phi[row + i] ?? 0)), 1e-3);
    const off = Math.abs((found[k] ?? Number.NaN) - (phi[k] ?? 0)) / size;
    if (!(off <= worst)) worst = off;
  }
  return worst;
}

describe.each(rules)('rule $id, as a text of Python in the page', (optimizer) => {
  const slow = optimizer.id === 'line-search' ? { maxBracket: 0.001 } : {};

  it.each(Object.entries(compared))('makes the steps of the engine on %s', async (id, { start, rate }) => {
    const problem = (problems as Readonly<Record<string, Problem>>)[id]!;
    const hyper = 'alpha' in optimizer.hyperparameters ? { alpha: rate } : slow;
    const run = { problem, optimizer, hyper, start, steps: 30 };
    const reply = await interpreter.ask('rule', {
      code: ruleText(optimizer, hyper),
      problem: text(problem),
      start,
      steps: 30,
    });
    expect(reply.error).toBeUndefined();
    const { phi, loss } = train(run);
    expect(largest(reply, phi, 2)).toBeLessThanOrEqual(30 * 1e-12);
    expect(reply.columns['loss']?.length).toBe(loss.length);
  });

  it('has the lines of the exported script, in their order', () => {
    const script = pythonScript({
      about: '',
      problem: problems.quadratic,
      optimizer,
      start: [1, 1],
      steps: 3,
      prints: {},
    });
    const [lines, own] = [script.text.split('\n'), ruleText(optimizer).split('\n')];
    let at = -1;
    for (const line of own.filter((one) => one !== '')) {
      at = lines.indexOf(line, at + 1);
      expect(at, line).toBeGreaterThan(-1);
    }
  });
});

describe('a rule in Python sees what the engine’s sees', () => {
  const problem = problems.gabor;
  const start = [-1.5, 6.5];
  const hyper = { alpha: 0.01 };
  const optimizer = allOptimizers.momentum;
  const code = ruleText(optimizer, hyper);

  it.each(['epochs', 'replacement', 'notebook', 'ordered'] as const)('batches: %s', async (sampling) => {
    const chance = { problem, steps: 25, batches: { size: 5, sampling }, seed: 3 };
    const reply = await interpreter.ask('rule', { code, problem: text(problem), start, steps: 25, ...drawsOf(chance) });
    const { phi } = train({ ...chance, optimizer, hyper, start });
    expect(largest(reply, phi, 2)).toBeLessThanOrEqual(25e-12);
  });

  it('noise', async () => {
    const chance = { problem, steps: 25, noise: { sd: 0.3 }, seed: 4 };
    const reply = await interpreter.ask('rule', { code, problem: text(problem), start, steps: 25, ...drawsOf(chance) });
    const { phi } = train({ ...chance, optimizer, hyper, start });
    expect(largest(reply, phi, 2)).toBeLessThanOrEqual(25e-12);
  });

  it('a schedule of the rate', async () => {
    const chance = { problem, steps: 25, schedule: createSchedule('cosine', { duration: 25, end: 0 }) };
    const reply = await interpreter.ask('rule', { code, problem: text(problem), start, steps: 25, ...drawsOf(chance) });
    const { phi } = train({ ...chance, optimizer, hyper, start });
    expect(largest(reply, phi, 2)).toBeLessThanOrEqual(25e-12);
  });

  it('where a run diverges, and why', async () => {
    const wild = { problem: problems.quadratic, start: [-4, 1.5], steps: 400, hyper: { alpha: 50 } };
    const { status, loss } = train({ ...wild, optimizer: allOptimizers.gradientDescent });
    const reply = await interpreter.ask('rule', {
      code: ruleText(allOptimizers.gradientDescent, wild.hyper),
      problem: text(wild.problem),
      start: wild.start,
      steps: wild.steps,
    });
    expect(status.kind).toBe('diverged');
    expect(reply.status).toEqual(status.kind === 'diverged' && ['diverged', status.step, status.reason]);
    expect(reply.columns['loss']?.length).toBe(loss.length);
  });

  it.each(Object.values(problems) as Problem[])('problem $id', async (one) => {
    const begin = Array.from({ length: one.dimension }, (_, i) => 0.3 + 0.1 * (i % 7));
    const small = { alpha: 1e-4 };
    const reply = await interpreter.ask('rule', {
      code: ruleText(allOptimizers.gradientDescent, small),
      problem: text(one),
      start: begin,
      steps: 5,
    });
    expect(reply.error).toBeUndefined();
    const { phi } = train({
      problem: one,
      optimizer: allOptimizers.gradientDescent,
      hyper: small,
      start: begin,
      steps: 5,
      record: { phi: 'all', loss: 'all' },
    });
    expect(largest(reply, phi, one.dimension)).toBeLessThanOrEqual(5e-12);
  });
});
