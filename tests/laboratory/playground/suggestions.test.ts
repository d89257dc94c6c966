import { expect, test } from 'vitest';
import type { Run } from '../../../src/laboratory/playground/compute.ts';
import { runsOf, sceneOf } from '../../../src/laboratory/playground/compute.ts';
import { rulesOf } from '../../../src/laboratory/playground/engine-rules.ts';
import { firstSettings, type Settings } from '../../../src/laboratory/playground/settings.ts';
import { suggested, suggestions } from '../../../src/laboratory/playground/suggestions.ts';
import { withNumber } from '../../../src/python/numbers.ts';

const now = firstSettings();
const named = (text: RegExp) => {
  const found = suggestions.filter((one) => text.test(one.text));
  expect(found).toHaveLength(1);
  return found[0]!;
};
/** The runs of descent, momentum and Adam, by the rules' names. */
function runs(settings: Settings): Record<string, Run> {
  const [, ...rivals] = runsOf(settings, rulesOf(settings));
  return Object.fromEntries(settings.rivals.map(({ id }, i) => [id, rivals[i]!]));
}
const leaves = (run: Run | undefined): number => (run?.y ?? []).findIndex((y) => Math.abs(y) > 0.5);

test('Adam leaves the saddle later than descent, and at the page’s own rate before it', () => {
  const one = named(/^Make Adam leave the saddle/);
  const after = runs(suggested(one, now));
  expect(leaves(after['adam'])).toBeGreaterThan(one.step);
  expect(leaves(after['gradientDescent'])).toBeLessThanOrEqual(one.step);
  const before = runs(firstSettings('saddle'));
  expect(leaves(before['adam'])).toBeGreaterThan(0);
  expect(leaves(before['adam'])).toBeLessThan(leaves(before['gradientDescent']));
});

test('in the ravine the rule of the page is lowest, and without its memory it diverges', () => {
  const one = named(/^In the ravine/);
  const settings = suggested(one, now);
  const end = (at: Settings): number[] => runsOf(at, rulesOf(at)).map(({ loss }) => loss[one.step] ?? Infinity);
  const [own = Number.NaN, ...others] = end(settings);
  expect(own).toBeLessThan(Math.min(...others));
  const [without] = end({ ...settings, own: { on: true, text: withNumber(settings.own.text, 'beta', 0) } });
  expect(without).toBe(Infinity);
});

test('descent, momentum and Adam all end in the highest basin', () => {
  const one = named(/all caught/);
  const settings = suggested(one, now);
  const highest = sceneOf(settings).minima.at(-1)!;
  const ends = Object.values(runs(settings));
  expect(ends).toHaveLength(3);
  for (const { x, y } of ends) expect(Math.hypot(x.at(-1)! - highest.x, y.at(-1)! - highest.y)).toBeLessThan(0.15);
});

test('what the reader wrote stays, but for the rate that suits the loss', () => {
  const text = 'alpha = 3\nfor t in range(steps):\n    phi = phi - alpha * gradient(phi)';
  const mine = { ...now, own: { on: true, text }, lossText: 'def loss(x):\n    return x', noise: 1 };
  for (const one of suggestions) {
    const { own, lossText, noise } = suggested(one, mine);
    expect(own.text.replace(/^alpha = .*/, 'alpha = 3')).toBe(text);
    expect([lossText, noise]).toEqual([mine.lossText, 0]);
  }
});
