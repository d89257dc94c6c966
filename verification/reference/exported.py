"""Runs the Python that the engine exports: reads it as JSON on stdin, prints the results.

Input: `problems`, each with its source and the points to evaluate; `runs`, each with the sources of a problem and an
optimizer, hyperparameters by name, a start and a number of steps. Nothing here knows any rule or any loss.
"""

import json
import sys

import numpy as np

# Variables of a composed script: a rule that assigned one of them would break it.
RESERVED = dict(path="path", losses="losses", steps="steps", batch=None, full_loss="full_loss")

# An overflow is reported below, with its name.
np.seterr(over="ignore", invalid="ignore", divide="ignore")


def evaluate(problem, source, points):
    names = {"np": np}
    exec(source, names)
    made = []
    for point in points:
        phi, batch = np.array(point["phi"]), point.get("batch")
        loss, gradient = float(names["loss"](phi, batch)), names["gradient"](phi, batch)
        if not np.all(np.isfinite([loss, *gradient])):
            raise SystemExit(
                f"the exported Python of problem {problem} gives loss {loss} and gradient {gradient.tolist()} "
                f"at phi = {point['phi']}: fix the problem's python, or take another point in verification/reference/problems.py"
            )
        made.append(dict(point, loss=loss, gradient=gradient.tolist()))
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
        if not np.all(np.isfinite(rows[-1])):
            settings = ", ".join(f"{name} = {value}" for name, value in hyper.items())
            raise SystemExit(
                f"the exported Python of optimizer {optimizer} ({settings}) leaves the numbers on problem {problem} "
                f"at step {t} of {steps}, from phi = {rows[-2]} to {rows[-1]}: lower its default rate, "
                f"or give it settings for this problem in verification/reference/optimizers.py"
            )
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
