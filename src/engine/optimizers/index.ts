import { adagrad } from './adagrad.ts';
import { adam } from './adam.ts';
import { adamw } from './adamw.ts';
import { amsgrad } from './amsgrad.ts';
import { gradientDescent } from './gradient-descent.ts';
import { lineSearch } from './line-search.ts';
import { momentum } from './momentum.ts';
import { nadam } from './nadam.ts';
import { nesterov } from './nesterov.ts';
import { normalizedGradients } from './normalized-gradients.ts';
import { rmsprop } from './rmsprop.ts';
import { torchSgd } from './torch-sgd.ts';

/** Every update rule, by name; the id of each is its file name. */
export const optimizers = {
  gradientDescent,
  lineSearch,
  momentum,
  nesterov,
  normalizedGradients,
  adagrad,
  rmsprop,
  adam,
  amsgrad,
  adamw,
  nadam,
  torchSgd,
};
