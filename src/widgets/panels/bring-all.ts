/** Loads the code for all kinds of panels at once: for the build and for tests. */
import { atlasKind } from './atlas.ts';
import { equationKind } from './equation.ts';
import { addKinds } from './index.ts';
import { multiplesKind } from './multiples.ts';
import { networkKind } from './network.ts';
import { surfaceTools } from './surface-layout.ts';
import { drawLens, lensOf } from './surface-lens.ts';
import { tableKind } from './table.ts';
import { drawRelief } from './terraces.ts';

addKinds({
  multiples: multiplesKind,
  atlas: atlasKind,
  network: networkKind,
  table: tableKind,
  equation: equationKind,
} satisfies Required<Parameters<typeof addKinds>[0]>);
Object.assign(surfaceTools, { drawLens, lensOf, drawRelief } satisfies Required<typeof surfaceTools>);
