"""Since the book, S.4: warm-up on the network of the edge of stability, trained by a separate loop."""

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

    def slopes(layers):
        (w, b), (v, c) = layers
        hidden = np.tanh(x @ w + b)
        rest = (hidden @ v + c - hot) / len(y)
        back = (rest @ np.swapaxes(v, 1, 2)) * (1 - hidden**2)
        return [[np.swapaxes(x, 1, 2) @ back, back.sum(1, keepdims=True)], [np.swapaxes(hidden, 1, 2) @ rest, rest.sum(1, keepdims=True)]]

    def moved(layers, step, by=1.0):
        return [[p + by * d for p, d in zip(*both)] for both in zip(layers, step)]

    def halves(step, before):
        """Half the length of the difference of two steps, network by network."""
        return np.sqrt(sum(np.sum((d - e) ** 2, axis=(1, 2)) for one, other in zip(step, before) for d, e in zip(one, other))) / 2

    def frozen_steps(at, step, most):
        """Steps until descent on the local parabola swings that widely; its Hessian by differences of slopes along each step."""
        found = np.zeros(seeds)
        for k in range(1, 81):
            ahead, behind = slopes(moved(at, step, 1e-6)), slopes(moved(at, step, -1e-6))
            bend = [[(p - q) / 2e-6 for p, q in zip(*both)] for both in zip(ahead, behind)]
            following = moved(step, bend, -rate)
            found[(found == 0) & (halves(following, step) >= most)] = k
            step = following
        return found

    values = dict(alpha=rate, warmUp=warm)
    start = curvatures()
    yield claim(PAGE, "The curvature begins at", ID, values, "startCurvature", mean_t(start), how, seeds)
    yield claim(PAGE, "… so many times past the edge", ID, values, "startRatio", mean_t(start * rate / 2), how, seeds)
    widest, before = np.zeros(seeds), None
    for t in range(1, steps[-1] + 1):
        step = [[-rate * min(1, t / warm) * g for g in one] for one in slopes(layers)]
        if before and t <= steps[0]:
            widest = np.maximum(widest, halves(step, before))
        if t == warm + 101:
            frozen = layers, step
        layers, before = moved(layers, step), step
        if t not in steps:
            continue
        (w, b), (v, c) = layers
        losses = 0.5 * np.sum((np.tanh(x @ w + b) @ v + c - hot) ** 2, axis=2).mean(1)
        at = values if t == steps[0] else dict(values, steps=3000)
        yield claim(PAGE, f"With warm-up they end at a loss of, after {t}", ID, at, "endLoss", mean_t(losses), how, seeds)
        if t == steps[0]:
            end = curvatures()
            yield claim(PAGE, "At the end the curvature is", ID, values, "endCurvature", mean_t(end), how, seeds)
            yield claim(PAGE, "… so many times the edge", ID, values, "endRatio", mean_t(end * rate / 2), how, seeds)
            late = frozen_steps(*frozen, 10 * widest)
            yield claim(PAGE, "On a parabola it swings ten times as wide within", ID, values, "frozenSteps", mean_t(late), how, seeds)
    yield claim(PAGE, "The edge", ID, values, "edge", 2 / rate, "the definition, solved for the curvature")
