import { beforeEach, describe, expect, it, vi } from 'vitest';
import { defaults } from '../../../src/engine/values.ts';
import gaborDescent from '../../../src/experiments/gradient-descent/gabor-descent.ts';
import type { Experiment } from '../../../src/figure/experiment.ts';
import type { PythonAsk } from '../../../src/figure/parts.ts';
import { numberTexts } from '../../../src/figure/sentence.ts';
import { RuleFailure } from '../../../src/widgets/page/errors.ts';
import { Figure } from '../../../src/widgets/page/figure.ts';
import { specOf, toyPool } from './toy.ts';

/**
 * Replaces the sandbox: a rule is `to <x>`, and its run goes there and stays; `wrong` fails, `late` answers on request.
 */
const python = vi.hoisted(() => ({ asked: [] as string[], late: [] as (() => void)[] }));
vi.mock('../../../src/widgets/page/make-in-python.ts', () => ({
  async makeInPython(_figure: string, _lane: string, ask: PythonAsk) {
    if (!('code' in ask)) throw new Error('this figure makes single runs');
    const { code, start, steps } = ask;
    python.asked.push(code);
    if (code.startsWith('late')) await new Promise<void>((done) => python.late.push(done));
    if (code === 'wrong') throw new RuleFailure({ kind: 'wrong', message: 'No.', line: 1 }, 'before');
    const [x = 0] = code.match(/-?\d+/) ?? [];
    const places = [...start, ...Array.from({ length: steps }, () => [Number(x), 7]).flat()];
    return { made: { dimension: 2, places, isLost: false }, printed: code };
  },
}));
beforeEach(() => {
  python.asked.length = 0;
  python.late.length = 0;
});

const experiment = gaborDescent as unknown as Experiment;
const usual = defaults(experiment.parameters);

function figureAt(rule = '') {
  const { pool, asked } = toyPool(experiment);
  const spec = specOf('instant', { name: 'g', id: 'g', schema: experiment.parameters, defaults: usual });
  return { live: new Figure(spec, { ...usual, rule }, pool), asked };
}

const said = ({ presentation }: Figure): string => {
  const { verdict, numbers } = presentation.value!;
  return verdict.text.replaceAll(/\{(\w+)\}/g, (_, name) => numberTexts(numbers[name]!).short);
};
const endOf = ({ presentation }: Figure): number | undefined => {
  const [panel] = presentation.value?.panels ?? [];
  return panel?.kind === 'surface' ? panel.paths?.find(({ name }) => name === 'path')?.x.at(-1) : undefined;
};

describe('code that came by a link', () => {
  it('waits for the reader’s word, whatever else the reader does, and the figure goes by its own rule', async () => {
    const { live } = figureAt('to 1');
    const own = figureAt().live;
    await Promise.all([live.run(), own.run()]);
    expect(live.waiting.value).toBe(true);
    live.hover(3);
    live.pin();
    live.drag(true);
    live.set({ alpha: 0.2 });
    live.drag(false);
    live.standAt(4);
    await live.run();
    await live.large();
    await live.python();
    live.bring({ ...usual, rule: 'to 2' });
    await live.run();
    expect(python.asked).toEqual([]);
    live.reset();
    await live.run();
    expect(said(live)).toBe(said(own));
  });

  it('runs once the reader says so, over the original', async () => {
    const { live } = figureAt('to 1');
    await live.run();
    expect(endOf(live)).not.toBe(1);
    live.trust();
    await live.run();
    expect(live.waiting.value).toBe(false);
    expect(python.asked).toEqual(['to 1']);
    expect(endOf(live)).toBe(1);
    expect(said(live)).toMatch(/^With your rule the loss is .* after 80 steps, and with the original /);
  });

  it('runs no more for that when it is another', async () => {
    const { live } = figureAt('to 1');
    live.trust();
    await live.run();
    live.bring({ ...usual, rule: 'to 2' });
    await live.run();
    expect(python.asked).toEqual(['to 1']);
    expect(live.waiting.value).toBe(true);
  });
});

describe('a rule that the reader writes', () => {
  const write = (live: Figure, rule: string): Promise<void> => {
    live.trust({ ...live.values.value, rule });
    live.set({ rule });
    return live.run();
  };

  it('is run once for each text and setting, however often the reader comes back to it', async () => {
    const { live } = figureAt();
    await live.run();
    await write(live, 'to 1');
    await write(live, 'to 2');
    await write(live, 'to 1');
    live.hover(5);
    await live.run();
    expect(python.asked).toEqual(['to 1', 'to 2']);
    expect(live.printed.value).toBe('to 1');
    live.set({ steps: 20 });
    await live.run();
    expect(python.asked).toEqual(['to 1', 'to 2', 'to 1']);
    expect(live.presentation.value?.steps).toBe(20);
  });

  it('is drawn over a pinned run, the reader’s own too, instead of the original', async () => {
    const { live } = figureAt();
    await live.run();
    await write(live, 'to 1');
    live.pin();
    await write(live, 'to 2');
    expect(said(live)).toMatch(/^With your rule the loss is .*, and with the pinned run /);
    expect(python.asked).toEqual(['to 1', 'to 2']);
    await write(live, '');
    expect(said(live)).toMatch(/^After 80 steps/);
    live.pin();
    live.pin();
    await write(live, 'to 2');
    expect(said(live)).toMatch(/, and with the original /);
  });

  it('takes the place of one that is still at work, which is not waited for', async () => {
    const { live } = figureAt();
    await live.run();
    const first = write(live, 'late 1');
    await vi.waitFor(() => expect(python.late).toHaveLength(1));
    await write(live, 'to 2');
    expect(endOf(live)).toBe(2);
    python.late[0]?.();
    await first;
    await live.run();
    expect(endOf(live)).toBe(2);
  });

  it('leaves the last that worked where something is wrong, and does not ask again before something changes', async () => {
    const { live } = figureAt();
    await live.run();
    await write(live, 'to 1');
    const before = said(live);
    await write(live, 'wrong');
    expect(live.wrong.value?.message).toBe('No.');
    expect(live.printed.value).toBe('before');
    expect([said(live), endOf(live), live.error.value]).toEqual([before, 1, undefined]);
    live.hover(5);
    await live.run();
    live.hover(undefined);
    await live.run();
    expect([said(live), endOf(live)]).toEqual([before, 1]);
    expect(python.asked).toEqual(['to 1', 'wrong']);
    expect(live.wrong.value?.message).toBe('No.');
    await write(live, 'to 3');
    expect([live.wrong.value, endOf(live)]).toEqual([undefined, 3]);
  });

  it('is gone with the text, and the figure is what it was', async () => {
    const { live, asked } = figureAt();
    await live.run();
    const before = said(live);
    await write(live, 'wrong');
    await write(live, '');
    expect([said(live), live.wrong.value]).toEqual([before, undefined]);
    expect(asked.at(-1)?.kind).toBe('run');
  });
});
