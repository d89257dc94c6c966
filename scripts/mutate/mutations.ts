export const kinds = ['sign', 'exponent', 'order'] as const;

/** One change of an optimizer's `step`: `from` stands in its file exactly once. */
export interface Mutation {
  optimizer: string;
  kind: (typeof kinds)[number];
  from: string;
  to: string;
}

const three = (
  optimizer: string,
  changes: Record<(typeof kinds)[number], readonly [from: string, to: string]>,
): Mutation[] => kinds.map((kind) => ({ optimizer, kind, from: changes[kind][0], to: changes[kind][1] }));

/**
 * Where a rule has no power, the exponent is one that a slip would add. The order is that of two lines, or what a root
 * or a bracket holds.
 */
export const mutations: readonly Mutation[] = [
  ...three('gradient-descent', {
    sign: ['phi[i]! -= alpha * g[i]!;', 'phi[i]! += alpha * g[i]!;'],
    exponent: ['phi[i]! -= alpha * g[i]!;', 'phi[i]! -= alpha ** 2 * g[i]!;'],
    order: ['phi[i]! -= alpha * g[i]!;', 'phi[i] = (phi[i]! - alpha) * g[i]!;'],
  }),
  ...three('line-search', {
    sign: ['phi[i]! -= alpha * g[i]!;', 'phi[i]! += alpha * g[i]!;'],
    exponent: ['phi[i]! -= alpha * g[i]!;', 'phi[i]! -= alpha ** 2 * g[i]!;'],
    order: ['const alpha = (points[1]! + points[2]!) / 2;', 'const alpha = points[1]! + points[2]! / 2;'],
  }),
  ...three('momentum', {
    sign: ['beta * m[i]! + (1 - beta) * g[i]!; // (6.11)', 'beta * m[i]! + (1 + beta) * g[i]!; // (6.11)'],
    exponent: ['phi[i]! -= alpha * m[i]!;', 'phi[i]! -= alpha ** 2 * m[i]!;'],
    order: [
      'm[i] = beta * m[i]! + (1 - beta) * g[i]!; // (6.11)\n      phi[i]! -= alpha * m[i]!;',
      'phi[i]! -= alpha * m[i]!;\n      m[i] = beta * m[i]! + (1 - beta) * g[i]!; // (6.11)',
    ],
  }),
  ...three('nesterov', {
    sign: ['phi[i]! - alpha * beta * m[i]!; // (6.12)', 'phi[i]! + alpha * beta * m[i]!; // (6.12)'],
    exponent: ['phi[i]! - alpha * beta * m[i]!; // (6.12)', 'phi[i]! - alpha * beta ** 2 * m[i]!; // (6.12)'],
    order: [
      'm[i] = beta * m[i]! + (1 - beta) * g[i]!; // (6.12)\n      phi[i]! -= alpha * m[i]!;',
      'phi[i]! -= alpha * m[i]!;\n      m[i] = beta * m[i]! + (1 - beta) * g[i]!; // (6.12)',
    ],
  }),
  ...three('normalized-gradients', {
    sign: ['phi[i]! -= (alpha * m)', 'phi[i]! += (alpha * m)'],
    exponent: ['const v = g[i]! ** 2;', 'const v = Math.abs(g[i]!) ** 3;'],
    order: ['(Math.sqrt(v) + epsilon)', 'Math.sqrt(v + epsilon)'],
  }),
  ...three('adagrad', {
    sign: ['g[i]! += weightDecay', 'g[i]! -= weightDecay'],
    exponent: ['s[i]! += g[i]! ** 2;', 's[i]! += g[i]! ** 4;'],
    order: ['(Math.sqrt(s[i]!) + epsilon)', 'Math.sqrt(s[i]! + epsilon)'],
  }),
  ...three('rmsprop', {
    sign: ['v[i]! - average[i]! ** 2', 'v[i]! + average[i]! ** 2'],
    exponent: ['(1 - gamma) * g[i]! ** 2;', '(1 - gamma) * Math.abs(g[i]!);'],
    order: [
      'b[i] = beta * b[i]! + g[i]! / (Math.sqrt(variance) + epsilon);',
      'b[i] = (beta * b[i]! + g[i]!) / (Math.sqrt(variance) + epsilon);',
    ],
  }),
  ...three('adam', {
    sign: ['? 1 - gamma ** state.t : 1', '? 1 + gamma ** state.t : 1'],
    exponent: ['? 1 - beta ** state.t : 1', '? 1 - beta ** (state.t - 1 || 1) : 1'],
    order: ['/ (Math.sqrt(vTilde) + epsilon); // (6.17)', '/ Math.sqrt(vTilde + epsilon); // (6.17)'],
  }),
  ...three('amsgrad', {
    sign: ['phi[i]! -= (alpha * mTilde)', 'phi[i]! += (alpha * mTilde)'],
    exponent: ['(1 - gamma) * g[i]! ** 2;', '(1 - gamma) * Math.abs(g[i]!) ** 3;'],
    order: [
      'largest[i] = Math.max(largest[i]!, v[i]!);\n      const mTilde = m[i]! / mWeight;\n      const vTilde = largest[i]! / vWeight;',
      'const mTilde = m[i]! / mWeight;\n      const vTilde = Math.max(largest[i]!, v[i]! / vWeight);\n      largest[i] = vTilde;',
    ],
  }),
  ...three('adamw', {
    sign: ['(1 - alpha * lambda) * phi[i]!', '(1 + alpha * lambda) * phi[i]!'],
    exponent: ['(1 - alpha * lambda) * phi[i]!', '(1 - alpha ** 2 * lambda) * phi[i]!'],
    order: [
      'phi[i] = (1 - alpha * lambda) * phi[i]! - (alpha * mTilde) / (Math.sqrt(vTilde) + epsilon);',
      'phi[i] = (1 - alpha * lambda) * (phi[i]! - (alpha * mTilde) / (Math.sqrt(vTilde) + epsilon));',
    ],
  }),
  ...three('nadam', {
    sign: ['((1 - mu) * g[i]!)', '((1 + mu) * g[i]!)'],
    exponent: ['0.96 ** ((state.t + 1) * psi)', '0.96 ** (state.t * psi + 1)'],
    order: ['state.product *= mu;', 'state.product *= muNext;'],
  }),
  ...three('torch-sgd', {
    sign: ['g[i]! + beta * b[i]! : b[i]!', 'g[i]! - beta * b[i]! : b[i]!'],
    exponent: ['nesterov ? g[i]! + beta * b[i]!', 'nesterov ? g[i]! + beta ** 2 * b[i]!'],
    order: [
      'undamped ? g[i]! : beta * b[i]! + (1 - dampening) * g[i]!;',
      'beta * b[i]! + (1 - (beta === 0 ? 0 : dampening)) * g[i]!;',
    ],
  }),
];
