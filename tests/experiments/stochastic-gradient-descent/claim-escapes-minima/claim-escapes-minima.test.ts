import { expect, it } from 'vitest';
import experiment from '../../../../src/experiments/stochastic-gradient-descent/claim-escapes-minima/claim-escapes-minima.ts';
import { parse } from '../../../../src/figure/permalink.ts';
import { runExperiment } from '../../../../src/figure/run.ts';
import { heightFor, layout } from '../../../../src/widgets/panels/index.ts';

/** The figure at a permalink's values. */
function at(query: string) {
  const { values, messages } = parse(experiment.parameters, new URLSearchParams(query));
  expect(messages, query).toEqual([]);
  const { presentation } = runExperiment(experiment, values);
  const value = (name: string): number => presentation.numbers[name]!.value;
  return { ...presentation, value };
}

/** Two independent shares agree where they differ by less than three standard errors of the difference. */
function agree(share: number, runs: number, reference: number, referenceError: number): void {
  const error = Math.hypot(Math.sqrt((share * (1 - share)) / runs), referenceError);
  expect(Math.abs(share - reference)).toBeLessThan(3 * error);
}

it('gains at one start and loses at the other', () => {
  const { value, verdict } = at('runs=1000');
  expect(value('descentFirst')).toBe(0);
  expect(value('descentOther')).toBe(1);
  agree(value('sgdFirst'), 1000, 0.143, 0.009);
  agree(value('sgdOther'), 1000, 0.755, 0.011);
  expect(verdict.outcome).toBe('holds');
});

it('gains nothing over uniform starts, and ruins them with strong noise', () => {
  const usual = at('runs=600');
  const { low = 0, high = 0 } = usual.numbers['sgdUniform']!;
  expect(low).toBeLessThan(usual.value('descentUniform'));
  expect(high).toBeGreaterThan(usual.value('descentUniform'));
  const strong = at('batchSize=2&aMean=4');
  expect(strong.numbers['sgdUniform']!.high).toBeLessThan(strong.value('descentUniform'));
});

it('reaches the lowest minimum from the setting of notebook 6.3 in about 14 % of runs', () => {
  agree(at('aMean=4&steps=41&schedule=constant&runs=1000').value('sgdFirst'), 1000, 0.141, 0.0045);
});

it('fails with all examples in the batch: that is descent', () => {
  const { value, verdict } = at('batchSize=30&runs=50');
  expect(value('sgdFirst')).toBe(0);
  expect(verdict.outcome).toBe('fails');
});

it('leaves a well in times whose logarithm is straight in B/a, with the slope of Kramers', () => {
  const { value } = at('runs=50');
  expect(value('wellSlopeTheory')).toBeCloseTo(0.315, 3);
  expect(Math.abs(value('wellSlope') - value('wellSlopeTheory'))).toBeLessThan(0.06);
});

it('exports Python of its first run, with the schedule', () => {
  const python = (query: string) =>
    experiment.python?.(parse(experiment.parameters, new URLSearchParams(query)).values);
  expect(python('')).toContain('first_alpha');
  expect(python('schedule=constant')).not.toContain('first_alpha');
});

it('says at each minimum which share of the runs end there, and what is left ends beyond the edge', () => {
  const { panels, value } = at('');
  for (const [name, beyond] of [
    ['first-start', value('beyondFirst')],
    ['other-start', value('beyondOther')],
  ] as const) {
    const panel = panels.find((one) => one.name === name);
    if (panel?.kind !== 'surface') throw new Error(`${name} is a sheet`);
    const placed = layout(panel, 350, heightFor(panel, 350));
    if (placed.kind !== 'surface') throw new Error('a sheet has the layout of a sheet');
    // As drawn on a phone: what finds no room is left out.
    const said = placed.labels.flatMap(({ text }) => text.match(/([\d.]+) %$/)?.[1] ?? []).map(Number);
    expect(said.length).toBe((panel.points ?? []).filter(({ label }) => label).length);
    const sum = said.reduce((total, one) => total + one, 0);
    expect(Math.abs(sum + 100 * beyond - 100)).toBeLessThan(2);
    expect(placed.titles.map(({ text }) => text)).toContainEqual(
      expect.stringContaining(`${(100 * beyond).toFixed(0)} %`),
    );
  }
  // 68 of 300 runs; followed for 20000 steps more, each comes to one of three minima beyond the edge.
  const table = panels.find((one) => one.kind === 'table');
  const at6 = table?.rows.find(([minimum]) => minimum === '(6.1, 4.0)');
  expect(at6?.[1]).toBeCloseTo((100 * 158) / 300, 9);
  expect(value('beyondFirst')).toBeCloseTo(68 / 300, 9);
});

it('draws the ring of descent beside the dot of SGD, where it is seen', () => {
  const chart = at('').panels.find(({ name }) => name === 'shares');
  if (chart?.kind !== 'chart') throw new Error('there is a chart of shares');
  const [descent, sgd] = [
    chart.series.find(({ name }) => name === 'descent')!,
    chart.series.find(({ name }) => name === 'SGD')!,
  ];
  for (const [k, x] of sgd.x.entries()) expect(Math.abs(x - descent.x[k]!)).toBeGreaterThan(0.05);
});
