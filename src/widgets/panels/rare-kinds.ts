/** The kinds of panels that few pages show: a page fetches them (bring.ts) when a panel is of one. */
import type { Panel } from '../../figure/panels/panel.ts';
import { atlasKind } from './atlas.ts';
import { equationKind } from './equation.ts';
import type { PanelKind, PanelOf } from './kind.ts';
import { multiplesKind } from './multiples.ts';
import { networkKind } from './network.ts';
import { tableKind } from './table.ts';

export const rareKinds = {
  multiples: multiplesKind,
  atlas: atlasKind,
  network: networkKind,
  table: tableKind,
  equation: equationKind,
} satisfies { readonly [Kind in Exclude<Panel['kind'], 'surface' | 'chart'>]: PanelKind<PanelOf<Kind>> };

export type RareKinds = typeof rareKinds;
