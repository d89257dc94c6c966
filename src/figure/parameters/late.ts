/**
 * Code needed only by figures with points: most pages have none, and do not load it. An experiment with such a
 * parameter already has it, since `ownPoints` creates the parameter and registers the code; a page, which only has
 * schemas as JSON, loads it before it reads its URL. Until then a figure stays as it was built.
 */
import type { Point } from '../../engine/points.ts';
import type { PointsParameter, Schema, Value } from '../../engine/schema.ts';
import type { ParameterKind } from './kind.ts';

interface PointsKit {
  kind: ParameterKind<PointsParameter>;
  schemaAt<S extends Schema>(schema: S, values: Readonly<Record<string, Value>>): S;
  withinReach<V extends Readonly<Record<string, Value>>>(schema: Schema, values: V): V;
  pointsIn(text: string): Point[] | undefined;
}

let kit: PointsKit | undefined;

export const bring = (given: PointsKit): void => {
  kit = given;
};

export const hasPoints = (schema: Schema): boolean => Object.values(schema).some(({ kind }) => kind === 'points');

function there(): PointsKit {
  if (!kit) throw new Error('points were read before the code for them was loaded');
  return kit;
}

/** See `schema-at.ts`. */
export const schemaAt: PointsKit['schemaAt'] = (schema, values) => (kit ? kit.schemaAt(schema, values) : schema);

/** See `schema-at.ts`. */
export const withinReach: PointsKit['withinReach'] = (schema, values) =>
  kit ? kit.withinReach(schema, values) : values;

/** The number of points in a value; undefined for those of the book. */
export const countOf = (value: string): number | undefined => kit?.pointsIn(value)?.length;

export const points: ParameterKind<PointsParameter> = {
  longest: 3000,
  read: (parameter, text) => there().kind.read(parameter, text),
  show: (parameter, value) => there().kind.show(parameter, value),
  said: (parameter, value) => there().kind.said?.(parameter, value) ?? value,
  at: (parameter, place) => there().kind.at(parameter, place),
};
