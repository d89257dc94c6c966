import { describe, expect, test } from 'vitest';
import { isLoss, isPython, losses } from '../../../src/experiments/kit/losses.ts';
import { lossDomain } from '../../../src/laboratory/playground/chart-shape.ts';
import { runsOf, sceneOf } from '../../../src/laboratory/playground/compute.ts';
import { contestants } from '../../../src/laboratory/playground/contestants.ts';
import { rulesOf } from '../../../src/laboratory/playground/engine-rules.ts';
import { placeNames } from '../../../src/laboratory/playground/names.ts';
import { sheetLayout, xNameOf } from '../../../src/laboratory/playground/Sheet.tsx';
import { firstSettings } from '../../../src/laboratory/playground/settings.ts';
import { overlap } from '../../../src/widgets/panels/labels.ts';
import { textWidth } from '../../../src/widgets/panels/text.ts';

const ids = Object.keys(losses)
  .filter(isLoss)
  .filter((id) => !isPython(id));

function placed(id: (typeof ids)[number], width: number, height: number, t: number) {
  const settings = firstSettings(id);
  const { sheet, minima } = sceneOf(settings);
  const drawn = [...contestants({ settings, runs: runsOf(settings, rulesOf(settings)) })].reverse();
  const scales = sheetLayout(sheet, width, height, xNameOf(settings));
  return { names: placeNames(drawn, minima, scales, t, []), scales, drawn, minima };
}

describe.each(ids)('on %s', (id) => {
  test.each([
    [728, 546],
    [350, 250],
  ])('no two names overlap while the runs are apart, at %d px', (width, height) => {
    const { names, scales } = placed(id, width, height, 6);
    const boxes = names.map(({ text, x, y, look }) => ({
      x,
      y: y - 10,
      width: textWidth(text, look ? 13.5 : 11.5, look !== undefined),
      height: 12,
    }));
    for (const [i, a] of boxes.entries()) {
      for (const b of boxes.slice(i + 1)) expect(overlap(a, b), JSON.stringify([a, b])).toBe(false);
      expect(a.x).toBeGreaterThanOrEqual(scales.box.x);
      expect(a.x + a.width).toBeLessThanOrEqual(scales.box.x + scales.box.width);
    }
  });
});

test.each([728, 524, 350, 250])('the name of the axis covers none of its numbers, at %d px', (width) => {
  for (const id of ids) {
    const settings = firstSettings(id);
    const name = xNameOf(settings);
    const { box, xTicks } = sheetLayout(sceneOf(settings).sheet, width, 310, name);
    const begins = box.x + box.width - textWidth(width < 480 ? name.replace(/^.* /, '') : name, 12.5);
    expect(xTicks.length).toBeGreaterThan(1);
    for (const { px, text } of xTicks) expect(px + textWidth(text, 12) / 2, `${id}: ${text}`).toBeLessThan(begins);
  }
});

test('a name stays where it is while that will do', () => {
  const { names, scales, drawn, minima } = placed('basins', 728, 546, 18);
  const next = placeNames(drawn, minima, scales, 18.2, [], names);
  expect(next.map(({ of, place }) => [of, place])).toEqual(names.map(({ of, place }) => [of, place]));
});

test('a run that diverges does not flatten the others in the chart', () => {
  const settings = firstSettings('ravine');
  const rivals = settings.rivals.map((rival, i) => (i === 0 ? { ...rival, rate: 1 } : rival));
  const wild = { ...settings, rivals };
  const all = contestants({ settings: wild, runs: runsOf(wild, rulesOf(wild)) });
  expect(Math.max(...(all[1]?.run.loss ?? []))).toBeGreaterThan(1e12);
  const { high } = lossDomain(all.map(({ run }) => ({ y: run.loss })));
  expect(high).toBeLessThanOrEqual(3 * (all[0]?.run.loss[0] ?? 0));
});

test('what is said of each loss is one whole sentence', () => {
  for (const { about } of Object.values(losses)) expect(about).toMatch(/^[A-Z].*[^.]\.$/);
});
