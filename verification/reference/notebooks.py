"""Prints src/references/notebooks.json: the five notebooks of chapter 6, completed here in NumPy.

Written from the notebooks' instructions with gradients by hand, in the notebooks' own style (arrays, one function per
step), and not from the engine. Randomness is numpy.random.seed, as in the notebooks.
"""

import json

import numpy as np

from notebook_data import GABOR_X, GABOR_Y, LINE_X, LINE_Y


def line_search(loss, reach, threshold=0.0001, iterations=10):
    """Narrows four points by the notebook's three rules; returns the answer and every bracket."""
    a, b, c, d = 0.0, 0.33 * reach, 0.66 * reach, 1.0 * reach
    trace = []
    while abs(b - c) > threshold and len(trace) < iterations:
        heights = [loss(a), loss(b), loss(c), loss(d)]
        rule = 1 if np.argmin(heights) == 0 else 2 if heights[1] < heights[2] else 3
        trace.append(dict(points=[a, b, c, d], rule=rule))
        if rule == 1:
            b, c, d = a + (b - a) / 2, a + (c - a) / 2, a + (d - a) / 2
        else:
            if rule == 2:
                d = c
            else:
                a = b
            b, c = a + (d - a) / 3, a + 2 * (d - a) / 3
    return (b + c) / 2, trace


def notebook_1():
    def loss(phi):
        return float(1 - 0.5 * np.exp(-((phi - 0.65) ** 2) / 0.1) - 0.45 * np.exp(-((phi - 0.35) ** 2) / 0.02))

    for name, iterations in (("10 iterations", 10), ("to convergence", 100)):
        answer, trace = line_search(loss, 1.0, iterations=iterations)
        yield dict(run=name, iterations=iterations, answer=answer, loss=loss(answer), trace=trace)


def notebook_2():
    x, y = np.array(LINE_X), np.array(LINE_Y)

    def loss(phi):
        return float(np.sum((phi[0] + phi[1] * x - y) ** 2))

    phi = np.array([1.6, -0.5])
    rows, values, rates = [phi.tolist()], [loss(phi)], []
    for _ in range(10):
        residual = phi[0] + phi[1] * x - y
        gradient = np.array([np.sum(2 * residual), np.sum(2 * residual * x)])
        alpha, _ = line_search(lambda a: loss(phi - a * gradient), 0.1, threshold=0.00001, iterations=15)
        phi = phi - alpha * gradient
        rows.append(phi.tolist())
        values.append(loss(phi))
        rates.append(alpha)
    design = np.stack([np.ones_like(x), x], axis=1)
    solution = np.linalg.lstsq(design, y, rcond=None)[0]
    yield dict(
        run="line search", phi=rows, loss=values, alpha=rates, solution=solution.tolist(), minimum=loss(solution),
        eigenvalues=np.linalg.eigvalsh(2 * design.T @ design).tolist(),
    )


x, y = np.array(GABOR_X), np.array(GABOR_Y)


def gabor_model(phi, x):
    u = phi[0] + 0.06 * phi[1] * x
    return np.sin(u) * np.exp(-u * u / 32)


def gabor_loss(phi):
    return float(np.sum((gabor_model(phi, x) - y) ** 2))


def gabor_gradient(phi, batch):
    u = phi[0] + 0.06 * phi[1] * x[batch]
    bell = np.exp(-u * u / 32)
    slope = np.cos(u) * bell - np.sin(u) * bell * u / 16
    deriv = 2 * slope * (np.sin(u) * bell - y[batch])
    return np.array([np.sum(deriv), np.sum(0.06 * x[batch] * deriv)])


def with_spread(run, name, start, *rest, **options):
    """The run, and the growth of a difference of 1e-12 at its start: chaos forgets where it came from."""
    made = run(name, start, *rest, **options)
    moved = run(name, [start[0] + 1e-12, start[1]], *rest, **options)
    spread = np.max(np.abs(np.array(moved["phi"]) - np.array(made["phi"]))) / 1e-12
    return dict(made, spread=float(f"{spread:.3g}"))


def gabor_run(name, start, steps, alpha, beta=None, ahead=0.0, size=None):
    """Gradient descent if beta is None, else momentum, looking ahead by `ahead` times the momentum's own step."""
    np.random.seed(1)
    phi, m = np.array(start), np.zeros(2)
    rows, values, batches = [phi.tolist()], [gabor_loss(phi)], []
    for _ in range(steps):
        batch = np.arange(30) if size is None else np.random.permutation(30)[:size]
        gradient = gabor_gradient(phi - ahead * alpha * m, batch)
        m = gradient if beta is None else beta * m + (1 - beta) * gradient
        phi = phi - alpha * m
        rows.append(phi.tolist())
        values.append(gabor_loss(phi))
        batches.append(batch.tolist())
    made = dict(run=name, alpha=alpha, phi=rows, loss=values)
    if beta is not None:
        made["beta"] = beta
    return made if size is None else dict(made, batches=batches)


def notebook_3():
    yield with_spread(gabor_run, "gradient descent", [-1.5, 8.5], 21, 0.2)
    yield with_spread(gabor_run, "stochastic gradient descent", [3.5, 6.5], 41, 0.8, size=5)


def notebook_4():
    start, steps, alpha, beta = [-1.5, 6.5], 81, 0.6, 0.6
    yield with_spread(gabor_run, "stochastic gradient descent", start, steps, alpha, size=5)
    yield with_spread(gabor_run, "momentum", start, steps, alpha, beta, size=5)
    yield with_spread(gabor_run, "nesterov", start, steps, alpha, beta, ahead=beta, size=5)


def valley_loss(phi):
    return float(1.0 - np.exp(-2 * phi[1] * phi[1]) * np.exp(-((phi[0] - 0.7) ** 2) / 8.0))


def valley_run(name, start, alpha, steps, beta=0.9, gamma=0.99, epsilon=1e-20):
    phi, m, v = np.array(start), np.zeros(2), np.zeros(2)
    rows, values = [phi.tolist()], [valley_loss(phi)]
    for t in range(steps):
        height = 1.0 - valley_loss(phi)
        g = np.array([height * (phi[0] - 0.7) / 4.0, height * 4.0 * phi[1]])
        if name.startswith("gradient"):
            step = g
        elif name == "adam":
            m = beta * m + (1 - beta) * g
            v = gamma * v + (1 - gamma) * g * g
            step = m / (1 - beta ** (t + 1)) / (np.sqrt(v / (1 - gamma ** (t + 1))) + epsilon)
        else:
            step = g / (np.sqrt(g * g) + epsilon)
        phi = phi - alpha * step
        rows.append(phi.tolist())
        values.append(valley_loss(phi))
    return dict(run=name, alpha=alpha, phi=rows, loss=values)


def notebook_5():
    for name, alpha, steps in (
        ("gradient descent, small rate", 0.08, 200),
        ("gradient descent, large rate", 1.0, 40),
        ("normalized gradients", 0.08, 40),
        ("adam", 0.05, 60),
    ):
        yield with_spread(valley_run, name, [-0.7, -0.9], alpha, steps)


made = {"6.1": notebook_1, "6.2": notebook_2, "6.3": notebook_3, "6.4": notebook_4, "6.5": notebook_5}
print(json.dumps({name: list(make()) for name, make in made.items()}, separators=(",", ":"), allow_nan=False))
