import { describe, expect, it } from 'vitest';
import type { Optimizer } from '../../../src/engine/optimizers/optimizer.ts';
import { allOptimizers } from '../../../src/engine/optimizers/since-the-book.ts';
import { checkSchema } from '../../../src/engine/values.ts';
import { withDefaults } from '../../../src/references/replay.ts';
import { bowl, plane, tilted, walk } from './steps.ts';

// Safe: each rule reads only the hyperparameters and the state made for it.
const rules = Object.entries(allOptimizers).map(([name, optimizer]) => ({ name, optimizer: optimizer as Optimizer }));

describe.each(rules)('$name', ({ name, optimizer }) => {
  const hyper = withDefaults(optimizer.hyperparameters);
  const start = [1.5, -0.75];

  it('has the name of its file in camel case', () => {
    expect(optimizer.id.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())).toBe(name);
  });

  it('has its lines in Python, and those before the loop, which are empty where it remembers nothing', () => {
    expect(optimizer.python).toContain('phi');
    expect(typeof optimizer.pythonState).toBe('string');
  });

  it('describes every hyperparameter, with a default within its range', () => {
    for (const [key, parameter] of Object.entries(optimizer.hyperparameters)) {
      expect(parameter.label.length, key).toBeGreaterThan(2);
      expect(parameter.help, key).toMatch(/^[A-Z].*\.$/);
    }
    expect(() => checkSchema(optimizer.hyperparameters)).not.toThrow();
  });

  it('names every hyperparameter in its Python, which moves phi', () => {
    const text = `${optimizer.pythonState}\n${optimizer.python}`;
    for (const key of Object.keys(optimizer.hyperparameters)) expect(text).toMatch(new RegExp(`\\b${key}\\b`));
    expect(optimizer.python).toMatch(/^phi = phi - |^phi = \(1 - alpha \* weightDecay\) \* phi - /m);
  });

  it('asks for one gradient a step and returns the loss there', () => {
    const { asked, losses } = walk(optimizer, hyper, tilted, start, 12);
    expect(asked).toHaveLength(12);
    expect(losses).toEqual(asked.map((point) => tilted.loss(Float64Array.from(point))));
  });

  it('lowers the loss of a bowl', () => {
    const { phi } = walk(optimizer, hyper, bowl, start, 50);
    expect(bowl.loss(Float64Array.from(phi.at(-1)!))).toBeLessThan(bowl.loss(Float64Array.from(start)));
  });

  it('keeps its memory in the state: two runs side by side do not meet', () => {
    const alone = walk(optimizer, hyper, tilted, start, 10);
    const [left, right] = [Float64Array.from(start), Float64Array.from([-3, 2])];
    const states = [optimizer.createState(2), optimizer.createState(2)];
    const objective = {
      loss: tilted.loss,
      gradient: (point: ArrayLike<number>, out: { set(values: ArrayLike<number>): void }) => {
        const at = Float64Array.from(point);
        out.set(tilted.slope(at));
        return tilted.loss(at);
      },
    };
    for (let t = 0; t < 10; t++) {
      optimizer.step(left, states[0], objective, hyper);
      optimizer.step(right, states[1], objective, hyper);
    }
    expect(Array.from(left)).toEqual(alone.phi.at(-1));
  });

  it('stays where the loss is flat, unless it decays', () => {
    const flat = walk(
      optimizer,
      { ...hyper, ...('weightDecay' in hyper && { weightDecay: 0 }) },
      plane(0, 0),
      start,
      5,
    );
    expect(flat.phi.at(-1)).toEqual(start);
  });

  it('runs in single precision, within its rounding', () => {
    const state = optimizer.createState(2, (n) => new Float32Array(n));
    const phi = Float32Array.from(start);
    const objective = {
      loss: tilted.loss,
      gradient: (point: ArrayLike<number>, out: { set(values: ArrayLike<number>): void }) => {
        const at = Float64Array.from(point);
        out.set(tilted.slope(at));
        return tilted.loss(at);
      },
    };
    for (let t = 0; t < 10; t++) optimizer.step(phi, state, objective, hyper);
    const [x, y] = walk(optimizer, hyper, tilted, start, 10).phi.at(-1)!;
    expect(Math.abs(phi[0]! - x!)).toBeLessThan(1e-4);
    expect(Math.abs(phi[1]! - y!)).toBeLessThan(1e-4);
  });
});
