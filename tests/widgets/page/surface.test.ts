/** The surface of a reader's loss, evaluated in the interpreter of the sandbox. */
import { beforeEach, expect, it, vi } from 'vitest';
import { defaults } from '../../../src/engine/values.ts';
import playground from '../../../src/experiments/your-turn/playground/playground.ts';
import type { Experiment } from '../../../src/figure/experiment.ts';
import { listParts, placesOn, type Surface, type SurfaceAsk } from '../../../src/figure/parts.ts';
import { withAsks } from '../../../src/figure/rule.ts';
import { measurePart } from '../../../src/figure/run.ts';
import { explain } from '../../../src/python/errors.ts';
import type { Asks } from '../../../src/python/protocol.ts';
import { makeInPython } from '../../../src/widgets/page/make-in-python.ts';
import { type Interpreter, openInterpreter } from '../../python/interpreter.ts';

const asked = vi.hoisted(() => ({ times: 0, passed: false }));
let interpreter: Interpreter | undefined;
vi.mock('../../../src/python/python.ts', () => ({
  openPython: async () => ({
    async slopes({ lane: _, ...ask }: Asks['slopes'] & { lane: string }) {
      asked.times++;
      if (asked.passed) return { passed: true, printed: '' };
      interpreter ??= await openInterpreter();
      const { columns, error } = await interpreter.ask('slopes', ask);
      const { values, slopes } = columns;
      return {
        printed: '',
        ...(values && slopes && { values, slopes }),
        ...(error && { error: explain(error, ask) }),
      };
    },
  }),
}));
beforeEach(() => {
  asked.times = 0;
  asked.passed = false;
});

const experiment = playground as unknown as Experiment;
const own = (ground: string) => ({ ...defaults(experiment.parameters), loss: 'own', ground });
const partsOf = (ground: string) => withAsks(listParts(experiment.parts(own(ground))), experiment);
const sheetOf = (ground: string) => partsOf(ground).find(({ name }) => name === 'sheet')!;
const { signal } = new AbortController();
const surfaceOf = async (ground: string, until = signal): Promise<Surface> => {
  const part = sheetOf(ground);
  return (await makeInPython('figure', '', part.python!, until)).made as Surface;
};

const BOWL = 'def loss(x, y):\n    return x ** 2 + 3 * y ** 2';

it('is measured once for all who ask for it, with its exact slopes', async () => {
  const part = sheetOf(BOWL);
  const made = await Promise.all(Array.from({ length: 3 }, () => surfaceOf(BOWL)));
  const times = asked.times;
  expect(times).toBeGreaterThan(1);
  for (const one of made) expect(one).toBe(made[0]);
  const places = placesOn(part.python as SurfaceAsk);
  expect(places.length).toBeGreaterThan(1234);
  for (const k of [0, 1234, places.length - 1]) {
    const [x, y = Number.NaN] = places[k]!;
    expect(made[0]!.values[k]).toBeCloseTo(x ** 2 + 3 * y ** 2, 10);
    expect([...made[0]!.slopes.subarray(2 * k, 2 * k + 2)]).toEqual([2 * x, 6 * y].map((s) => expect.closeTo(s, 10)));
  }
  await surfaceOf(BOWL);
  expect(asked.times).toBe(times);
  expect(measurePart(experiment, part, made[0])).toMatchObject({ marks: [{ mark: 'minimum' }] });
});

it('has holes where the loss has no value, and words where it has none at all', async () => {
  const { values } = await surfaceOf('def loss(x, y):\n    return x ** 2 + np.log(y)');
  expect(values.some(Number.isNaN)).toBe(true);
  expect(values.some(Number.isFinite)).toBe(true);
  await expect(surfaceOf('def loss(x, y):\n    return z')).rejects.toThrow('z is not defined.');
});

it('is left where a newer one has come, and asked for again', async () => {
  asked.passed = true;
  await expect(surfaceOf(`${BOWL} + 1`)).rejects.toThrow('a newer rule took its place');
  expect(asked.times).toBe(1);
  asked.passed = false;
  expect((await surfaceOf(`${BOWL} + 1`)).values.every(Number.isFinite)).toBe(true);
});

it('asks for nothing more once a newer one has come and nobody waits for it', async () => {
  const leaving = new AbortController();
  const left = surfaceOf(`${BOWL} + 2`, leaving.signal);
  const newer = surfaceOf(`${BOWL} + 3`);
  leaving.abort();
  await expect(left).rejects.toThrow('a newer rule took its place');
  await newer;
  const { times } = asked;
  // A pinned figure may use another surface than the current values.
  await Promise.all([surfaceOf(`${BOWL} + 4`), surfaceOf(`${BOWL} + 5`)]);
  expect(asked.times - times).toBe(2 * (times - 1));
});
