import { drawLens } from './draw-lens.ts';
import { lensTools } from './lens.ts';
import { lensOf } from './surface-lens.ts';

Object.assign(lensTools, { lensOf, drawLens });
