"""NumPy's results for the expressions and losses of the laboratory, which its small NumPy must repeat.

Reads {"names", "expressions", "losses"}; prints {"numpy", "expressions", "losses"}, numbers as Python writes them, since
JSON has no infinity.
"""

import json
import sys

import numpy as np

np.seterr(all="ignore")
asked = json.load(sys.stdin)


def written(values):
    return [repr(float(one)) for one in np.ravel(values)]


expressions = []
for code in asked["expressions"]:
    names = {"np": np}
    exec(asked["names"], names)
    value = eval(code, names)
    expressions.append({"code": code, "shape": list(np.shape(value)), "values": written(value)})

losses = []
for one in asked["losses"]:
    names = {"np": np}
    exec(one["code"], names)
    f, xs, ys = names["loss"], one["xs"], one.get("ys")
    values = [f(x) for x in xs] if ys is None else [f(x, y) for y in ys for x in xs]
    losses.append({"id": one["id"], "code": one["code"], "values": written(values)})

print(json.dumps({"numpy": np.__version__, "expressions": expressions, "losses": losses}))
