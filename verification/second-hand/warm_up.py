"""Since the book, S.1: warm-up on the network of the edge of stability, descended by a loop of its own."""

import numpy as np

from claims import claim, mean_t
from networks import data_sets, largest_curvature

SHARES = {"": "estimator", "the definition": "data"}
PAGE = "since-the-book"


def claims(quick):
    ID = "warm-up"
    rng = np.random.default_rng(3201)
    seeds, steps = (4, (400, 800)) if quick else (8, (1500, 3000))
    how = "own descent in double precision, more networks, all side by side; the mean with Student's t"
    rate, warm = 0.8, 300
    (x, y), = data_sets(rng, seeds, 200)
    x = x.astype(float)
    hot = np.eye(10)[y]
    first, second = (rng.normal(size=(seeds, i, o)) / np.sqrt(i) for i, o in ((40, 24), (24, 10)))
    layers = [[first, np.zeros((seeds, 1, 24))], [second, np.zeros((seeds, 1, 10))]]

    def curvatures():
        each = [[(w[s], b[s]) for w, b in layers] for s in range(seeds)]
        return np.array([largest_curvature(rng, one, x[s], y, "tanh", "squared-error", tolerance=1e-4) for s, one in enumerate(each)])

    values = dict(alpha=rate, warmUp=warm)
    start = curvatures()
    yield claim(PAGE, "The curvature begins at", ID, values, "startCurvature", mean_t(start), how, seeds)
    yield claim(PAGE, "… so many times past the edge", ID, values, "startRatio", mean_t(start * rate / 2), how, seeds)
    for t in range(1, steps[-1] + 1):
        (w, b), (v, c) = layers
        hidden = np.tanh(x @ w + b)
        rest = (hidden @ v + c - hot) / len(y)
        back = (rest @ np.swapaxes(v, 1, 2)) * (1 - hidden**2)
        slopes = [[np.swapaxes(x, 1, 2) @ back, back.sum(1, keepdims=True)], [np.swapaxes(hidden, 1, 2) @ rest, rest.sum(1, keepdims=True)]]
        layers = [[p - rate * min(1, t / warm) * g for p, g in zip(*both)] for both in zip(layers, slopes)]
        if t not in steps:
            continue
        (w, b), (v, c) = layers
        losses = 0.5 * np.sum((np.tanh(x @ w + b) @ v + c - hot) ** 2, axis=2).mean(1)
        at = values if t == steps[0] else dict(values, steps=3000)
        yield claim(PAGE, f"With warm-up they end at a loss of, after {t}", ID, at, "endLoss", mean_t(losses), how, seeds)
        if t == steps[0]:
            yield claim(PAGE, "At the end the curvature is", ID, values, "endCurvature", mean_t(curvatures()), how, seeds)
    yield claim(PAGE, "The edge", ID, values, "edge", 2 / rate, "the definition, solved for the curvature")
