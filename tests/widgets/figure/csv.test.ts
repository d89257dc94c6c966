import { expect, test } from 'vitest';
import { defaults } from '../../../src/engine/values.ts';
import gaborDescent from '../../../src/experiments/gradient-descent/gabor-descent.ts';
import { axis, chart, line } from '../../../src/figure/index.ts';
import { runExperiment } from '../../../src/figure/run.ts';
import { toCsv } from '../../../src/widgets/figure/csv.ts';
import '../../../src/widgets/panels/bring-all.ts';

const column = new Float64Array([0, 1]);
const panel = chart({
  name: 'loss',
  title: 'Loss',
  x: axis('step t', [0, 1]),
  y: axis('loss L', [0, 1]),
  series: [line('rate α = 0.1', 'run', column, column)],
});
const csv = toCsv('https://example.org/#toy', { alpha: 0.1 }, { panels: [panel], numbers: {} });

test('toCsv: a name with commas, quotes or a line break is one cell, its quotes doubled', () => {
  const body = (name: string): string | undefined => {
    const named = { ...panel, series: [line(name, 'run', column, column)] };
    return toCsv('#', {}, { panels: [named], numbers: {} }).split('panel,series,x,y,low,high\n')[1];
  };
  expect(body('rate, small')).toMatch(/^loss,"rate, small",0,0,,\n/);
  expect(body('the "sign"')).toMatch(/^loss,"the ""sign""",0,0,,\n/);
  expect(body('two\nlines')).toMatch(/^loss,"two\nlines",0,0,,\n/);
  expect(body('plain')).toMatch(/^loss,plain,0,0,,\n/);
});

test('toCsv: text that is printed or copied has no byte order mark', () => {
  expect(csv).toMatch(/^# https:/);
});

test('toCsv: the numbers of the verdict stand in its head with all their digits', () => {
  const values = defaults(gaborDescent.parameters);
  const { presentation } = runExperiment(gaborDescent, values);
  const loss = presentation.numbers['loss']?.value;
  expect(String(loss).length).toBeGreaterThan(12);
  expect(toCsv('link', values, presentation)).toContain(`\n# found: loss = ${loss}\n`);
});

test('Python code is in the head line by line, and not a spreadsheet formula', () => {
  const csv = toCsv('', { rule: 'alpha = 0.5\n=1+1,=2+2' }, { panels: [], numbers: {} });
  expect(csv).toContain('\n# rule = alpha = 0.5\n"#   =1+1,\'=2+2"\n');
});
