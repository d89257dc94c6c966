import { pointsIn } from '../../engine/points.ts';
import { type PointsParameter, points } from '../../engine/schema.ts';
import { bring } from './late.ts';
import { points as kind } from './points.ts';
import { schemaAt, withinReach } from './schema-at.ts';

/** Makes what reads points available to whatever reads parameters. */
export const bringPoints = (): void => bring({ kind, schemaAt, withinReach, pointsIn });

/** A parameter that holds points of one's own. */
export function ownPoints(fields: Omit<PointsParameter, 'kind'>): PointsParameter {
  bringPoints();
  return points(fields);
}
