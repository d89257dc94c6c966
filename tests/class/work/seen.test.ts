import { type Signal, signal } from '@preact/signals';
import { expect, it } from 'vitest';
import { type Settled, whenSettled } from '../../../src/class/work/seen.ts';
import type { Figure } from '../../../src/widgets/page/figure.ts';

/** A figure with one number that shows each value at once. */
function figureOf(alpha: number) {
  const values: Signal<Record<string, number>> = signal({ alpha });
  const whole = signal({ values: values.peek(), iteration: undefined });
  const live = {
    values,
    whole,
    presentation: signal({ numbers: {}, verdict: { text: '' } }),
    standing: signal(undefined),
    dragging: signal(false),
    typing: signal(false),
    passage: signal<object | undefined>(undefined),
    taken: signal(false),
    spec: {
      schema: { alpha: { kind: 'number', label: 'α', help: '', default: 0.1, min: 0, max: 1, step: 0.001 } },
      defaults: { alpha: 0.1 },
    },
  };
  const set = (alpha: number): void => {
    values.value = { alpha };
    whole.value = { values: values.peek(), iteration: undefined };
  };
  // Only the members used by whenSettled.
  const { typing, dragging, passage, taken } = live;
  return { live: live as unknown as Figure, set, typing, dragging, passage, taken };
}

it('heeds a number when the reader leaves its field or presses Enter, and none that is passed while typing', () => {
  const { live, set, typing } = figureOf(0.1);
  const heeded: string[] = [];
  const end = whenSettled(live, ({ query }: Settled) => void heeded.push(query));
  heeded.length = 0;
  // .176 passes through .1 and .17, which would reach the goal "alpha >= 0.17".
  typing.value = true;
  for (const alpha of [0.1, 0.17, 0.176]) set(alpha);
  expect(heeded).toEqual([]);
  typing.value = false;
  expect(heeded).toEqual(['alpha=0.176']);
  end();
});

it('heeds nothing on the way of a drag', () => {
  const { live, set, dragging } = figureOf(0.1);
  const heeded: string[] = [];
  const end = whenSettled(live, ({ query }: Settled) => void heeded.push(query));
  heeded.length = 0;
  dragging.value = true;
  for (const alpha of [0.3, 0.2]) set(alpha);
  dragging.value = false;
  expect(heeded).toEqual(['alpha=0.2']);
  end();
});

it('heeds nothing that a passage of a scene sets, and what the reader makes of it', () => {
  const { live, set, passage, taken } = figureOf(0.1);
  const heeded: string[] = [];
  const end = whenSettled(live, ({ query }: Settled) => void heeded.push(query));
  heeded.length = 0;
  passage.value = {};
  set(0.3);
  expect(heeded).toEqual([]);
  taken.value = true;
  set(0.4);
  expect(heeded.at(-1)).toBe('alpha=0.4');
  end();
});
