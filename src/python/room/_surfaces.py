"""Losses over a sheet or a line, their exact slopes, and where these are zero."""

import math

import numpy as np
from _texts import Complaint, function, number, of_loss, of_model, problem_of, seeds

_UNDEFINED = (ValueError, ZeroDivisionError, OverflowError)


def _value(f, *at):
    return number(f(*at), "loss")


def grid(ask):
    """loss(x, y) row after row, or loss(x). A place where it has no value holds nan; where none has, its error is told."""
    f, xs, ys = function(ask["code"], "loss"), ask["xs"], ask.get("ys")
    values, trouble = [], None
    for at in [(float(x),) for x in xs] if ys is None else [(float(x), float(y)) for y in ys for x in xs]:
        try:
            value = f(*at)
            values.append(value if type(value) is float else number(value, "loss"))
        except _UNDEFINED as raised:
            trouble = raised
            values.append(np.nan)
    if trouble and all([v != v for v in values]):
        raise trouble
    return {"values": values}, {}, None


def surface(ask):
    """The loss of any problem over two of its parameters, the others as they stand."""
    problem, phi, over = problem_of(ask["problem"]), [float(v) for v in ask["phi"]], ask["over"]
    values = []
    for y in ask["ys"] if len(over) > 1 else [None]:
        for x in ask["xs"]:
            phi[over[0]] = float(x)
            if y is not None:
                phi[over[1]] = float(y)
            try:
                values.append(float(problem.loss(np.array(phi), None)))
            except _UNDEFINED:
                values.append(np.nan)
    return {"values": values}, {}, None


def curve(ask):
    """model(x, phi) at each x."""
    f, phi = function(ask["code"], "model"), np.array([float(v) for v in ask["phi"]])
    return {"values": [number(f(float(x), phi), "model") for x in ask["xs"]]}, {}, None


def slopes(ask):
    """Losses, and exact slopes of the loss, at points. One where it has no value holds nan; where none has, its error is told."""
    problem = problem_of(ask["problem"])
    values, all_slopes, trouble = [], [], None
    for point in ask["points"]:
        at = np.array([float(v) for v in point])
        try:
            value, slope = float(problem.loss(at, None)), [float(v) for v in problem.gradient(at, None)]
        except _UNDEFINED as raised:
            trouble, value, slope = raised, np.nan, [np.nan] * len(point)
        values.append(value)
        all_slopes += slope
    if trouble and all([v != v for v in values]):
        raise trouble
    return {"values": values, "slopes": all_slopes}, {}, None


CELLS = 36
ITERATIONS = 30
MOST = 150


def stationary(ask):
    """
    The points of a region where the exact gradient is zero: found by Newton's method, begun in each cell of a lattice at
    whose corners every slope takes both signs, or where the gradient is shorter than all around.
    """
    f = function(ask["code"], "loss")
    domains = [ask["xDomain"]] + ([ask["yDomain"]] if ask.get("yDomain") else [])
    gradient = of_loss(f).gradient
    widths = [b - a for a, b in domains]

    def slope(at):
        try:
            return list(gradient(at))
        except _UNDEFINED:
            return [np.nan] * len(domains)

    found = []
    for begin in _beginnings(slope, domains, CELLS if len(domains) == 2 else 10 * CELLS):
        at = _newton(slope, begin, domains, widths)
        if at is not None and not any([_near(at, known, widths) for known in found]):
            found.append(at)
        if len(found) == MOST:
            break
    columns = {"points": [], "values": [], "eigenvalues": []}
    for at in sorted(found, key=lambda point: number(f(*point), "loss")):
        columns["points"] += at
        columns["values"].append(number(f(*at), "loss"))
        columns["eigenvalues"] += _eigenvalues(_hessian(slope, at, widths))
    return columns, {}, None


def _near(a, b, widths):
    return all([abs(x - y) < 1e-5 * w for x, y, w in zip(a, b, widths)])


def _beginnings(slope, domains, cells):
    places = [[a + (b - a) * k / cells for k in range(cells + 1)] for a, b in domains]
    if len(places) == 1:
        g = [slope([x])[0] for x in places[0]]
        return [[(x + y) / 2] for x, y, u, v in zip(places[0], places[0][1:], g, g[1:]) if u * v <= 0]
    xs, ys = places
    lattice = [[slope([x, y]) for x in xs] for y in ys]
    begun = []
    for j in range(cells):
        for i in range(cells):
            corners = (lattice[j][i], lattice[j][i + 1], lattice[j + 1][i], lattice[j + 1][i + 1])
            if all([min([c[k] for c in corners]) <= 0 <= max([c[k] for c in corners]) for k in (0, 1)]):
                begun.append([(xs[i] + xs[i + 1]) / 2, (ys[j] + ys[j + 1]) / 2])
    length = [[math.sqrt(g[0] * g[0] + g[1] * g[1]) for g in row] for row in lattice]
    for j in range(1, cells):
        for i in range(1, cells):
            here = length[j][i]
            around = [length[j + b][i + a] for b in (-1, 0, 1) for a in (-1, 0, 1) if a or b]
            if here <= min(around):
                begun.append([xs[i], ys[j]])
    return begun


def _hessian(slope, at, widths):
    """Second derivatives, by differences of exact slopes."""
    rows = []
    for k, w in enumerate(widths):
        h = 1e-6 * w
        above, below = list(at), list(at)
        above[k] += h
        below[k] -= h
        rows.append([(a - b) / (2 * h) for a, b in zip(slope(above), slope(below))])
    return rows


def _leaning(slope, at, g, widths):
    """Second derivatives by differences to one side of the slopes that are known: half the work, and near enough for a step."""
    rows = []
    for k, w in enumerate(widths):
        above = list(at)
        above[k] += 1e-6 * w
        rows.append([(a - b) / (1e-6 * w) for a, b in zip(slope(above), g)])
    return rows


def _newton(slope, at, domains, widths):
    for _ in range(ITERATIONS):
        g = slope(at)
        h = _leaning(slope, at, g, widths)
        if len(at) == 1:
            step = [-g[0] / h[0][0] if h[0][0] else np.nan]
        else:
            a, b, d = h[0][0], (h[0][1] + h[1][0]) / 2, h[1][1]
            det = a * d - b * b
            step = [(b * g[1] - d * g[0]) / det, (b * g[0] - a * g[1]) / det] if det else [np.nan]
        longest = max([abs(s) / w for s, w in zip(step, widths)])
        if not math.isfinite(longest):
            return at if max([abs(v) for v in g]) == 0 else None
        share = min(1.0, 0.05 / longest) if longest else 1.0
        at = [x + share * s for x, s in zip(at, step)]
        if not all([a <= x <= b for x, (a, b) in zip(at, domains)]):
            return None
        if longest < 1e-10:
            return at
    return None


def _eigenvalues(h):
    if len(h) == 1:
        return [h[0][0]]
    a, b, d = h[0][0], (h[0][1] + h[1][0]) / 2, h[1][1]
    middle, reach = (a + d) / 2, math.sqrt(((a - d) / 2) ** 2 + b * b)
    return [middle - reach, middle + reach]
