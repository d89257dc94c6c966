"""Reads a list of problems (id, dimension, examples); prints loss and gradient of each by autograd, at twelve points.

The losses are those of verification/reference/problems/<id>.py; `WIDTH` there says how far from 0 the points lie (1 where it does
not). Each problem has its own random stream, so that adding one changes no other.
"""

import json
import sys
import zlib

import numpy as np

import losses

given = json.load(sys.stdin)


def points(problem, dimension, examples, width):
    random = np.random.RandomState(zlib.crc32(problem.encode()))
    for k in range(12):
        phi = (width * random.normal(size=dimension)).round(6).tolist()
        batch = random.permutation(examples)[: (examples + 1) // 2].tolist() if examples and k % 2 else None
        yield phi, batch


made = {}
for one in given:
    name = one["problem"]
    module = losses.own_module("problems", name)
    if module is None:
        raise SystemExit(f"the problem {name} has no loss in PyTorch: write verification/reference/problems/{name}.py")
    made[name] = []
    for phi, batch in points(name, one["dimension"], one["examples"], getattr(module, "WIDTH", 1.0)):
        value, gradient = losses.value_and_gradient(module.loss, phi, batch)
        entry = dict(phi=phi, loss=value, gradient=gradient)
        made[name].append(entry if batch is None else dict(entry, batch=batch))
print(json.dumps(made, separators=(",", ":"), allow_nan=False))
