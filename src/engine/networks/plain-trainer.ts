import { adam } from '../optimizers/adam.ts';
import { momentum } from '../optimizers/momentum.ts';
import type { Objective } from '../optimizers/optimizer.ts';
import { createPerceptron } from '../problems/perceptron.ts';
import type { Batch } from '../problems/problem.ts';
import { defaults } from '../values.ts';
import { accuracy, predictions } from './accuracy.ts';
import type { Trainer, TrainerOptions } from './trainer.ts';

/**
 * Training in double precision with the engine's own problem and update rules: slow, and the reference for the kernels.
 */
export function createPlainTrainer(options: TrainerOptions): Trainer {
  const { optimizer, beta, gamma, epsilon, widths } = options;
  const problem = createPerceptron(options);
  const phi = Float64Array.from(options.start);
  let batch: Batch | undefined;
  const objective: Objective = {
    gradient: (point, out) => problem.gradient(point, out, batch),
    loss: (point) => problem.loss(point, batch),
  };
  const update =
    optimizer === 'adam'
      ? updater(adam, { ...defaults(adam.hyperparameters), beta, gamma, epsilon })
      : updater(momentum, { ...defaults(momentum.hyperparameters), beta });

  function updater<H extends { alpha: number }, State>(
    rule: {
      createState(n: number): State;
      step(at: typeof phi, state: State, objective: Objective, hyper: H): number;
    },
    hyper: H,
  ): (rate: number) => number {
    const state = rule.createState(phi.length);
    return (rate) => {
      hyper.alpha = rate;
      return rule.step(phi, state, objective, hyper);
    };
  }

  return {
    path: 'plain',
    step(next, rate) {
      batch = next;
      return update(rate);
    },
    evaluate(examples) {
      const asked = examples === options.data ? problem : createPerceptron({ ...options, data: examples });
      const found = predictions(asked.outputs(phi), widths.at(-1)!);
      return { loss: asked.loss(phi), accuracy: accuracy(found, examples.y) };
    },
    parameters: () => phi.slice(),
  };
}
