import { spawnSync } from 'node:child_process';
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
