import { describe, expect, it } from 'vitest';
import experiment from '../../../../src/experiments/adam/adam-fails/adam-fails.ts';
import { parse } from '../../../../src/figure/permalink.ts';
import { sentence } from '../../../../src/figure/sentence.ts';
import { shownBy } from '../../shown-by.ts';

const run = shownBy(experiment);
const end = (query: string): number => run(query).numbers['adamEnd']!.value;

describe('adam-fails', () => {
  it('with the paper’s γ = 1/17 Adam ends at the worst point, 1, and AMSGrad at -.999', () => {
    const { paperEnd, paperAmsgradEnd } = run('').numbers;
    expect(paperEnd!.value).toBeCloseTo(1, 3);
    expect(paperAmsgradEnd!.value).toBeCloseTo(-0.999, 3);
  });

  it('the longer the memory the better: .85 at γ = .2, .04 at .3, the best point from .5 on', () => {
    expect(end('gamma=0.2')).toBeCloseTo(0.85, 1.5);
    expect(end('gamma=0.3')).toBeCloseTo(0.04, 1.5);
    for (const gamma of [0.5, 0.7, 0.9, 0.99]) expect(end(`gamma=${gamma}`)).toBeLessThan(-0.99);
  });

  it('AMSGrad ends at the best point for every γ, and from the worst start it is on its way there', () => {
    const panel = run('').panels.find(({ name }) => name === 'ends');
    if (panel?.kind !== 'chart') throw new Error('there is a chart of the ends');
    const amsgrad = panel.series.find(({ name }) => name === 'AMSGrad')!;
    for (const phi of amsgrad.y) expect(phi).toBeLessThan(-0.99);
    for (const start of [-1, 0.5]) expect(run(`start=${start}`).numbers['amsgradEnd']!.value).toBeLessThan(-0.99);
    expect(run('start=1').numbers['amsgradEnd']!.value).toBeLessThan(-0.9);
  });

  it('at γ = .2 one cycle of three moves Adam up and AMSGrad down', () => {
    const table = run('gamma=0.2&steps=300').panels.find(({ kind }) => kind === 'table');
    if (table?.kind !== 'table') throw new Error('there is a table of one cycle');
    const [first, , , total] = table.rows;
    expect(first![1]).toBeLessThan(0);
    expect(total![1]).toBeGreaterThan(0);
    expect(total![2]).toBeLessThan(0);
  });

  it('fails, depends and holds', () => {
    expect(run('').verdict.outcome).toBe('fails');
    expect(run('gamma=0.3').verdict.outcome).toBe('depends');
    expect(run('gamma=0.9').verdict.outcome).toBe('holds');
  });

  it('does not call a run that climbs away from the best point one that is there', () => {
    const climbing = run('gamma=0&alpha=0.01&start=-1&steps=30');
    expect(climbing.numbers['adamEnd']!.value).toBeGreaterThan(-0.97);
    expect(climbing.verdict.outcome).toBe('depends');
    expect(sentence(climbing)).toContain('still moving up, away from the best point');
    expect(run('gamma=0&alpha=0.01&start=-1&steps=3000').numbers['adamEnd']!.value).toBeGreaterThan(-0.7);
  });

  it('calls a run settled only where three times as many steps leave it', () => {
    for (const gamma of [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.9, 0.99])
      for (const start of [-1, 0, 1]) {
        const [short, long] = [1000, 3000].map((steps) => run(`gamma=${gamma}&start=${start}&steps=${steps}`));
        if (short!.verdict.outcome !== 'depends') expect(long!.verdict.outcome).toBe(short!.verdict.outcome);
      }
  });

  it('computes with the paper’s γ = 1/17, not with 0.06, and says so', () => {
    const { values } = parse(experiment.parameters, new URLSearchParams());
    expect(values.gamma).toBe(1 / 17);
    expect(sentence(run(''))).toContain('γ = 1/17');
    expect(sentence(run('gamma=0.06'))).toContain('γ = 0.06 ');
  });
});
