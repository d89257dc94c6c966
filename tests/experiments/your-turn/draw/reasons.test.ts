import { describe, expect, test } from 'vitest';
import type { LossId } from '../../../../src/experiments/kit/losses.ts';
import { endOf } from '../../../../src/experiments/your-turn/draw/basins-crossed.ts';
import { ASIDE, looked, type Reason, reasonsOf } from '../../../../src/experiments/your-turn/draw/reasons.ts';
import { type Point, toLine, unitsOf } from '../../../../src/experiments/your-turn/draw/sketch-lines.ts';
import { taskOn } from './hand.ts';

const kinds = (loss: LossId, points: readonly Point[]) => reasonsOf(taskOn(loss), points).map(({ kind }) => kind);
const only = (loss: LossId, points: readonly Point[], kind: Reason['kind']): Reason => {
  const reason = reasonsOf(taskOn(loss), points).find((one) => one.kind === kind);
  if (!reason) throw new Error(`no reason "${kind}"`);
  return reason;
};

/** A circle around a minimum of the ravine or the valley, in their parameters. */
const circle = (x: number, y: number, rx: number, ry: number, turns: number): Point[] =>
  Array.from({ length: 60 }, (_, i) => [
    x + rx * Math.cos((2 * Math.PI * turns * i) / 59),
    y + ry * Math.sin((2 * Math.PI * turns * i) / 59),
  ]);

describe('each reason is given where it holds', () => {
  test('a line that climbs, with the losses at both ends of the climb', () => {
    const reason = only(
      'saddle',
      [
        [0.1, 1],
        [1.6, 1],
      ],
      'climb',
    );
    // The loss is phi0^2 / 2 - 1/4 there.
    expect(reason).toMatchObject({ from: 0, to: 80, low: 0.005 - 0.25 });
    expect((reason as { high: number }).high).toBeCloseTo(1.6 ** 2 / 2 - 0.25, 9);
  });

  test('a line from the left basin into the middle one, which crosses the rim', () => {
    const across: Point[] = [
      [-4, 0.6],
      [-3.2, 0.1],
      [-2, 0.1],
      [-1, 0],
    ];
    const reason = only('basins', across, 'rim');
    // The saddle between them is at -2.58, and the line passes it between the two points that are named.
    const { window } = taskOn('basins');
    const { u } = looked(across, window);
    const [saddle = 0] = toLine([[-2.58, 0]], window).u;
    expect(u[reason.from]).toBeLessThan(saddle);
    expect(u[reason.to]).toBeGreaterThan(saddle);
  });

  test('a line that runs aside, with its angle to straight down', () => {
    const reason = only(
      'ravine',
      [
        [-2.6, 1.4],
        [0, 0],
      ],
      'aside',
    );
    // Along this line the slope has one direction: H (2.6, -1.4) beside (2.6, -1.4) itself.
    const { problem, window } = taskOn('ravine');
    const g = new Float64Array(2);
    problem.gradient(Float64Array.of(-2.6, 1.4), g);
    const [across, up] = unitsOf(window);
    const [a, b] = [Math.atan2(-1.4 * up, 2.6 * across), Math.atan2(-g[1]! * up, -g[0]! * across)];
    const degrees = (Math.abs(a - b) * 180) / Math.PI;
    expect(degrees).toBeGreaterThan(ASIDE);
    expect((reason as { degrees: number }).degrees).toBeCloseTo(degrees, 6);
  });

  test('a line that crosses itself, with the angle of the crossing', () => {
    const loop: Point[] = [
      [-1.5, 0.6],
      [0.5, 0.6],
      [0.5, 1.4],
      [-0.5, 1.4],
      [-0.5, 0],
    ];
    const reason = only('saddle', loop, 'twice');
    expect((reason as { degrees: number }).degrees).toBeCloseTo(90, 6);
  });

  test('a circle around a minimum has several, and each once', () => {
    const found = kinds('valley', circle(0.7, 0, 0.5, 0.35, 1.4));
    expect(found).toContain('climb');
    expect(new Set(found).size).toBe(found.length);
  });
});

describe('no reason is given', () => {
  test('where a line is too short to have a direction', () => {
    expect(
      kinds('basins', [
        [0, 0],
        [0.05, 0.05],
      ]),
    ).toEqual([]);
  });
});

test('a descent into its basin ends at the minimum there', () => {
  const task = taskOn('saddle');
  const { u, v } = toLine([[1.2, 0.3]], task.window);
  const end = endOf(task, u[0]!, v[0]!);
  const minimum = toLine([[0, 1]], task.window);
  expect(end?.[0]).toBeCloseTo(minimum.u[0]!, 3);
  expect(end?.[1]).toBeCloseTo(minimum.v[0]!, 3);
});
