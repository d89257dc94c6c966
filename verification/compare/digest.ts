import { createHash } from 'node:crypto';
import { renderToString } from 'preact-render-to-string';
import type { Presentation } from '../../src/figure/experiment.ts';
import type { Panel } from '../../src/figure/panels/panel.ts';
import { draw, heightFor, kindOf, layout } from '../../src/widgets/panels/index.ts';
import { canPlay, drawPartialRun } from '../../src/widgets/panels/partial-run.ts';
import '../../src/widgets/panels/bring-all.ts';

/** Digests of pictures, by the name of each piece; pieces with the same digest are identical to the last bit. */
export type Digests = Record<string, string>;

const hash = (bytes: string | Uint8Array, length: number): string =>
  createHash('sha256').update(bytes).digest('hex').slice(0, length);

/**
 * Plain JSON of a value: keys in order, no undefined fields, columns by their bytes, numbers without a JSON form as
 * text.
 */
export function canonical(value: unknown): unknown {
  if (ArrayBuffer.isView(value)) {
    // NaN has many bit patterns, which vary on one machine; a single one represents all.
    const numbers = Float64Array.from(value as Float64Array, (one) => (Number.isNaN(one) ? Number.NaN : one));
    const bytes = new Uint8Array(numbers.buffer);
    return `${value.constructor.name} ${hash(bytes, 16)} of ${bytes.length / Float64Array.BYTES_PER_ELEMENT}`;
  }
  if (typeof value === 'number')
    return Number.isFinite(value) && !Object.is(value, -0) ? value : `${1 / value < 0 ? '-' : ''}${value}`;
  if (Array.isArray(value)) return value.map(canonical);
  if (value === null || typeof value !== 'object') return value;
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  return Object.fromEntries(
    fields.sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, field]) => [name, canonical(field)]),
  );
}

export const digest = (value: unknown): string => hash(JSON.stringify(canonical(value)), 12);

/** The drawings of a panel at every width in the built pages, each with its run cut half-way if it has one. */
function drawingsOf(panel: Panel, steps = 0): [name: string, drawing: string][] {
  const widths = Object.values(kindOf(panel).widths ?? { text: 0 });
  return widths.map((width) => {
    const placed = layout(panel, width, heightFor(panel, width));
    const cut = canPlay(panel) ? renderToString(drawPartialRun(panel, placed, 'partial', steps / 2, 'here')) : '';
    return [`${panel.name} drawn at ${width}`, renderToString(draw(panel, placed, 'uid')) + cut];
  });
}

/** One digest for each field and each drawing of each panel, and for each other part of a picture. */
export function digestsOf({ panels, ...rest }: Presentation): Digests {
  const fields = panels.flatMap((panel) =>
    Object.entries(panel).map(([field, value]) => [`${panel.name}.${field}`, value] as const),
  );
  const digests = [...fields, ...Object.entries(rest)].filter(([, value]) => value !== undefined);
  return {
    order: panels.map(({ name }) => name).join(' | '),
    'numbers in order': Object.keys(rest.numbers).join(' '),
    ...Object.fromEntries(digests.map(([name, value]) => [name, digest(value)])),
    ...Object.fromEntries(
      panels.flatMap((panel) => drawingsOf(panel, rest.steps)).map(([name, drawing]) => [name, hash(drawing, 12)]),
    ),
  };
}
