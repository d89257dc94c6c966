/** Sheets and what lies on them, a line each. A field that is undefined is left out. */
import { defined, type Fields, type Labelled, labelOf } from '../defined.ts';
import type { Column, Role, SurfaceArrow, SurfacePanel, SurfacePath, SurfaceRegion } from './panel.ts';

export const sheet = (fields: Omit<Fields<SurfacePanel>, 'kind'>): SurfacePanel =>
  defined<SurfacePanel>({ kind: 'surface', ...fields });

/** A path over the sheet; with `steps` its row t is iteration t, and hovering it marks t everywhere. */
export const path = (
  name: string,
  role: Role,
  { x, y }: { x: Column; y: Column },
  look: Omit<Fields<SurfacePath>, 'name' | 'role' | 'x' | 'y' | 'label'> & Labelled = {},
): SurfacePath => defined<SurfacePath>({ name, role, x, y, ...look, label: labelOf(look, name) });

export const arrow = (
  name: string,
  role: Role,
  from: readonly [number, number],
  to: readonly [number, number],
  label?: string,
): SurfaceArrow => defined<SurfaceArrow>({ name, role, from, to, label });

export const region = (name: string, role: Role, polygon: SurfaceRegion['polygon'], label?: string): SurfaceRegion =>
  defined<SurfaceRegion>({ name, role, polygon, label });
