/** Code that precedes a reader's code, with the notebooks' names; points and losses come from the engine. */
import { gabor } from '../../engine/problems/gabor.ts';
import { gaussianValley } from '../../engine/problems/gaussian-valley.ts';
import { LINE_POINTS } from '../../engine/problems/linear-regression.ts';
import { oneDimensional } from '../../engine/problems/one-dimensional.ts';

const points = ({ x, y }: { x: ArrayLike<number>; y: ArrayLike<number> }): string => `x = ${lines(x)}
y = ${lines(y)}
data = np.array([x, y])
`;

/** A list of numbers, eight to a line. */
function lines(values: ArrayLike<number>): string {
  const all = Array.from(values, String);
  const rows = Array.from({ length: Math.ceil(all.length / 8) }, (_, k) => all.slice(8 * k, 8 * k + 8).join(', '));
  return `[\n    ${rows.join(',\n    ')},\n]`;
}

const COMPUTE_LOSS = `
def compute_loss(data_x, data_y, model, phi):
    return np.sum((model(phi, data_x) - data_y) ** 2)
`;

/** The loss of notebook 6.1, and a second one on which the search needs its first rule. */
export const oneDimensionalLosses = `${oneDimensional.python ?? ''}
def loss_function(phi):
    return loss([phi])

def second_loss(phi):
    return (phi - 0.05) ** 2
`;
export const secondLoss = (phi: number): number => (phi - 0.05) ** 2;

export const linePoints = `${points(LINE_POINTS)}
def model(phi, x):
    return phi[0] + phi[1] * x
`;

/** Defines a loss, a gradient and the search, for the step of notebook 6.2. */
export const lineTools = `${linePoints}${COMPUTE_LOSS}
def compute_gradient(data_x, data_y, phi):
    error = phi[0] + phi[1] * data_x - data_y
    return np.array([[np.sum(2 * error)], [np.sum(2 * error * data_x)]])

def line_search(data, model, phi, search_direction, thresh=0.00001, max_dist=0.1, max_iter=15):
    def height(dist):
        return compute_loss(data[0, :], data[1, :], model, phi + search_direction * dist)

    a, b, c, d = 0.0, 0.33 * max_dist, 0.66 * max_dist, max_dist
    n_iter = 0
    while abs(b - c) > thresh and n_iter < max_iter:
        n_iter = n_iter + 1
        lossa, lossb, lossc, lossd = height(a), height(b), height(c), height(d)
        if lossa <= lossb and lossa <= lossc and lossa <= lossd:
            b, c, d = a + (b - a) / 2, a + (c - a) / 2, a + (d - a) / 2
        else:
            a, d = (a, c) if lossb < lossc else (b, d)
            b, c = a + (d - a) / 3, a + 2 * (d - a) / 3
    return (b + c) / 2
`;

export const gaborTools = `${points(gabor)}
def model(phi, x):
    u = phi[0] + 0.06 * phi[1] * x
    return np.sin(u) * np.exp(-u * u / 32)
${COMPUTE_LOSS}
def compute_gradient(data_x, data_y, phi):
    u = phi[0] + 0.06 * phi[1] * data_x
    slope = (np.cos(u) - np.sin(u) * u / 16) * np.exp(-u * u / 32)
    error = model(phi, data_x) - data_y
    return np.array([[np.sum(2 * error * slope)], [np.sum(2 * error * slope * 0.06 * data_x)]])
`;

export const valleyTools = `${gaussianValley.python ?? ''}
def get_loss_gradient(phi0, phi1):
    return gradient([phi0, phi1])
`;
