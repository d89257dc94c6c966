"""The Gabor model of notebooks 6.3 and 6.4, many states at a time, and where runs on it end."""

import numpy as np

X = np.array([
    -1.920, -14.220, 1.490, -1.940, -2.389, -5.090, -8.861, 3.578, -6.010, -6.995,
    3.634, 0.8743, -10.960, 0.4073, -9.467, 8.560, 10.620, -0.1729, 10.400, -12.610,
    0.1574, -13.040, -2.156, -12.100, -11.190, 2.902, -8.220, -11.790, -8.391, -4.505,
])  # fmt: skip
Y = np.array([
    -1.051, -0.02482, 0.8896, -0.4943, -0.9371, 0.4306, 0.009577, -0.07944, 0.1624, -0.2682,
    -0.3129, 0.8303, -0.02365, 0.5098, -0.2777, 0.3367, 0.1927, -0.2222, 0.06352, 0.006888,
    0.03224, 0.01091, -0.5706, -0.05258, -0.03666, 0.1709, -0.04805, 0.2008, -0.1904, 0.5952,
])  # fmt: skip
N = len(X)
LOW, HIGH = np.array([-10.0, 2.5]), np.array([10.0, 22.5])
FAR = 100.0


def loss(phi, x=X, y=Y):
    """Sum of squares at states of shape (…, 2), which may be complex."""
    u = phi[..., :1] + 0.06 * phi[..., 1:] * x
    return np.sum((np.sin(u) * np.exp(-u * u / 32) - y) ** 2, axis=-1)


def gradient(phi, x=X, y=Y):
    """Gradient of the sum, by an imaginary step: no formula that could be wrong, and no rounding of a difference."""
    phi = np.asarray(phi, float)
    h = 1e-30
    return np.stack([loss(phi + h * 1j * e, x, y).imag / h for e in np.eye(2)], axis=-1)


def hessian(phi):
    """Central differences of fourth order of the gradient, at states of shape (count, 2)."""
    h = 1e-3
    at = fast_gradient
    rows = [(8 * (at(phi + h * e) - at(phi - h * e)) - at(phi + 2 * h * e) + at(phi - 2 * h * e)) / (12 * h) for e in np.eye(2)]
    made = np.stack(rows, axis=-2)
    return (made + np.swapaxes(made, -1, -2)) / 2


def fast_gradient(phi, x=X, y=Y):
    """The gradient by the chain rule, in the precision of phi: for ensembles. `x`, `y` may differ from state to state."""
    u = phi[:, :1] + np.float32(0.06) * phi[:, 1:] * x if phi.dtype == np.float32 else phi[:, :1] + 0.06 * phi[:, 1:] * x
    bell = np.exp(u * u * (-1 / 32))
    sine = np.sin(u)
    back = (sine * bell - y) * (np.cos(u) - sine * u * (1 / 16)) * bell
    return np.stack([2 * back.sum(1), 0.12 * (back * x).sum(1)], axis=1)


def descend(start, alpha, steps, seed=None, size=None):
    """One run in double precision: states of steps 0 to `steps`, and their losses. With a seed, batches as in notebook 6.3."""
    if seed is not None:
        np.random.seed(seed)
    path, batches = [np.array(start, float)], []
    for _ in range(steps):
        batch = np.arange(N) if seed is None else np.random.permutation(N)[:size]
        batches.append(batch)
        path.append(path[-1] - alpha * gradient(path[-1], X[batch], Y[batch]))
    path = np.array(path)
    return path, loss(path), batches


def stationary_points(grid=40, low=LOW, high=HIGH):
    """Every stationary point in a window: Newton's method from a grid, then (kind, phi, loss, eigenvalues), lowest first."""
    centres = (np.arange(grid) + 0.5) / grid
    phi = np.stack(np.meshgrid(*(low[i] + (high[i] - low[i]) * centres for i in (0, 1))), -1).reshape(-1, 2)
    inside = np.ones(len(phi), bool)
    for _ in range(60):
        slope = fast_gradient(phi[inside])
        step = np.linalg.solve(hessian(phi[inside]) + 1e-12 * np.eye(2), slope[..., None])[..., 0]
        length = np.linalg.norm(step / (high - low), axis=1, keepdims=True)
        phi[inside] -= step * np.minimum(1, 0.02 / np.maximum(length, 1e-300))
        inside[inside] = np.all((phi[inside] >= low) & (phi[inside] <= high), axis=1)
    settled = phi[inside]
    settled = settled[np.linalg.norm(gradient(settled), axis=1) < 1e-9]
    found = []
    for point in settled:
        if all(np.linalg.norm(point - other) > 1e-4 for _, other, _, _ in found):
            e = np.linalg.eigvalsh(hessian(point[None])[0])
            kind = "minimum" if e[0] > 0 else "maximum" if e[1] < 0 else "saddle"
            found.append((kind, point, float(loss(point)), e))
    return sorted(found, key=lambda one: one[2])


_minima = None


def minima():
    """The minima of the window: positions (8, 2), losses, largest curvatures."""
    global _minima
    if _minima is None:
        found = [one for one in stationary_points() if one[0] == "minimum"]
        _minima = tuple(np.array([one[k] for one in found]) for k in (1, 2)) + (np.array([one[3][1] for one in found]),)
    return _minima


def ends(phi):
    """The index of the window's minimum to which each state descends; -1 for none."""
    positions = minima()[0]
    state = phi.astype(np.float32)
    rate = np.array([0.02, 0.6], np.float32)
    x, y = X.astype(np.float32), Y.astype(np.float32)
    going = np.flatnonzero(np.all(np.isfinite(state), axis=1) & (np.linalg.norm(state, axis=1) <= FAR))
    end = np.full(len(phi), -1)
    for t in range(600):
        if t % 50 == 0:
            distance = np.linalg.norm(state[going, None] - positions, axis=-1)
            near = distance.argmin(1)
            # So close to a minimum, and at a loss so near to its own, a run can no longer leave.
            there = (distance.min(1) < 0.02) | ((t >= 400) & (distance.min(1) < 0.5))
            end[going[there]] = near[there]
            going = going[~there]
        if len(going) == 0:
            break
        state[going] -= rate * fast_gradient(state[going], x, y)
    return end


def ensemble(starts, alphas, rng=None, size=None):
    """Last states of many runs at once, in single precision. `alphas`: the rate of every step. With `rng`, fresh batches."""
    phi = np.array(starts, np.float32)
    x, y = X.astype(np.float32), Y.astype(np.float32)
    rows = np.arange(len(phi))
    order = np.tile(np.arange(N, dtype=np.int8), (len(phi), 1))
    for alpha in np.asarray(alphas, np.float32):
        if rng is None or size == N:
            slope = fast_gradient(phi, x, y)
        else:
            # A subset drawn by the first exchanges of a shuffle; the order it starts from does not matter.
            for k in range(size):
                at = k + (rng.random(len(phi), np.float32) * (N - k)).astype(np.intp)
                order[rows, at], order[:, k] = order[:, k], order[rows, at].copy()
            batch = order[:, :size].astype(np.intp)
            slope = fast_gradient(phi, x[batch], y[batch])
        phi -= alpha * slope
    return phi


def spread_starts(rng, side):
    """One start at random in each of side x side equal cells of the window: uniform, and more even than chance."""
    cell = np.stack(np.meshgrid(np.arange(side), np.arange(side)), -1).reshape(-1, 2)
    return LOW + (HIGH - LOW) * (cell + rng.random((side * side, 2))) / side
