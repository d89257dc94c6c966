"""The reader's code and its definitions: a loss of numbers, a model of data, or the engine's own loss and gradient."""

import numpy as np
from numpy import Dual


class Complaint(Exception):
    """An error in the words of the page, shown at the reader's line that led here."""


def run(text, name, given=()):
    """Runs code under a name that its errors have; returns its names."""
    names = {"__name__": name, "np": np, "max": largest, "min": smallest, "slice": cut}
    names.update(given)
    exec(compile(text, name, "exec"), names)
    return names


def function(text, kind):
    """The function defined by the code: loss or model."""
    names = run(text, kind)
    wanted = names.get(kind)
    if not callable(wanted):
        raise Complaint("Your code does not define the function %s. Add a line such as  def %s(x, %s):" % (kind, kind, "y" if kind == "loss" else "phi"))
    return wanted


def number(value, name):
    """A number that a function returned, as a plain float or a dual."""
    if isinstance(value, (float, Dual)):
        return value
    if isinstance(value, (int, bool)):
        return float(value)
    if isinstance(value, complex):
        return np.nan
    if isinstance(value, np.ndarray) and value.size == 1:
        return value._d[0]
    if value is None:
        raise Complaint("%s returns nothing. Is a return at its end missing?" % name)
    raise Complaint("%s returns %s instead of one number." % (name, np._kind(value) if not isinstance(value, np.ndarray) else "an array of %d numbers" % value.size))


def _in_order(values, over):
    best = values[0]
    for one in values[1:]:
        # With the dual or the array on the left: the interpreter compares no number with one from the left.
        if (one > best if over else one < best) if not isinstance(one, (int, float)) else (best < one if over else best > one):
            best = one
    return best


def cut(*ends):
    """A slice, which the interpreter creates only in brackets."""
    start, stop, step = (None,) + ends + (None,) if len(ends) == 1 else (ends + (None,))[:3]
    return np._Slicer()[start:stop:step]


def largest(*values, **named):
    return _in_order(list(values[0]) if len(values) == 1 else values, True) if not named else np._max(*values, **named)


def smallest(*values, **named):
    return _in_order(list(values[0]) if len(values) == 1 else values, False) if not named else np._min(*values, **named)


def seeds(values):
    """The numbers as duals, each with slope 1 with respect to itself."""
    n = len(values)
    if n == 2:
        return Dual(values[0], [1.0, 0.0]), Dual(values[1], [0.0, 1.0])
    return [Dual(v, [1.0 if i == k else 0.0 for k in range(n)]) for i, v in enumerate(values)]


class Problem:
    """The functions that a rule may call: loss(phi, batch) and gradient(phi, batch) of n parameters."""

    def __init__(self, loss, gradient, examples=0):
        self.loss, self.gradient, self.examples = loss, gradient, examples


def problem_of(ask):
    kind = ask["kind"]
    if kind == "python":
        names = run(ask["code"], "problem")
        return Problem(names["loss"], names["gradient"])
    wanted = function(ask["code"], kind)
    return of_loss(wanted) if kind == "loss" else of_model(wanted, ask["data"])


def of_loss(f):
    def loss_at(phi, batch=None):
        return number(f(*list(phi)), "loss")

    def gradient(phi, batch=None):
        value = number(f(*seeds(list(phi))), "loss")
        return np.ndarray(list(value.d) if isinstance(value, Dual) else [0.0] * len(phi), (len(phi),))

    return Problem(loss_at, gradient)


def of_model(f, data):
    """Sum of squares over the points (UDL eq 2.5); the model is called for one x at a time, so that it may use if."""
    points = list(zip([float(x) for x in data["x"]], [float(y) for y in data["y"]]))

    def total(phi, batch):
        loss = 0.0
        for k in range(len(points)) if batch is None else batch:
            x, y = points[k]
            off = number(f(x, phi), "model") - y
            loss = loss + off * off
        return loss

    def gradient(phi, batch=None):
        value = total(np.array(list(seeds(list(phi)))), batch)
        return np.array(list(value.d) if isinstance(value, Dual) else [0.0] * len(phi))

    return Problem(lambda phi, batch=None: total(np.array(list(phi)), batch), gradient, len(points))
