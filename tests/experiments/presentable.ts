/** Checks of every picture, with any results and at any values. */
import { expect } from 'vitest';
import type { Schema } from '../../src/engine/schema.ts';
import type { Experiment, Presentation } from '../../src/figure/experiment.ts';
import type { Axis, Panel } from '../../src/figure/panels/panel.ts';
import { parse } from '../../src/figure/permalink.ts';
import { sentence, showNumber } from '../../src/figure/sentence.ts';
import { soundPanel } from '../figure/panels/sound.ts';

/** Every text in plain data except the outlines of areas, which are drawn rather than read. */
function textsIn(data: unknown): string[] {
  if (typeof data === 'string') return [data];
  if (data === null || typeof data !== 'object' || ArrayBuffer.isView(data)) return [];
  return Object.entries(data).flatMap(([name, field]) =>
    name === 'path' || (name === 'paths' && isOutlines(field)) ? [] : textsIn(field),
  );
}
const isOutlines = (field: unknown): boolean => Array.isArray(field) && typeof field[0] === 'string';

function axesOf(panel: Panel): Axis[] {
  if (panel.kind === 'multiples') return panel.items.flatMap((item) => axesOf(item.panel));
  return panel.kind === 'surface' || panel.kind === 'chart' ? [panel.x, panel.y] : [];
}

/** A forgotten value, or a zero with a sign. */
const SLIP = /undefined|\bNaN\b|\[object|(?<![\d.,e])[-\u2212]0(?:\.0+)?(?![\d.])/;

export function expectPresentable({ caption }: Experiment, presentation: Presentation): void {
  const { panels, numbers, verdict } = presentation;
  for (const panel of panels) soundPanel(panel);
  const said = [sentence(presentation), caption, ...Object.values(numbers).map(showNumber)];
  const texts = [...textsIn({ ...presentation, numbers: {} }), ...said];
  expect(texts.filter((text) => SLIP.test(text))).toEqual([]);
  for (const {
    label,
    domain: [from, to],
  } of panels.flatMap(axesOf))
    expect(Number.isFinite(from) && Number.isFinite(to) && from < to, `axis "${label}" from ${from} to ${to}`).toBe(
      true,
    );
  if (verdict.state !== undefined) expect(verdict.outcome, 'an outcome needs an answer').toBeUndefined();
}

/** Further checks if there are results. */
export function checkPresentation(presentation: Presentation, schema: Schema, there = 'all results'): void {
  expect(presentation.panels.length, `panels once ${there} are there`).toBeGreaterThan(0);
  for (const panel of presentation.panels) soundPanel(panel);
  expect(new Set(presentation.panels.map((panel) => panel.name)).size).toBe(presentation.panels.length);
  expect(sentence(presentation)).not.toMatch(/[{}]|undefined|NaN/);
  for (const name of Object.keys(presentation.limits ?? {})) expect(Object.keys(schema)).toContain(name);
  for (const offer of presentation.offers ?? [])
    for (const [name, value] of Object.entries(offer.set)) {
      const { messages } = parse(schema, new URLSearchParams({ [name]: String(value) }));
      expect(messages, `offer "${offer.text}"`).toEqual([]);
    }
  // Messages from the worker are plain data.
  expect(() => structuredClone(presentation)).not.toThrow();
}
