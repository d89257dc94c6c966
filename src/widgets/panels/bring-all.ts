/** All that panels may be drawn with, at once: for the build and for tests. */
import { atlasKind } from './atlas.ts';
import { equationKind } from './equation.ts';
import { addKinds } from './index.ts';
import { multiplesKind } from './multiples.ts';
import { networkKind } from './network.ts';
import { tableKind } from './table.ts';
import './with-lens.ts';
import './with-terraces.ts';

addKinds({
  multiples: multiplesKind,
  atlas: atlasKind,
  network: networkKind,
  table: tableKind,
  equation: equationKind,
} satisfies Required<Parameters<typeof addKinds>[0]>);
