"""Twenty random sets of points for the line fit and twenty for the Gabor fit, and NumPy's results for each.

For a line: the least squares solution (numpy.linalg.lstsq), its loss, and the eigenvalues of the second derivatives
(numpy.linalg.eigvalsh). For the Gabor model: every stationary point in the window of notebook 6.3, by Newton's method from
a lattice of 64 x 64 starts, with derivatives by complex steps of the loss as it is defined. Prints
{"numpy", "lines", "gabors"}.
"""

import json

import numpy as np

rng = np.random.RandomState(29)
WINDOW = np.array([[-10.0, 10.0], [2.5, 22.5]])
LATTICE = 64


def line(k):
    n = int(rng.randint(2, 61))
    # From the scale of the notebook to others, and far from the origin.
    scale, away = 10.0 ** rng.randint(-2, 4), float(rng.randint(0, 2)) * rng.randint(-50, 50)
    x = np.round(scale * (rng.rand(n) + away), 5)
    y = np.round(scale * rng.randn(n) * 10.0 ** rng.randint(-1, 2), 5)
    X = np.stack([np.ones(n), x], axis=1)
    phi = np.linalg.lstsq(X, y, rcond=None)[0]
    return {
        "points": [[float(a), float(b)] for a, b in zip(x, y)],
        "solution": phi.tolist(),
        "minimum": float(np.sum((X @ phi - y) ** 2)),
        "eigenvalues": np.linalg.eigvalsh(2 * X.T @ X).tolist(),
    }


def slope(p, x, y):
    """Both first derivatives of the loss at many places p (n, 2), by complex steps."""
    h = 1e-30
    out = []
    for i in range(2):
        q = p.astype(complex)
        q[:, i] += 1j * h
        u = q[:, :1] + 0.06 * q[:, 1:] * x
        out.append(np.imag(np.sum((np.sin(u) * np.exp(-(u**2) / 32) - y) ** 2, axis=1)) / h)
    return np.stack(out, axis=1)


def curvature(p, x, y):
    h = 1e-5
    columns = [(slope(p + h * e, x, y) - slope(p - h * e, x, y)) / (2 * h) for e in np.eye(2)]
    H = np.stack(columns, axis=2)
    return (H + H.transpose(0, 2, 1)) / 2


def gabor(k):
    n = int([3, 4, 5, 6, 8, 10, 12, 15, 20, 30][k % 10])
    x = np.round(rng.uniform(-15, 15, n), 2)
    y = np.round(rng.uniform(-1, 1, n), 3)
    sides = [lo + (np.arange(LATTICE) + 0.5) / LATTICE * (hi - lo) for lo, hi in WINDOW]
    p = np.stack(np.meshgrid(*sides), axis=-1).reshape(-1, 2)
    alive = np.ones(len(p), dtype=bool)
    for _ in range(25):
        g, H = slope(p, x, y), curvature(p, x, y)
        det = H[:, 0, 0] * H[:, 1, 1] - H[:, 0, 1] ** 2
        with np.errstate(all="ignore"):
            step = np.stack([H[:, 0, 1] * g[:, 1] - H[:, 1, 1] * g[:, 0], H[:, 0, 1] * g[:, 0] - H[:, 0, 0] * g[:, 1]], axis=1) / det[:, None]
        length = np.linalg.norm(step, axis=1)
        step *= np.minimum(1, 0.5 / np.maximum(length, 1e-300))[:, None]
        alive &= np.isfinite(length)
        p = p + np.where(alive[:, None], step, 0)
        alive &= np.all((p >= WINDOW[:, 0]) & (p <= WINDOW[:, 1]), axis=1)
        p, alive = p[alive], alive[alive]
    found = []
    for q in p[np.linalg.norm(slope(p, x, y), axis=1) < 1e-9]:
        if not any(np.linalg.norm(q - other) < 1e-5 for other in found):
            found.append(q)
    at = np.array(found)
    u = at[:, :1] + 0.06 * at[:, 1:] * x
    losses = np.sum((np.sin(u) * np.exp(-(u**2) / 32) - y) ** 2, axis=1)
    values = np.linalg.eigvalsh(curvature(at, x, y))
    # If the loss is almost flat along a line, no search can tell neighbouring points apart.
    order = [i for i in np.argsort(losses) if np.min(np.abs(values[i])) > 1e-4]
    kinds = ["minimum" if v[0] > 0 else "maximum" if v[1] < 0 else "saddle" for v in values]
    keep = lambda v: float(f"{v:.9g}")
    return {
        "points": [[float(a), float(b)] for a, b in zip(x, y)],
        "stationary": [[kinds[i], keep(at[i, 0]), keep(at[i, 1]), keep(losses[i])] for i in order],
    }


print(json.dumps({"numpy": np.__version__, "lines": [line(k) for k in range(20)], "gabors": [gabor(k) for k in range(20)]}))
