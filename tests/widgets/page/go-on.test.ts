/** A run without an end, with a reader's code: in pieces, in the interpreter of the sandbox. */
import { beforeEach, expect, it, vi } from 'vitest';
import { defaults } from '../../../src/engine/values.ts';
import network from '../../../src/experiments/your-turn/network/network.ts';
import type { Stand } from '../../../src/experiments/your-turn/network/training.ts';
import type { Experiment } from '../../../src/figure/experiment.ts';
import { listParts } from '../../../src/figure/parts.ts';
import { scriptAt } from '../../../src/figure/python.ts';
import { withAsks } from '../../../src/figure/rule.ts';
import { measurePart } from '../../../src/figure/run.ts';
import type { Asks } from '../../../src/python/protocol.ts';
import { textOf } from '../../../src/python/rule-text.ts';
import { trainedIn } from '../../../src/python/trace.ts';
import { makeInPython } from '../../../src/widgets/page/make-in-python.ts';
import { type Interpreter, openInterpreter } from '../../python/interpreter.ts';

const asked = vi.hoisted(() => ({ more: [] as number[], gone: false }));
let interpreter: Interpreter | undefined;
vi.mock('../../../src/python/python.ts', () => ({
  openPython: async () => ({
    async train({ lane: _, ...ask }: Asks['train'] & { lane: string }) {
      asked.more.push(ask.more);
      if (asked.gone) {
        asked.gone = false;
        return { end: 'gone', printed: '' };
      }
      interpreter ??= await openInterpreter();
      const reply = await interpreter.ask('train', ask);
      return { printed: '', ...trainedIn(reply), ...(reply.error && { error: { kind: 'wrong', ...reply.error } }) };
    },
  }),
}));
beforeEach(() => {
  asked.more.length = 0;
});

const experiment = network as unknown as Experiment;
const usual = { ...defaults(experiment.parameters), second: 0, optimizer: 'nesterov', batch: '10' };
const original = textOf(scriptAt(experiment, usual)!.run!);
const signal = new AbortController().signal;

async function stood(steps: number, rule: string): Promise<Stand> {
  const [part] = withAsks(listParts(experiment.parts({ ...usual, rule, steps })), experiment);
  const made = part!.python && (await makeInPython('figure', 'run', part!.python, signal)).made;
  return measurePart(experiment, part!, made) as Stand;
}

const worst = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Math.max(...Array.from(b, (value, k) => Math.abs((a[k] ?? Number.NaN) - value)));

it('makes the steps and has the losses of the engine’s own run, asked on and on, and from the middle', async () => {
  for (const steps of [0, 1, 7, 8, 20, 13]) {
    const [own, engine] = [await stood(steps, original), await stood(steps, '')];
    expect(own.step).toBe(steps);
    expect([...own.losses.step]).toEqual([...engine.losses.step]);
    expect(worst(own.phi, engine.phi)).toBeLessThan(1e-11);
    expect(worst(own.losses.learned, engine.losses.learned)).toBeLessThan(1e-11);
  }
  // Only the missing steps are requested, and for an earlier step all of them.
  expect(asked.more).toEqual([1, 4, 2, 1, 2, 5, 5, 5, 5, 3]);
});

it('starts over if Python has been restarted since', async () => {
  const rule = `${original}\n# another`;
  await stood(6, rule);
  asked.gone = true;
  expect(worst((await stood(9, rule)).phi, (await stood(9, '')).phi)).toBeLessThan(1e-11);
  expect(asked.more).toEqual([5, 1, 4 - 1, 5, 4]);
});

it('stops before the step that led nowhere', async () => {
  const own = await stood(9, 'for t in range(steps):\n    phi = phi + (1e9 if t == 6 else 0.1)');
  expect([own.step, own.lost]).toEqual([6, 7]);
  expect([...own.losses.step]).toEqual([0, 5, 6]);
});

it('tells an error, and is asked again from the beginning', async () => {
  await expect(stood(9, 'for t in range(steps):\n    phi = phy')).rejects.toThrow();
});
