import { type Activation, createLayers, type NetworkLoss } from './layers.ts';
import type { Examples } from './mnist1d.ts';

interface PerceptronScript {
  widths: readonly number[];
  activation: Activation;
  loss: NetworkLoss;
  data: Examples;
  reduction: 'sum' | 'mean';
}

/**
 * `loss(phi, batch)` and `gradient(phi, batch)` of a perceptron in NumPy, with its examples as literals: for small
 * sets. A script that generates its examples uses only `networkFunctions` and defines X and y.
 */
export function perceptronPython({ data, ...shape }: PerceptronScript): string {
  return `X = np.array(${JSON.stringify(Array.from(data.x))}).reshape(${data.y.length}, -1)
y = np.array(${JSON.stringify(Array.from(data.y))})

${networkFunctions(shape)}`;
}

/** The two functions over X (one example per row) and y (classes). */
export function networkFunctions({ widths, activation, loss, reduction }: Omit<PerceptronScript, 'data'>): string {
  const layers = createLayers(widths)
    .map(({ inputs, outputs, weights, biases }) => `    (${inputs}, ${outputs}, ${weights}, ${biases}),`)
    .join('\n');
  return `# Inputs, outputs, and where weights and biases start in phi.
layers = [
${layers}
]

def weights(phi):
    return [(phi[w:b].reshape(m, n), phi[b:b + n]) for m, n, w, b in layers]

def forward(phi, x):
    h = [x]
    for l, (W, b) in enumerate(weights(phi)):
        z = h[-1] @ W + b
        h.append(z if l == len(layers) - 1 else ${activation === 'relu' ? 'np.maximum(z, 0)' : 'np.tanh(z)'})
    return h

def outer(z, target):
    ${loss === 'cross-entropy' ? CROSS_ENTROPY : SQUARED_ERROR}

def loss(phi, batch=None):
    some = slice(None) if batch is None else batch
    return np.${reduction}(outer(forward(phi, X[some])[-1], np.eye(${widths.at(-1)})[y[some]])[0])

def gradient(phi, batch=None):
    some = slice(None) if batch is None else batch
    h = forward(phi, X[some])
    dz = outer(h[-1], np.eye(${widths.at(-1)})[y[some]])[1]${reduction === 'mean' ? ' / len(h[0])' : ''}
    parts = []
    for l in reversed(range(len(layers))):
        parts = [(h[l].T @ dz).ravel(), dz.sum(axis=0)] + parts
        if l > 0:
            dz = (dz @ weights(phi)[l][0].T) * ${activation === 'relu' ? '(h[l] > 0)' : '(1 - h[l] ** 2)'}
    return np.concatenate(parts)
`;
}

const CROSS_ENTROPY = `shifted = z - z.max(axis=1, keepdims=True)
    logs = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    return -(logs * target).sum(axis=1), np.exp(logs) - target`;

const SQUARED_ERROR = `return 0.5 * ((z - target) ** 2).sum(axis=1), z - target`;
