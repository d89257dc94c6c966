"""Reads a list of rules and problems (id, start, rate); prints 200 steps of each rule at each of its settings, in float64."""

import json
import sys

import numpy as np
import torch

import losses
from runs import STEPS

given = json.load(sys.stdin)


def runs_of(optimizer, settings):
    for problem in given["problems"]:
        name, start = problem["problem"], problem["start"]
        loss = losses.own_module("problems", name).loss
        for hyper, by, run in settings(problem["rate"]):
            rows = run(loss, start)
            lost = np.flatnonzero(~np.isfinite(rows).all(axis=1))
            if lost.size:
                raise SystemExit(
                    f"{optimizer} ({by}) leaves the numbers on {name} at step {lost[0]} of {STEPS} with {hyper}: "
                    f"give it a smaller rate in verification/reference/optimizers/{optimizer}.py"
                )
            moved = run(loss, [start[0] + 1e-12, start[1]])
            spread = float(np.max(np.abs(np.array(moved) - np.array(rows))) / 1e-12)
            yield dict(problem=name, hyper=hyper, by=by, spread=float(f"{spread:.3g}"), phi=rows)


made = {}
for name in given["optimizers"]:
    module = losses.own_module("optimizers", name)
    made[name] = list(runs_of(name, module.settings)) if module else []
print(json.dumps(dict(numpy=np.__version__, torch=torch.__version__, made=made), separators=(",", ":"), allow_nan=False))
