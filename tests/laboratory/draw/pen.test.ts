import { signal } from '@preact/signals';
import { expect, test } from 'vitest';
import { Drawing } from '../../../src/laboratory/draw/drawing.ts';
import type { Bench } from '../../../src/laboratory/playground/bench.ts';
import { firstSettings, type Settings } from '../../../src/laboratory/playground/settings.ts';

test('a pen that has not moved sets no second point', () => {
  const settings = signal<Settings>(firstSettings());
  const bench = {
    settings,
    waits: signal(false),
    set: (change: Partial<Settings>) => {
      settings.value = { ...settings.value, ...change };
    },
  };
  const drawing = new Drawing(bench as Bench);
  drawing.add([0.5, 0.25]);
  drawing.add([0.5, 0.25]);
  expect(settings.peek().sketch).toEqual([[0.5, 0.25]]);
  expect(drawing.said.peek()).toBe('The line is at this place already.');
  drawing.close();
});
