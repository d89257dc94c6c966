import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { axis, chart, dots } from '../../../src/figure/index.ts';
import { scriptAt } from '../../../src/figure/python.ts';
import { presentationOf } from '../../../src/widgets/prerender/experiments.ts';
import { checkInSight } from '../../../src/widgets/prerender/own-data.ts';
import { checkFigure, checkTry, checkValue } from '../../../src/widgets/prerender/page-checks.ts';
import { PageError } from '../../../src/widgets/prerender/page-error.ts';

let folder = '';
let loc = '';
const write = (text: string, name = 'points.csv'): void => writeFileSync(join(folder, name), text);
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'own-data-'));
  loc = `${relative('.', folder)}/page.mdx:3:1`;
});
afterAll(() => rmSync(folder, { recursive: true }));

const id = 'linear-regression';
const figure = (props: Record<string, unknown> = {}) => checkFigure({ id, loc, data: 'points.csv', ...props });

describe('a figure with data="points.csv"', () => {
  test('has these points, and axes, ranges, words and script that follow them', async () => {
    write('year;people\n2001;10,5\n2004;12\n2007;13,5\n2010;17\n');
    const { experiment, defaults, main } = await figure();
    expect(defaults['points']).toBe('2001_10.5_2004_12_2007_13.5_2010_17');
    expect(main).toEqual(['method', 'alpha', 'points']);
    const { panels, numbers } = await presentationOf(id, experiment, defaults);
    const [sheet, fit] = panels;
    expect(fit).toMatchObject({ kind: 'chart', title: 'The 4 points and the fitted line' });
    if (sheet?.kind !== 'surface' || fit?.kind !== 'chart') throw new Error('a sheet and a chart');
    expect([fit.x.domain, fit.y.domain]).toEqual([
      [2000, 2010],
      [10, 18],
    ]);
    // 0.7 per year, through the mean of 13.25 in 2005.5.
    expect(numbers['slope']?.value).toBeCloseTo(0.7, 12);
    expect(numbers['intercept']?.value).toBeCloseTo(13.25 - 0.7 * 2005.5, 8);
    const inside = (value: number, [low, high]: readonly [number, number]) => value > low && value < high;
    expect(inside(Number(numbers['intercept']?.value), sheet.x.domain)).toBe(true);
    expect(inside(Number(numbers['slope']?.value), sheet.y.domain)).toBe(true);
    expect(inside(Number(defaults['phi0']), sheet.x.domain) && inside(Number(defaults['phi1']), sheet.y.domain)).toBe(
      true,
    );
    expect(scriptAt(experiment, defaults)?.text).toContain('np.array([1,2001,1,2004,1,2007,1,2010])');
    expect(scriptAt(experiment, defaults)?.text).not.toMatch(/twelve|Notebook/);
  });

  test('gives them to the numbers and links that follow it', async () => {
    write('0.1,0.2\n0.5,0.6\n1.5,1.6\n');
    const instance = { data: 'points.csv' };
    const { shown } = await checkValue({ id, loc, of: 'slope', instance });
    expect(shown.value).toBeCloseTo(1, 12);
    expect((await checkTry({ id, loc, instance, steps: 20 })).values['points']).toBe('0.1_0.2_0.5_0.6_1.5_1.6');
  });

  test('keeps values of its own within the ranges that follow the points', async () => {
    write('100,5\n200,9\n300,14\n');
    await expect(figure({ alpha: 0.03 })).rejects.toThrow(/parameter "alpha" must be a value from/);
  });

  test.each([
    ['a file that is not there', { data: 'poins.csv' }, /there is no file .*poins\.csv/],
    ['an experiment that takes none', { id: 'momentum' }, /momentum does not take points/],
    ['no name', { data: true }, /the name of a CSV file/],
  ])('is refused for %s', async (_, props, why) => {
    write('1,2\n2,3');
    const error = await figure(props).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(PageError);
    expect(String(error)).toMatch(why);
    expect(String(error)).toContain('page.mdx:3:1');
  });

  test.each([
    [
      'a line that cannot be read, by its number',
      'x,y\n1,2\n=1+1,3\n2,4\n5',
      /points\.csv:3 contains a formula.*and 1 more line/,
    ],
    ['a file without points', 'x,y\n', /are too few: at least 2, and here are none/],
    ['points above each other', '1,2\n1,3', /all have the same x/],
  ])('is refused for %s', async (_, text, why) => {
    write(text);
    await expect(figure()).rejects.toThrow(why);
  });

  test('is refused where they lie outside the axes: of the Gabor fit from -15 to 15', async () => {
    write('100,0.1\n110,0.2\n120,0.3');
    await expect(figure({ id: 'gabor-descent' })).rejects.toThrow(
      /points\.csv:1 has an x that is not between −15 and 15/,
    );
  });

  test('a series that lies wholly outside its axes fails the build, and one that is partly inside does not', () => {
    const of = (...xs: number[]) => ({
      panels: [
        chart({
          name: 'fit',
          title: 'A fit',
          x: axis('x', [0, 2]),
          y: axis('y', [0, 2]),
          series: [
            dots(
              'points',
              'measured',
              Float64Array.from(xs),
              Float64Array.from(xs, () => 1),
            ),
          ],
        }),
      ],
    });
    expect(() => checkInSight(of(3, 4), 'far.csv', loc)).toThrow(/far\.csv.*"points" in "fit" lies outside its axes/);
    expect(() => checkInSight(of(3, 1), 'near.csv', loc)).not.toThrow();
  });
});
