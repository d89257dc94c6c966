"""Runs the Python that the engine exports: reads it as JSON on stdin, prints what it computed.

Input: `problems`, each with its source and the points to evaluate; `runs`, each with the sources of a problem and an
optimizer, hyperparameters by name, a start and a number of steps. Nothing here knows any rule or any loss.
"""

import json
import sys

import numpy as np

# What a composed script keeps its own things in: a rule that assigned one of them would break it.
RESERVED = dict(path="path", losses="losses", steps="steps", batch=None, full_loss="full_loss")


def evaluate(problem, source, points):
    names = {"np": np}
    exec(source, names)
    made = []
    for point in points:
        phi, batch = np.array(point["phi"]), point.get("batch")
        made.append(dict(point, loss=float(names["loss"](phi, batch)), gradient=names["gradient"](phi, batch).tolist()))
    return dict(problem=problem, source=source, points=made)


def run(problem, optimizer, source, state, step, hyper, start, steps):
    names = {"np": np, **RESERVED, **hyper, "phi": np.array(start)}
    exec(source, names)
    own = {name: names[name] for name in (*RESERVED, *hyper, "loss", "gradient")}
    exec(state, names)
    code = compile(step, "step", "exec")
    rows = [list(start)]
    for t in range(1, steps + 1):
        names["t"] = t
        exec(code, names)
        rows.append(names["phi"].tolist())
    taken = [name for name, value in own.items() if names[name] is not value]
    if taken:
        raise SystemExit(f"the exported Python of {optimizer} assigns {', '.join(taken)}, which the script needs")
    return dict(problem=problem, optimizer=optimizer, hyper=hyper, state=state, step=step, phi=rows)


given = json.load(sys.stdin)
made = dict(
    problems=[evaluate(**p) for p in given["problems"]],
    runs=[run(**r) for r in given["runs"]],
)
print(json.dumps(made, separators=(",", ":"), allow_nan=False))
