import { describe, expect, it } from 'vitest';
import { defaults } from '../../../../src/engine/values.ts';
import experiment from '../../../../src/experiments/hyperparameters/hyperparameter-search/hyperparameter-search.ts';
import {
  fromRow,
  halving,
  roundsOf,
  scoreBy,
  toRow,
} from '../../../../src/experiments/hyperparameters/hyperparameter-search/trials.ts';
import { listParts } from '../../../../src/figure/parts.ts';
import { keptAt } from '../../long.ts';

const ID = 'hyperparameter-search';

describe('hyperparameter-search', () => {
  it.each(['random', 'halving'] as const)('measures halvings along with the networks, while %s is shown', (method) => {
    const listed = listParts(experiment.parts({ ...defaults(experiment.parameters), method }));
    const halvings = listed.filter(({ name }) => name === 'halvings').length;
    for (const share of [0.1, 0.3, 0.5, 0.9]) {
      const early = listed.slice(0, Math.round(share * listed.length));
      const done = early.filter(({ name }) => name === 'halvings').length;
      expect(Math.abs(done - share * halvings), `after ${share} of the parts`).toBeLessThan(2);
    }
  });

  it('says the same of its claim whichever of the two losses chooses, and which of them is better', () => {
    const { value, low, verdict } = keptAt(ID, experiment);
    expect(verdict.outcome).toBe('holds');
    expect(low('advantage')).toBeGreaterThan(0.2);
    expect(value('byTraining')).toBeGreaterThan(2);
    const training = keptAt(ID, experiment, 'choose=training');
    expect(training.verdict.outcome).toBe('holds');
    expect(training.value('advantage')).toBeLessThan(0);
    expect(verdict.text).toContain('{rival}, which is worse');
    expect(training.verdict.text).toContain('{rival}, which is better');
  });

  it('depends where errors count: the training loss then chooses as well', () => {
    const { verdict, value } = keptAt(ID, experiment, 'choose=error');
    expect(verdict.outcome).toBe('depends');
    expect(Math.abs(value('byErrorError') - value('byTrainingError'))).toBeLessThan(0.02);
    expect(value('byValidationError')).toBeGreaterThan(value('byErrorError') + 0.04);
  });

  it('finds halving ahead of random search in errors, search by search, and past its best in loss', () => {
    const { low } = keptAt(ID, experiment, 'method=halving');
    expect(low('errorOverRandom')).toBeGreaterThan(0);
    expect(low('halvingRise')).toBeGreaterThan(0);
  });

  it('compares random search with the grid, and draws another search only while it is chosen', () => {
    const drawn = (query: string) => {
      const chart = keptAt(ID, experiment, query).panels.find(({ name }) => name === 'best so far');
      if (chart?.kind !== 'chart') throw new Error('best so far is a chart');
      return chart.series.filter(({ kind }) => kind === 'step').map(({ label, role }) => `${label} ${role}`);
    };
    expect(drawn('')).toEqual(['grid measured', 'random run']);
    expect(drawn('method=grid')).toEqual(['random measured', 'grid run']);
    expect(drawn('method=halving')).toEqual(['random measured', 'grid baseline', 'halving run']);
  });

  const against = (name: string) => {
    const chart = keptAt(ID, experiment, `along=${name}`).panels.find((one) => one.name === 'against');
    if (chart?.kind !== 'chart') throw new Error('the networks are a chart');
    const dots = (role: string) => chart.series.find((one) => one.role === role)!;
    const [best] = chart.points!;
    return { best: best!, quarter: dots('measured'), others: dots('batch'), repeated: dots('baseline') };
  };

  it('shows the best quarter closer together against the ratio than against anything searched, as shares of its range', () => {
    const spread = (name: string, searched: number, of = Math.log) => {
      const { best, quarter } = against(name);
      const x = [best.x, ...quarter.x].map(of);
      return (Math.max(...x) - Math.min(...x)) / searched;
    };
    // Rates from 2^-8 to 4, batches from 4 to 256, widths from 8 to 128, momentum up to .95.
    const ratio = spread('ratio', Math.log(1024 * 64));
    expect(ratio).toBeLessThan(0.5 * spread('rate', Math.log(1024)));
    expect(ratio).toBeLessThan(0.5 * spread('batch', Math.log(64)));
    expect(ratio).toBeLessThan(0.5 * spread('width', Math.log(16)));
    expect(ratio).toBeLessThan(0.5 * spread('beta', 0.95, (x) => x));
  });

  it('ranks its leader board by what chooses', () => {
    for (const [query, column] of [
      ['', 6],
      ['choose=training', 5],
      ['choose=error', 7],
    ] as const) {
      const board = keptAt(ID, experiment, query).panels.find(({ name }) => name === 'leader board');
      if (board?.kind !== 'table') throw new Error('the leader board is a table');
      const scores = board.rows.map((row) => Number(row[column]));
      expect(scores).toHaveLength(12);
      expect(scores).toEqual(scores.toSorted((a, b) => a - b));
    }
  });
});

describe('halving', () => {
  it('costs as much as the trials it stands for, and trains the best third on', () => {
    for (const trials of [9, 81])
      expect(roundsOf(trials).reduce((sum, { cost }) => sum + cost, 0)).toBeCloseTo(trials, 10);
    expect(roundsOf(9).map(({ size }) => size)).toEqual([27, 9, 3]);
    const made = halving({ space: 'adam', trials: 3, epochs: 1, criterion: 'validation', seed: 2 });
    const [first, second, third] = [made.slice(0, 9), made.slice(9, 12), made.slice(12)];
    const best = [...first!]
      .sort((a, b) => scoreBy('validation', a.score) - scoreBy('validation', b.score))
      .slice(0, 3);
    expect(second!.map(({ configuration }) => configuration)).toEqual(best.map(({ configuration }) => configuration));
    expect(third).toHaveLength(1);
    expect(third![0]!.epochs).toBe(1);
  });

  it('comes back from its rows as it was', () => {
    const made = halving({ space: 'four', trials: 3, epochs: 0.9, criterion: 'error', seed: 1 });
    for (const trial of made) {
      const again = fromRow('four', toRow(trial));
      expect(again).toEqual({ ...trial, epochs: expect.closeTo(trial.epochs, 3) });
    }
  });

  it('counts a network that diverged as the worst', () => {
    const lost = { train: null, validation: null, validationError: 0.9, test: null, testError: 0.9 };
    expect(scoreBy('error', lost)).toBe(Number.POSITIVE_INFINITY);
  });
});
