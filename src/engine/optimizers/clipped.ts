import type { Schema } from '../schema.ts';
import type { AnyVector } from '../vector.ts';
import type { Objective, Optimizer } from './optimizer.ts';

/** The maximum length of a gradient, or the maximum size of its entries. */
export type Clip = { norm: number; value?: never } | { value: number; norm?: never };

interface State<S> {
  rule: S;
  /** An objective that calls the one passed to `step`, and clips its gradients. */
  clipped: Objective & { of: Objective | undefined };
}

/** PyTorch adds this to the norm before dividing. */
const GUARD = 1e-6;

/**
 * A rule with clipped gradients. By norm, a longer gradient keeps its direction and is shortened (Pascanu, Mikolov and
 * Bengio 2013, algorithm 1), as in `torch.nn.utils.clip_grad_norm_`; by value, every entry is clamped, as in
 * `clip_grad_value_`, and the direction may change. The norm is that of all parameters together.
 * @throws Error unless the bound is a finite number above 0
 */
export function clipped<H extends Schema, S>(optimizer: Optimizer<H, S>, clip: Clip): Optimizer<H, State<S>> {
  const bound = clip.norm ?? clip.value;
  if (!(bound > 0 && Number.isFinite(bound)))
    throw new Error(`clipped: the bound on the gradient must be a finite number above 0; got ${bound}`);
  const shorten = clip.norm === undefined ? byValue : byNorm;
  const { python, pythonState, elementwise: _, ...rest } = optimizer;
  const name = clip.norm === undefined ? 'value' : 'norm';
  return {
    ...rest,
    title: `${optimizer.title}, clipped`,
    // A norm belongs to one run, so runs cannot be batched.
    elementwise: false,
    pythonState: `${pythonState === '' ? '' : `${pythonState}\n`}
def clipped(g, most=${bound}):
    return ${name === 'norm' ? `g * np.minimum(1.0, most / (np.sqrt(np.sum(g ** 2)) + ${GUARD}))` : 'np.clip(g, -most, most)'}`,
    // Every gradient of the rule is replaced by the clipped one.
    python: python.replaceAll(/\bgradient\(([^()]*)\)/g, 'clipped(gradient($1))'),
    createState(n, create) {
      const objective: State<S>['clipped'] = {
        of: undefined,
        gradient(point, out) {
          // Safe: `step` sets it before the rule uses it.
          const loss = objective.of!.gradient(point, out);
          shorten(out, bound);
          return loss;
        },
        loss: (point) => objective.of!.loss(point),
      };
      return { rule: optimizer.createState(n, create), clipped: objective };
    },
    step(phi, { rule, clipped: objective }, given, hyper) {
      objective.of = given;
      return optimizer.step(phi, rule, objective, hyper);
    },
  };
}

function byNorm(g: AnyVector, bound: number): void {
  let square = 0;
  for (let i = 0; i < g.length; i++) square += g[i]! ** 2;
  const factor = Math.min(1, bound / (Math.sqrt(square) + GUARD));
  for (let i = 0; i < g.length; i++) g[i]! *= factor;
}

function byValue(g: AnyVector, bound: number): void {
  for (let i = 0; i < g.length; i++) g[i] = Math.min(Math.max(g[i]!, -bound), bound);
}
