"""MNIST-1D and perceptrons, many at once: one set of examples for each seed, one network for each seed and rate.

Single precision, gradients by hand. Small batches go through NumPy's stacked products, large ones through oneDNN's, which
is fifteen times as fast as the BLAS that Debian's NumPy comes with; either gives the same to rounding.
"""

import numpy as np

try:
    import torch

    torch.set_num_threads(1)
    torch.ops.mkldnn._linear_pointwise(torch.ones(1, 1), torch.ones(1, 1), None, "none", [], "")
except (ImportError, AttributeError, RuntimeError):
    torch = None

TEMPLATES = np.array([
    [5, 6, 6.5, 6.75, 7, 7, 7, 7, 6.75, 6.5, 6, 5], [5, 3, 3, 3.4, 3.8, 4.2, 4.6, 5, 5.4, 5.8, 5, 5],
    [5, 6, 6.5, 6.5, 6, 5.25, 4.75, 4, 3.5, 3.5, 4, 5], [5, 6, 6.5, 6.5, 6, 5, 5, 6, 6.5, 6.5, 6, 5],
    [5, 4.4, 3.8, 3.2, 2.6, 2.6, 5, 5, 5, 5, 5, 5], [5, 3, 3, 3, 3, 5, 6, 6.5, 6.5, 6, 4.5, 5],
    [5, 4, 3.5, 3.25, 3, 3, 3, 3, 3.25, 3.5, 4, 5], [5, 7, 7, 6.6, 6.2, 5.8, 5.4, 5, 4.6, 4.2, 5, 5],
    [5, 4, 3.5, 3.5, 4, 5, 5, 4, 3.5, 3.5, 4, 5], [5, 4, 3.5, 3.5, 4, 5, 5, 5, 5, 4.7, 4.3, 5],
])  # fmt: skip


def mnist1d(rng, count):
    """`count` curves of 40 points and their classes, in turn 0 to 9; the recipe of Greydanus and Kobak, all curves at once."""
    digits = TEMPLATES - TEMPLATES.mean(1, keepdims=True)
    digits /= digits.std(1, keepdims=True)
    digits = (digits - digits[:, :1]) / 6 + 1e-8
    y = np.arange(count) % 10
    long = 12 + rng.integers(36, 61, count)
    place = np.arange(72) * ((long[:, None] - 1) / 71)
    floor = np.minimum(place.astype(int), long[:, None] - 2)
    padded = np.concatenate([digits, np.zeros((10, 61))], axis=1)
    left = padded[y[:, None], np.minimum(floor, 72)]
    right = padded[y[:, None], np.minimum(floor + 1, 72)]
    curve = (left + (place - floor) * (right - left)) * (1 + 0.4 * (rng.random((count, 1)) - 0.5))
    noise = np.pad(0.25 * rng.standard_normal((count, 72)), ((0, 0), (8, 8)), mode="symmetric")
    bell = np.exp(-0.5 * (np.arange(-8, 9) / 2) ** 2)
    smooth = np.lib.stride_tricks.sliding_window_view(noise, 17, axis=1) @ (bell / bell.sum())
    to = (np.arange(72) - rng.integers(0, 48, (count, 1))) % 72
    moved = np.take_along_axis(curve, to, axis=1)
    x = np.where(moved == 0, smooth, moved) + 0.02 * rng.standard_normal((count, 72))
    x -= 0.75 * (rng.random((count, 1)) - 0.5) * np.linspace(-0.5, 0.5, 72)
    at = np.arange(40) * 71 / 39
    floor = np.minimum(at.astype(int), 70)
    return x[:, floor] + (at - floor) * (x[:, floor + 1] - x[:, floor]), y


def data_sets(rng, seeds, *counts):
    """For each of `counts`, examples (seeds, count, 40) and classes (count,); each set standardized as a whole."""
    made = []
    for _ in range(seeds):
        parts = [mnist1d(rng, count)[0] for count in counts]
        every = np.concatenate(parts)
        made.append([((one - every.mean()) / every.std()).astype(np.float32) for one in parts])
    return [(np.stack([one[k] for one in made]), np.arange(count) % 10) for k, count in enumerate(counts)]


FEW = 48  # rows below which stacked products are the faster


