/** The reader's rule on the network: as code in the page's Python, in pieces, compared with the engine's training. */
import { beforeAll, describe, expect, it } from 'vitest';
import { optimizers } from '../../../../src/engine/optimizers/index.ts';
import type { Optimizer } from '../../../../src/engine/optimizers/optimizer.ts';
import { createSampler } from '../../../../src/engine/training/batches.ts';
import { suitedRates } from '../../../../src/experiments/kit/network-rates.ts';
import { networkText } from '../../../../src/experiments/your-turn/network/network-text.ts';
import { createTraining, type Setup } from '../../../../src/experiments/your-turn/network/training.ts';
import type { TrainAsk } from '../../../../src/python/protocol.ts';
import { ruleText } from '../../../../src/python/rule-text.ts';
import { type Interpreter, openInterpreter } from '../../../python/interpreter.ts';
import { usual } from './usual.ts';

let interpreter: Interpreter;
let session = 0;
beforeAll(async () => {
  interpreter = await openInterpreter();
});

function lesson(setup: Setup, code: string) {
  const training = createTraining(setup);
  const start = Array.from(training.stand().phi);
  const count = training.points.train.y.length;
  const sampler = setup.batch > 0 ? createSampler(count, { size: setup.batch, seed: setup.seed }) : undefined;
  session += 1;
  const mine = session;
  let first = 0;
  const ask = (more: number, other: Partial<TrainAsk> = {}): Promise<Awaited<ReturnType<Interpreter['ask']>>> =>
    interpreter.ask('train', {
      code,
      problem: { kind: 'python', code: first === 0 ? networkText(setup, training.points.train) : '' },
      start,
      steps: 1000,
      session: mine,
      first,
      more,
      ...(sampler && { batches: Array.from({ length: more }, () => Array.from(sampler.next())) }),
      ...other,
    });
  const on = async (more: number) => {
    const reply = await ask(more);
    first += more;
    return reply;
  };
  return { training, on, ask };
}

const worst = (a: ArrayLike<number> = [], b: ArrayLike<number>): number =>
  Math.max(...Array.from(b, (value, k) => Math.abs((a[k] ?? Number.NaN) - value)));

describe.each([
  { rule: 'adam', hidden: [4, 3], activation: 'tanh', batch: 0, rate: 0.03 },
  { rule: 'nesterov', hidden: [5], activation: 'tanh', batch: 10, rate: 0.5 },
  { rule: 'rmsprop', hidden: [3, 2], activation: 'relu', batch: 1, rate: 0.01 },
] as const)('$rule on $hidden units, $activation, in batches of $batch', ({ rule, rate, ...shape }) => {
  it('makes the steps of the page’s own training, however they are cut into pieces', async () => {
    const setup = { ...usual, ...shape, optimizer: rule, rate: rate / suitedRates[rule] };
    const code = ruleText(optimizers[rule] as Optimizer, { alpha: rate });
    const { training, on } = lesson(setup, code);
    for (const more of [1, 2, 7, 5]) {
      const reply = await on(more);
      expect(reply.error).toBeUndefined();
      training.goTo(training.step + more);
      expect(worst(reply.columns['phi'], training.stand().phi)).toBeLessThan(1e-11);
    }
  });
});

describe('a training in pieces', () => {
  const setup: Setup = { ...usual, hidden: [2] };

  it('says where an error is, and forgets what it had', async () => {
    const { on, ask } = lesson(
      setup,
      'alpha = 0.1\nfor t in range(1, steps + 1):\n    phi = phi - alpha * gradient(phi)\n    if t == 3:\n        phi = phy',
    );
    expect((await on(2)).error).toBeUndefined();
    const { error, step } = await ask(2);
    expect(error?.type).toBe('NameError');
    expect(error?.trace).toContain('File "rule", line 5');
    expect(step).toBe(3);
    expect((await ask(1)).status).toEqual(['gone']);
  });

  it('is gone where another one has begun', async () => {
    const code = 'for t in range(steps):\n    phi = phi - 0.1 * gradient(phi)';
    const one = lesson(setup, code);
    await one.on(1);
    await lesson(setup, code).on(1);
    expect((await one.ask(1)).status).toEqual(['gone']);
  });

  it('keeps the state before the step that diverged', async () => {
    const { training, on } = lesson(setup, 'for t in range(steps):\n    phi = phi + (1e9 if t == 2 else 0.0) + 0.1');
    const reply = await on(5);
    expect(reply.status).toEqual(['diverged', 3]);
    expect(reply.step).toBe(3);
    expect(reply.columns['phi']?.[0]).toBeCloseTo((training.stand().phi[0] ?? 0) + 0.2, 12);
  });

  it('says so of a loop that ends itself, and of a rule without one', async () => {
    const ended = await lesson(setup, 'for t in range(steps):\n    phi = phi - 0.1 * gradient(phi)\n    break').on(3);
    expect(ended.error?.message).toContain('loop ends here');
    const none = await lesson(setup, 'phi = phi - 0.1').on(3);
    expect(none.error?.message).toContain('no loop');
  });

  it('keeps what a rule drew by chance going', async () => {
    const code =
      'np.random.seed(1)\nfor t in range(steps):\n    phi = phi - 0.1 * gradient(phi) + 0.1 * np.random.randn()';
    const once = (await lesson(setup, code).on(4)).columns['phi'] ?? [];
    const { on } = lesson(setup, code);
    await on(1);
    expect(Array.from((await on(3)).columns['phi'] ?? [])).toEqual(Array.from(once));
    expect(once).toHaveLength(9);
  });
});
