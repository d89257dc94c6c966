import { pointsIn } from '../../engine/points.ts';
import { type LineFrame, lineFrame } from '../../engine/problems/linear-regression-frame.ts';
import type { NumberParameter, Schema, Value } from '../../engine/schema.ts';

/**
 * The schema at these values: if a figure has the reader's points, the ranges of its line and rates are adapted to
 * them. The same object if nothing changes.
 */
export function schemaAt<S extends Schema>(schema: S, values: Readonly<Record<string, Value>>): S {
  const entries = Object.entries(schema);
  if (!entries.some(([, parameter]) => parameter.kind === 'number' && parameter.follows)) return schema;
  const [name = ''] = entries.find(([, { kind }]) => kind === 'points') ?? [];
  const points = pointsIn(String(values[name] ?? ''));
  if (!points) return schema;
  const frame = lineFrame(points);
  const moved = entries.flatMap(([key, parameter]) =>
    parameter.kind === 'number' && parameter.follows
      ? [[key, followed(parameter, parameter.follows, frame)] as const]
      : [],
  );
  return { ...schema, ...Object.fromEntries(moved) };
}

const TINY = 0.01;
/** Approximate number of stops in a range. */
const STOPS = 200;

function followed(
  { follows: _, ...parameter }: NumberParameter,
  what: NonNullable<NumberParameter['follows']>,
  frame: LineFrame,
): NumberParameter {
  const tidy = (value: number): number => Number(value.toPrecision(6));
  if (what === 'rate') {
    const { min, max, step } = parameter;
    const [low, high, usual, stop] = [min, max, parameter.default, step].map((value) => tidy(value * frame.rates));
    // Such a small rate is shown by its power of ten.
    const scale = frame.rates < TINY ? ({ scale: 'log' } as const) : {};
    return { ...parameter, ...scale, min: low!, max: high!, default: usual!, step: stop! };
  }
  const [min, max] = frame[what];
  return {
    ...parameter,
    min,
    max,
    default: frame.start[what === 'intercept' ? 0 : 1],
    step: tidy((max - min) / STOPS),
  };
}

/** Values after a change of points: dependent values now out of range are reset. */
export function withinReach<V extends Readonly<Record<string, Value>>>(schema: Schema, values: V): V {
  const now = schemaAt(schema, values);
  const out = Object.entries(schema).flatMap(([name, { kind, ...rest }]) => {
    const parameter = now[name];
    if (kind !== 'number' || !('follows' in rest) || parameter?.kind !== 'number') return [];
    const value = Number(values[name]);
    return value < parameter.min || value > parameter.max ? [[name, parameter.default] as const] : [];
  });
  return out.length === 0 ? values : { ...values, ...Object.fromEntries(out) };
}