def product(a, b):
    """a @ b for stacks (seeds, networks, rows, columns); either may have a single network."""
    if torch is None or min(a.shape[-2], a.shape[-1]) < FEW and a.shape[-2] * a.shape[-1] < FEW * 40:
        return np.matmul(a, b)
    shape = np.broadcast_shapes(a.shape[:2], b.shape[:2])
    out = np.empty(shape + (a.shape[-2], b.shape[-1]), np.float32)
    for s in range(shape[0]):
        for k in range(shape[1]):
            left = a[s, k if a.shape[1] > 1 else 0]
            right = b[s, k if b.shape[1] > 1 else 0]
            left, right = (torch.from_numpy(np.ascontiguousarray(one)) for one in (left, right.T))
            out[s, k] = torch.ops.mkldnn._linear_pointwise(left, right, None, "none", [], "").numpy()
    return out


class Networks:
    """Perceptrons of `widths`: one start for each seed, copied for each rate. `layers`: weights and biases."""

    def __init__(self, rng, widths, seeds, rates, activation="relu", gain=2.0, loss="cross-entropy"):
        self.activation, self.loss = activation, loss
        self.layers = []
        for i, o in zip(widths, widths[1:]):
            w = (np.sqrt(gain / i) * rng.standard_normal((seeds, 1, i, o))).astype(np.float32)
            self.layers.append([np.repeat(w, rates, axis=1), np.zeros((seeds, rates, 1, o), np.float32)])

    def forward(self, x):
        """All layers' values for x of shape (seeds, 1, rows, inputs)."""
        values = [x]
        for k, (w, b) in enumerate(self.layers):
            z = product(values[-1], w)
            z += b
            if k + 1 < len(self.layers):
                z = np.maximum(z, 0, out=z) if self.activation == "relu" else np.tanh(z, out=z)
            values.append(z)
        return values

    def head(self, z, y):
        """Losses (seeds, networks, rows) and their slopes at the outputs, for classes y (seeds, 1, rows)."""
        hot = (y[..., None] == np.arange(z.shape[-1])).astype(np.float32)
        if self.loss == "squared-error":
            rest = z - hot
            return 0.5 * np.sum(rest * rest, axis=-1), rest
        z = z - z.max(axis=-1, keepdims=True)
        e = np.exp(z)
        total = e.sum(axis=-1, keepdims=True)
        return np.log(total[..., 0]) - np.sum(z * hot, axis=-1), e / total - hot

    def gradients(self, x, y):
        """Gradients of the mean loss over the rows, layer by layer; and the mean losses."""
        values = self.forward(x)
        losses, back = self.head(values[-1], y)
        back = back / np.float32(x.shape[-2])
        made = []
        for k in range(len(self.layers) - 1, -1, -1):
            made.append((product(np.swapaxes(values[k], -1, -2), back), back.sum(axis=-2, keepdims=True)))
            if k:
                back = product(back, np.swapaxes(self.layers[k][0], -1, -2))
                h = values[k]
                back *= (h > 0) if self.activation == "relu" else 1 - h * h
        return made[::-1], losses.mean(axis=-1, dtype=np.float64)

    def copy(self):
        other = object.__new__(Networks)
        other.activation, other.loss = self.activation, self.loss
        other.layers = [[w.copy(), b.copy()] for w, b in self.layers]
        return other

    def measure(self, x, y):
        """Mean loss and accuracy of each network; infinite if it has overflowed."""
        losses, right = 0.0, 0.0
        for rows in np.array_split(np.arange(x.shape[1]), max(1, x.shape[1] // 1000)):
            classes = np.broadcast_to(y[rows], (x.shape[0], 1, len(rows)))
            z = self.forward(x[:, None, rows])[-1]
            losses = losses + self.head(z, classes)[0].sum(axis=-1, dtype=np.float64)
            right = right + np.sum(z.argmax(-1) == classes, axis=-1)
        losses = losses / x.shape[1]
        return np.where(np.isfinite(losses) & (losses < 1e10), losses, np.inf), right / x.shape[1]


def train(rng, networks, x, y, rates, size, steps, optimizer="sgd", schedule=None, beta=None, look=None):
    """Trains all networks; `rates` on the mean gradient, one for each network of a seed, or a list for each seed too.

    Batches are shuffled for each epoch and seed, the same for all rates. With beta, momentum that adds 1 - beta of each
    gradient. `look(step, networks, batch losses)` is called before every step. A size as large as the set takes all examples.
    """
    seeds, count = x.shape[:2]
    rates = np.asarray(rates, np.float32)
    rates = (rates if rates.ndim == 2 else rates[None])[..., None, None]
    moments = None
    order, at = None, count
    which = np.arange(seeds)[:, None]
    for t in range(steps):
        if size >= count:
            bx, by = x[:, None], np.broadcast_to(y, (seeds, 1, count))
        else:
            if at + size > count:
                order, at = np.argsort(rng.random((seeds, count), np.float32), axis=1), 0
            batch = order[:, at : at + size]
            at += size
            bx, by = x[which, batch][:, None], y[batch][:, None]
        made, losses = networks.gradients(bx, by)
        if look:
            look(t, networks, losses)
        rate = rates if schedule is None else rates * np.float32(schedule(t))
        if optimizer == "adam":
            if moments is None:
                moments = [[[np.zeros_like(p), np.zeros_like(p)] for p in layer] for layer in networks.layers]
            for layer, slopes, kept in zip(networks.layers, made, moments):
                for p, g, (m, v) in zip(layer, slopes, kept):
                    m += np.float32(0.1) * (g - m)
                    v += np.float32(0.001) * (g * g - v)
                    root = np.sqrt(v / np.float32(1 - 0.999 ** (t + 1))) + np.float32(1e-8)
                    p -= rate * (m / np.float32(1 - 0.9 ** (t + 1))) / root
        elif beta is not None:
            if moments is None:
                moments = [[np.zeros_like(p) for p in layer] for layer in networks.layers]
            for layer, slopes, kept in zip(networks.layers, made, moments):
                for p, g, m in zip(layer, slopes, kept):
                    m += (1 - beta) * (g - m)
                    p -= rate * m
        else:
            for layer, slopes in zip(networks.layers, made):
                for p, g in zip(layer, slopes):
                    g *= rate
                    p -= g
    return networks


def largest_curvature(rng, layers, x, y, activation="relu", loss="cross-entropy", most=500, tolerance=1e-6):
    """Largest eigenvalue of the Hessian of the mean loss, for one network (weights, biases) in double precision.

    Power iteration. The product with a direction is the derivative of the gradient along it, carried through the forward
    and the backward pass (Pearlmutter 1994): exact, also where rectifiers have kinks beside the point.
    """
    x = np.asarray(x, float)
    layers = [(np.asarray(w, float), np.asarray(b, float).reshape(-1)) for w, b in layers]
    hot = (np.asarray(y)[:, None] == np.arange(len(layers[-1][1]))).astype(float)
    values, last = [x], len(layers) - 1
    for k, (w, b) in enumerate(layers):
        z = values[-1] @ w + b
        values.append(z if k == last else np.maximum(z, 0) if activation == "relu" else np.tanh(z))
    e = np.exp(values[-1] - values[-1].max(1, keepdims=True))
    p = e / e.sum(1, keepdims=True)
    first = (p - hot if loss == "cross-entropy" else values[-1] - hot) / len(x)
    bends = [(h > 0).astype(float) if activation == "relu" else 1 - h * h for h in values[1:-1]]
    backs = [first]
    for k in range(last, 0, -1):
        backs.insert(0, (backs[0] @ layers[k][0].T) * bends[k - 1])

    def product(v):
        tangent, kept = np.zeros_like(x), [np.zeros_like(x)]
        for k, (w, _) in enumerate(layers):
            z = tangent @ w + values[k] @ v[k][0] + v[k][1]
            tangent = z if k == last else z * bends[k]
            kept.append(tangent)
        z = kept[-1]
        back = (p * (z - np.sum(p * z, axis=1, keepdims=True)) if loss == "cross-entropy" else z) / len(x)
        made = []
        for k in range(last, -1, -1):
            made.insert(0, (kept[k].T @ backs[k] + values[k].T @ back, back.sum(0)))
            if k:
                before = back @ layers[k][0].T + backs[k] @ v[k][0].T
                back = before * bends[k - 1]
                if activation == "tanh":
                    # The slope of tanh changes along the way as well.
                    back = back + (backs[k] @ layers[k][0].T) * (-2 * values[k] * kept[k])
        return made

    inner = lambda a, b: sum(np.sum(p * q) for one, other in zip(a, b) for p, q in zip(one, other))
    v = [(rng.standard_normal(w.shape), rng.standard_normal(b.shape)) for w, b in layers]
    value, shift = 0.0, 0.0
    for _ in range(most):
        size = np.sqrt(inner(v, v))
        v = [(w / size, b / size) for w, b in v]
        made = product(v)
        before, value = value, inner(v, made)
        # A shift keeps the largest eigenvalue ahead of one that is negative and as large.
        shift = max(shift, -value)
        v = [(w + shift * a, b + shift * c) for (w, b), (a, c) in zip(made, v)]
        if abs(value - before) < tolerance * abs(value):
            break
    return value
