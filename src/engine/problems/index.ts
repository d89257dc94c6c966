import { doubleWell } from './double-well.ts';
import { gabor } from './gabor.ts';
import { gaussianValley } from './gaussian-valley.ts';
import { lessard } from './lessard.ts';
import { linearRegression } from './linear-regression.ts';
import { oneDimensional } from './one-dimensional.ts';
import { perceptron } from './perceptron.ts';
import { quadratic } from './quadratic.ts';
import { reddi } from './reddi.ts';
import { rosenbrock } from './rosenbrock.ts';
import { saddle } from './saddle.ts';
import { tanhNetwork } from './tanh-network.ts';
import { threeBasins } from './three-basins.ts';

/** Every problem, ready to use, by id; the file of the same name (kebab-case) also exports its `createX`. */
export const problems = {
  doubleWell,
  gabor,
  gaussianValley,
  lessard,
  linearRegression,
  oneDimensional,
  perceptron,
  quadratic,
  reddi,
  rosenbrock,
  saddle,
  tanhNetwork,
  threeBasins,
};
