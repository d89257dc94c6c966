import { signal } from '@preact/signals';
import { expect, it } from 'vitest';
import { code } from '../../../src/engine/schema.ts';
import { fromSlider } from '../../../src/figure/slider.ts';
import { RuleText } from '../../../src/widgets/code/rule-text.ts';
import type { Figure } from '../../../src/widgets/page/figure.ts';

it('keeps a slider where it is while its number is dragged along it, and makes another once the number has left it', () => {
  const schema = { rule: code({ label: 'Rule', help: 'Lines.', default: '', first: 'alpha = 0.5' }) };
  const live = { spec: { schema }, values: signal({ rule: '' }), waiting: signal(true), trust() {}, set() {} };
  const rule = new RuleText(live as unknown as Figure); // only the members used here
  rule.write('alpha = 0.5\nfor t in range(1, steps + 1):\n    phi = phi - alpha * gradient(phi)');
  const slider = () => {
    const { alpha } = rule.numbers.value.schema;
    if (alpha?.kind !== 'number') throw new Error('no slider');
    return alpha;
  };
  // A pointer that stays at one position of the slider.
  const places = Array.from({ length: 3 }, () => {
    rule.setNumber('alpha', fromSlider(slider(), 0.6));
    return rule.numbers.value.values['alpha'];
  });
  expect(places).toEqual([1.26, 1.26, 1.26]);
  rule.setNumber('alpha', 500);
  expect(slider()).toMatchObject({ min: 5, max: 50_000 });
  rule.write('alpha = 500  # 0 to 1000');
  expect(slider()).toMatchObject({ min: 0, max: 1000 });
});

it('has the figure’s rule in its place once a worker that was not there at first can be asked', async () => {
  const schema = { rule: code({ label: 'Rule', help: 'Lines.', default: '', inPlace: true }) };
  const error = signal<string | undefined>('its script did not load');
  const run = { numbers: ['alpha = 0.1'], state: [], step: ['phi = phi - alpha * gradient(phi)'] };
  const python = async () => {
    if (error.peek() !== undefined) throw new Error(error.peek());
    return { run };
  };
  const live = { spec: { schema }, values: signal({ rule: '' }), waiting: signal(false), dragging: signal(false) };
  const rule = new RuleText({ ...live, error, python } as unknown as Figure); // only the members used here
  await rule.open();
  expect(rule.text.value).toBe('');
  error.value = undefined;
  await expect.poll(() => rule.text.value).toContain('gradient(phi)');
});

it('stays empty where its rule is deleted, and the last one runs until another is written', async () => {
  const schema = { rule: code({ label: 'Rule', help: 'Lines.', default: '', inPlace: true }) };
  const run = { numbers: ['alpha = 0.1'], state: [], step: ['phi = phi - alpha * gradient(phi)'] };
  const values = signal<Record<string, string>>({ rule: '' });
  const live = {
    spec: { schema },
    values,
    waiting: signal(false),
    dragging: signal(false),
    error: signal(undefined),
    python: async () => ({ run }),
    trust() {},
    set: (change: Record<string, string>) => {
      values.value = { ...values.value, ...change };
    },
  };
  const rule = new RuleText(live as unknown as Figure); // only the members used here
  await rule.open();
  expect(rule.text.value).toContain('gradient(phi)');
  rule.write('alpha = 1');
  rule.write(' \n');
  // Sets another value, which applies to the figure's rule as long as that is shown.
  live.set({ other: 'x' });
  await Promise.resolve();
  expect([rule.text.value, rule.isEmptied.value, values.value['rule']]).toEqual([' \n', true, 'alpha = 1']);
  rule.write('alpha = 2');
  expect([rule.isEmptied.value, values.value['rule']]).toEqual([false, 'alpha = 2']);
  rule.write('');
  live.set({ rule: '' });
  await expect.poll(() => rule.text.value).toContain('gradient(phi)');
});
