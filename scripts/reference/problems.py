"""Prints src/references/problems.json: loss and gradient of every problem by PyTorch's autograd, at fixed points."""

import json

import numpy as np

import losses

# Problem in the engine, its loss here, its dimension, how wide points are spread, and how many examples it has.
PROBLEMS = (
    ("one-dimensional", losses.one_dimensional, 1, 1.0, 0),
    ("gaussian-valley", losses.gaussian_valley, 2, 1.0, 0),
    ("linear-regression", losses.linear_regression, 2, 2.0, 12),
    ("rosenbrock", losses.rosenbrock, 2, 1.5, 0),
    ("saddle", losses.saddle, 2, 1.5, 0),
    ("double-well", losses.double_well, 1, 1.5, 0),
    ("lessard", losses.lessard, 1, 3.0, 0),
    ("reddi", losses.reddi, 1, 1.0, 3),
    ("tanh-network", losses.tanh_network, 10, 1.0, 8),
    ("gabor", losses.gabor, 2, 6.0, 30),
    ("perceptron", losses.perceptron, 17, 1.0, 4),
)


def points(dimension, width, examples, random):
    for k in range(12):
        phi = (width * random.normal(size=dimension)).round(6).tolist()
        batch = random.permutation(examples)[: (examples + 1) // 2].tolist() if examples and k % 2 else None
        yield phi, batch


random = np.random.RandomState(6)
made = {}
for name, loss, dimension, width, examples in PROBLEMS:
    made[name] = []
    for phi, batch in points(dimension, width, examples, random):
        value, gradient = losses.value_and_gradient(loss, phi, batch)
        entry = dict(phi=phi, loss=value, gradient=gradient)
        made[name].append(entry if batch is None else dict(entry, batch=batch))
print(json.dumps(made, separators=(",", ":"), allow_nan=False))
