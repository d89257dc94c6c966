"""Losses with their exact slopes at points, and the curve of a model."""

import numpy as np
from _texts import function, number, problem_of

_UNDEFINED = (ValueError, ZeroDivisionError, OverflowError)


def curve(ask):
    """model(x, phi) at each x."""
    f, phi = function(ask["code"], "model"), np.array([float(v) for v in ask["phi"]])
    return {"values": [number(f(float(x), phi), "model") for x in ask["xs"]]}, {}, None


def slopes(ask):
    """Losses, and exact slopes of the loss, at points. A point without a value has nan; if no point has a value, the error is reported."""
    problem = problem_of(ask["problem"])
    values, all_slopes, error = [], [], None
    for point in ask["points"]:
        at = np.array([float(v) for v in point])
        try:
            value, slope = float(problem.loss(at, None)), [float(v) for v in problem.gradient(at, None)]
        except _UNDEFINED as raised:
            error, value, slope = raised, np.nan, [np.nan] * len(point)
        values.append(value)
        all_slopes += slope
    if error and all([v != v for v in values]):
        raise error
    return {"values": values, "slopes": all_slopes}, {}, None
