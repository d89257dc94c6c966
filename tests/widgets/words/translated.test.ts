import { describe, expect, it } from 'vitest';
import { choice, number } from '../../../src/engine/schema.ts';
import { axis, chart, line, type Presentation, table, words } from '../../../src/figure/index.ts';
import { chooseTicks, createScale } from '../../../src/widgets/panels/axis-scale.ts';
import { sayIn } from '../../../src/widgets/words/dictionary.ts';
import { translated } from '../../../src/widgets/words/translated.ts';

const say = sayIn({
  step: 'Schritt',
  steps: 'Schritte',
  loss: 'Verlust',
  rate: 'Lernrate',
  one: 'einer',
  points: 'Punkte',
});
const column = Float64Array.of(0, 1);
const panel = chart({
  name: 'loss',
  title: 'loss',
  x: axis('steps', [0, 3]),
  y: axis('loss', [0, 1]),
  series: [line('rate', 'run', column, column, { label: 'rate' })],
});
const presentation: Presentation = {
  panels: [panel, table({ name: 'rate', title: 'rate', columns: [words('loss')], rows: [['rate', 2]] })],
  numbers: { gain: { value: 1, digits: 0, unit: ' points' } },
  verdict: { text: 'loss', outcome: 'holds' },
};

describe('translated', () => {
  const said = translated(presentation, say);

  it('says titles, labels, cells, units and the verdict, and no name', () => {
    const [drawn, listed] = said.panels;
    expect(drawn).toMatchObject({ name: 'loss', title: 'Verlust', x: { label: 'Schritte' } });
    expect(drawn).toMatchObject({ series: [{ name: 'rate', label: 'Lernrate', x: column }] });
    expect(listed).toMatchObject({ name: 'rate', columns: [{ label: 'Verlust' }], rows: [['Lernrate', 2]] });
    expect(said.numbers['gain']?.unit).toBe(' Punkte');
    expect(said.verdict).toEqual({ text: 'Verlust', outcome: 'holds' });
  });

  it('gives the same object for the same data, and the data themselves where nothing is said', () => {
    expect(translated(presentation, say)).toBe(said);
    expect(translated({ ...presentation, panels: [panel] }, say).panels[0]).toBe(said.panels[0]);
    expect(translated(presentation, (text) => text)).toBe(presentation);
  });

  it('leaves an axis its whole numbers, though its label is not the one that tells that it counts', () => {
    const ticks = (of: typeof panel.x) =>
      chooseTicks(of, createScale(of, [0, 400]), { spacing: 40, across: true }).map(({ text }) => text);
    const [drawn] = said.panels;
    if (drawn?.kind !== 'chart') throw new Error('the first panel is the chart');
    expect(ticks(drawn.x)).toEqual(ticks(panel.x));
    expect(ticks({ ...panel.x, label: 'Schritte' })).not.toEqual(ticks(panel.x));
  });
});

it('says of parameters their labels, their help and options, and keeps their values', () => {
  const schema = {
    alpha: number({ label: 'rate', help: 'step', default: 1, min: 0, max: 2, step: 0.1 }),
    many: choice({ label: 'steps', help: 'loss', default: '1', options: { '1': 'one', '2': 'both' } }),
  };
  const said = translated(schema, say);
  expect(said.alpha).toEqual({ ...schema.alpha, label: 'Lernrate', help: 'Schritt' });
  expect(said.many).toMatchObject({ label: 'Schritte', default: '1', options: { '1': 'einer', '2': 'both' } });
});
