import { pointsIn } from '../../engine/points.ts';
import { type PointsParameter, points } from '../../engine/schema.ts';
import { bring } from './late.ts';
import { points as kind } from './points.ts';
import { schemaAt, withinReach } from './schema-at.ts';

/** Registers the code for points with the code for parameters. */
export const bringPoints = (): void => bring({ kind, schemaAt, withinReach, pointsIn });

/** A parameter for the reader's own points. */
export function ownPoints(fields: Omit<PointsParameter, 'kind'>): PointsParameter {
  bringPoints();
  return points(fields);
}
