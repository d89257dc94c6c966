/** Builders of maps and their marks, one line each. Undefined fields are left out. */
import { defined, type Fields, type Labelled, labelOf } from '../defined.ts';
import type { Column, PanelPoint, Role, SurfaceArrow, SurfacePanel, SurfacePath, SurfaceRegion } from './panel.ts';

/** The marks of a run on a map. */
export interface OnMap {
  paths: readonly SurfacePath[];
  points: readonly PanelPoint[];
}

/**
 * Makes a panel of a plane with contours and paths.
 * @param runs drawn over the other paths and points
 */
export const map = ({
  runs = [],
  paths,
  points,
  ...fields
}: Omit<Fields<SurfacePanel>, 'kind'> & { runs?: readonly OnMap[] }): SurfacePanel =>
  defined<SurfacePanel>({
    ...fields,
    kind: 'surface',
    paths: runs.length > 0 ? [...(paths ?? []), ...runs.flatMap((run) => run.paths)] : paths,
    points: runs.length > 0 ? [...(points ?? []), ...runs.flatMap((run) => run.points)] : points,
  });

/** A path over the map; with `steps` its row t is iteration t, and hovering it marks t everywhere. */
export const path = (
  name: string,
  role: Role,
  { x, y }: { x: Column; y: Column },
  look: Omit<Fields<SurfacePath>, 'name' | 'role' | 'x' | 'y' | 'label'> & Labelled = {},
): SurfacePath => defined<SurfacePath>({ name, role, x, y, ...look, label: labelOf(look, name) });

/** An arrow between two places. */
export const arrow = (
  name: string,
  role: Role,
  from: readonly [number, number],
  to: readonly [number, number],
  label?: string,
): SurfaceArrow => defined<SurfaceArrow>({ name, role, from, to, label });

/** A tinted area, such as where a run diverges. */
export const region = (name: string, role: Role, polygon: SurfaceRegion['polygon'], label?: string): SurfaceRegion =>
  defined<SurfaceRegion>({ name, role, polygon, label });
