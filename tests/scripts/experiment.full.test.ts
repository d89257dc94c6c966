import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../../scripts/command.ts';
import { experiments } from '../../src/experiments/index.ts';

function experiment(...args: string[]): { code: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/experiment.ts', ...args], {
    cwd: root,
    encoding: 'utf8',
  });
  return { code: status, out: stdout, err: stderr };
}

test('experiment: JSON holds id, values, numbers, verdict as a sentence, and panels with plain arrays', () => {
  const { code, out, err } = experiment('gabor-descent', '--alpha=0.05', '--steps', '20');
  expect(err).toBe('');
  expect(code).toBe(0);
  const run = JSON.parse(out);
  expect(Object.keys(run)).toEqual(['id', 'values', 'numbers', 'verdict', 'panels']);
  expect(run.values).toMatchObject({ alpha: 0.05, steps: 20 });
  expect(run.numbers.steps.value).toBe(20);
  expect(run.verdict.text).toContain('After 20 steps');
  expect(run.verdict.text).not.toMatch(/[{}]/);
  expect(run.panels[0].paths[0].x).toHaveLength(21);
});

test('experiment: points of a file, with the ranges that follow them', () => {
  const folder = mkdtempSync(join(tmpdir(), 'points-'));
  const file = join(folder, 'depths.csv');
  writeFileSync(file, Array.from({ length: 24 }, (_, k) => `${0.5 + k / 2},${19 - k / 2}\n`).join(''));
  const data = `--data=${file}`;
  const { code, out, err } = experiment('linear-regression', data);
  expect(err).toBe('');
  expect(code).toBe(0);
  expect(JSON.parse(out).values.points).not.toBe('book');
  const rangeOf = (...args: string[]) =>
    /--alpha=.*\n.*?, ([\d.e-]+ to [\d.e-]+)\./.exec(experiment('linear-regression', '--help', ...args).out)?.[1];
  expect(rangeOf(data)).toMatch(/ to /);
  expect(rangeOf(data)).not.toBe(rangeOf());
  for (const [args, why] of [
    [['linear-regression', '--data=none.csv'], 'there is no file none.csv'],
    [['momentum-valley', data], 'momentum-valley does not take points from a file'],
  ] as const)
    expect(experiment(...args)).toMatchObject({ code: 2, err: expect.stringContaining(why) });
  rmSync(folder, { recursive: true });
});

test('experiment: --help says how many points there may be, and not which', () => {
  const line = experiment('linear-regression', '--help').out.split('--points=')[1]?.split('\n')[1];
  expect(line).toMatch(/, \d+ to \d+ pairs x,y\./);
});

test('experiment: the same values as CSV, SVG and Python', () => {
  const csv = experiment('gabor-descent', '--steps=20', '--format=csv').out;
  expect(csv).toMatch(/^# .*gabor-descent\.steps=20/);
  expect(csv).toContain('# steps = 20');
  expect(csv).toContain('\npanel,series,x,y,low,high\n');
  expect(experiment('gabor-descent', '--format=svg').out).toMatch(/^(<\?xml[^>]*>\s*)?<svg [\s\S]*<\/svg>\s*$/);
  expect(experiment('gabor-descent', '--steps=20', '--format=python').out).toContain('import numpy');
});

test.each([
  [['gabor-desent'], 'did you mean "gabor-descent"?'],
  [
    ['gabor-descent', '--alpa=1'],
    'has no option --alpa; did you mean "alpha"? `npm run experiment -- gabor-descent --help`',
  ],
  [['gabor-descent', '--alpha'], '--alpha=value'],
  [['gabor-descent', '--format=pdf'], 'json, csv, svg, python'],
  [[], 'Which experiment? `npm run experiment -- --list`'],
  [['sgd', 'momentum'], 'One experiment at a time: sgd, momentum.'],
])('experiment %j: exit code 2, nothing on stdout, and a message', (args, message) => {
  const { code, out, err } = experiment(...args);
  expect(err).toContain(message);
  expect(out).toBe('');
  expect(code).toBe(2);
});

test('experiment --list names every experiment', () => {
  const { code, out } = experiment('--list');
  expect(code).toBe(0);
  expect(
    out
      .trim()
      .split('\n')
      .map((line) => line.split(' ')[0]),
  ).toEqual(Object.keys(experiments));
});

test('experiment: a value that is corrected runs with what its message says, on stderr', () => {
  const { code, out, err } = experiment('gabor-descent', '--alpha=fast', '--steps=1e9', '--format=csv');
  expect(code).toBe(0);
  const [alpha = '', steps = ''] = err.trim().split('\n');
  const used = (message: string): string => / ([\d.]+) is used instead\.$/.exec(message)?.[1] ?? 'nothing';
  expect(alpha).toContain('“fast” is not a number');
  expect(steps).toContain('“1e9” is more than');
  expect(out).toContain(`\n# alpha = ${used(alpha)}\n`);
  expect(out).toContain(`\n# steps = ${used(steps)}\n`);
});

test('experiment --help says how, and of an experiment what its parameters are', () => {
  const { code, out } = experiment('--help');
  expect(code).toBe(0);
  for (const word of ['--list', '--format=svg', '--format=python', 'stderr', 'Exit code']) expect(out).toContain(word);
  const { out: own } = experiment('gabor-descent', '--help');
  expect(own).toMatch(/^gabor-descent: .*\n.*\?\n/);
  expect(own).toMatch(/--alpha=[\d.]+\n {6}Learning rate α, [\d.]+ to [\d.]+\. /);
  expect(experiment('gabor-desent', '--help').err).toContain('did you mean "gabor-descent"?');
});
