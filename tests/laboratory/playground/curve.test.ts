/** A loss of one parameter: its curve, its minima, and its runs as points on it. */
import { beforeAll, describe, expect, it } from 'vitest';
import { isCurve } from '../../../src/experiments/kit/losses.ts';
import { gallery } from '../../../src/laboratory/gallery/losses.ts';
import { runText, sceneOfText, wholeStart, withMarks } from '../../../src/laboratory/playground/python-side.ts';
import { heightAt } from '../../../src/laboratory/playground/Sheet.tsx';
import { firstSettings } from '../../../src/laboratory/playground/settings.ts';
import type { Asks, Kind } from '../../../src/python/protocol.ts';
import { pointsOf } from '../../../src/python/stationary.ts';
import { traceOf } from '../../../src/python/trace.ts';
import { openRoom, type Room } from '../../python/room.ts';

let room: Room;
beforeAll(async () => {
  room = await openRoom();
});
const reply = async <K extends Kind>(kind: K, ask: Asks[K]) => {
  const found = await room.ask(kind, ask);
  expect(found.error).toBeUndefined();
  return found;
};
/** As the page has it, without a worker. */
const python = {
  grid: async (ask: Asks['grid']) => ({
    values: (await reply('grid', ask)).columns['values'] ?? new Float64Array(),
    printed: '',
  }),
  surface: async (ask: Asks['surface']) => ({
    values: (await reply('surface', ask)).columns['values'] ?? new Float64Array(),
    printed: '',
  }),
  stationary: async (ask: Asks['stationary']) => ({
    points: pointsOf(await reply('stationary', ask), ask.yDomain ? 2 : 1),
    printed: '',
  }),
  run: async (ask: Asks['rule']) => ({ trace: traceOf(await reply('rule', ask), ask.start.length), printed: '' }),
};

it('knows a loss of one parameter by its first line', () => {
  expect(isCurve('k = 2\n\ndef loss(w):\n    return w')).toBe(true);
  expect(isCurve('def loss(x, y):\n    return x')).toBe(false);
  expect(gallery.filter(({ code }) => isCurve(code)).map(({ id }) => id)).toEqual([
    'parabola',
    'double-well',
    'wiggle',
  ]);
  for (const { code, y } of gallery) expect(isCurve(code)).toBe(y === undefined);
});

describe.each(gallery.filter(({ y }) => y === undefined))('$title', ({ code, x, start, lowest }) => {
  const settings = {
    ...firstSettings('own'),
    loss: 'own' as const,
    lossText: code,
    window: { x, y: x },
    start: [start[0] ?? 0, 0] as const,
    steps: 20,
  };

  it('is drawn as a curve, with its minima on it', async () => {
    const made = await sceneOfText(python, settings);
    const scene = made?.scene;
    const [line] = scene?.sheet.lines ?? [];
    expect(scene?.sheet.bands).toBeUndefined();
    expect(line?.x.at(0)).toBe(x[0]);
    expect(line?.x.at(-1)).toBe(x[1]);
    if (!scene || !line) throw new Error('no scene');
    const { minima } = await withMarks(python, settings, scene);
    const best = minima.toSorted((a, b) => a.loss - b.loss)[0];
    expect(best?.x).toBeCloseTo(lowest?.at[0] ?? Number.NaN, 3);
    expect(best?.y).toBe(best?.loss);
    for (const one of minima) expect(Math.abs(heightAt(line, one.x) - one.loss)).toBeLessThan(2e-3);
  });

  it('has runs that stand on it', async () => {
    expect(wholeStart(settings)).toEqual([start[0]]);
    const rule = 'alpha = 0.1\nfor t in range(1, steps + 1):\n    phi = phi - alpha * gradient(phi)';
    const told = await runText(python, settings, { kind: 'loss', code }, rule, 'own');
    const line = (await sceneOfText(python, settings))?.scene?.sheet.lines?.[0];
    if (!told?.run || !line) throw new Error('no run');
    expect(told.run.x).toHaveLength(21);
    expect(told.run.loss.at(-1)).toBeLessThan(told.run.loss[0] ?? Number.NaN);
    for (const [t, at] of told.run.x.entries())
      expect(Math.abs(heightAt(line, at) - (told.run.y[t] ?? 0))).toBeLessThan(2e-3);
  });
});
