"""The form of a claim about a page, and the statistics behind its numbers."""

import math

import numpy as np


def claim(page, sentence, experiment, values, name, theirs, method, seeds=None):
    """One number of one sentence, computed apart from the engine.

    `theirs` is a number, or (value, low, high): then low and high are a 95 % interval, or the range named by `method`.
    `seeds` is the number of random repetitions; None if chance plays no part.
    """
    value, low, high = theirs if isinstance(theirs, tuple) else (theirs, None, None)
    return dict(
        page=page,
        claim=sentence,
        experiment=experiment,
        values=values,
        name=name,
        theirs=dict(value=plain(value), low=plain(low), high=plain(high)),
        method=method,
        seeds=seeds,
    )


ASPECTS = ("data", "seeds", "estimator", "code")


def shared(shares, method):
    """The ASPECTS shared by a method and our number, from a script's SHARES: the entry with the longest match.

    data: the loss or the examples, if ours were not drawn again. seeds: the same random draws. estimator: the same way
    from the runs, or from the definition, to the number. code: the same program.
    """
    words = max((one for one in shares if one in method), key=len)
    named = [one.strip() for one in shares[words].split(",") if one.strip()]
    if not set(named) <= set(ASPECTS):
        raise ValueError(f"shared: must be some of {ASPECTS}; got {named} for {words!r}")
    return [one for one in ASPECTS if one in named]


def plain(number):
    """A Python number; None if JSON cannot represent it."""
    if number is None:
        return None
    number = float(number)
    return number if math.isfinite(number) else None


def t_quantile(degrees, p=0.975):
    """Quantile of Student's t: its density integrated by Gauss's rule, and the integral inverted by bisection."""
    nodes, weights = np.polynomial.legendre.leggauss(200)
    log_c = math.lgamma((degrees + 1) / 2) - math.lgamma(degrees / 2) - 0.5 * math.log(degrees * math.pi)

    def area(x):
        # With u = sqrt(degrees) tan(angle) the density becomes a power of a cosine, smooth up to infinity.
        top = math.atan(x / math.sqrt(degrees))
        angle = 0.5 * top * (nodes + 1)
        return 0.5 * top * np.sum(weights * np.cos(angle) ** (degrees - 1)) * math.sqrt(degrees) * math.exp(log_c)

    low, high = 0.0, 1e3
    for _ in range(100):
        middle = (low + high) / 2
        if area(middle) < p - 0.5:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def t_area(x, degrees):
    """Probability that Student's t lies between -x and x."""
    low, high = 0.5, 1 - 1e-12
    for _ in range(60):
        middle = (low + high) / 2
        if t_quantile(degrees, middle) < x:
            low = middle
        else:
            high = middle
    return 2 * low - 1


def mean_t(values):
    """Mean with its 95 % interval by Student's t."""
    values = np.asarray(values, float)
    half = t_quantile(len(values) - 1) * values.std(ddof=1) / math.sqrt(len(values))
    return values.mean(), values.mean() - half, values.mean() + half


def share(hits, trials):
    """A share with its 95 % interval: the set of p that a score test does not reject (Wilson)."""
    z2 = 1.959963984540054**2
    p = hits / trials
    a, b, c = 1 + z2 / trials, -(2 * p + z2 / trials), p * p
    root = math.sqrt(max(0.0, b * b - 4 * a * c))
    return p, max(0.0, (-b - root) / (2 * a)), min(1.0, (-b + root) / (2 * a))


def paired_share(first, second):
    """Difference of two shares measured on the same cases, first less second, with its 95 % interval."""
    return mean_t(np.asarray(first, float) - np.asarray(second, float))


def percentile_interval(value, draws):
    """A value with the central 95 % of its resampled values."""
    low, high = np.nanquantile(draws, [0.025, 0.975])
    return value, low, high


def line_slope(x, y):
    """Least squares slope, over the last axis."""
    x = np.asarray(x, float) - np.mean(x)
    return np.asarray(y, float) @ x / (x @ x)


def spline_minimum(x, y):
    """Lowest place of the natural cubic spline through the lowest point and up to three on either side; the point itself at an edge."""
    k = int(np.argmin(y))
    if k in (0, len(y) - 1):
        return x[k]
    use = np.arange(max(k - 3, 0), min(k + 4, len(y)))
    use = use[np.isfinite(y[use])]
    x, y = x[use], y[use]
    h, n = np.diff(x), len(x)
    rows, right = np.eye(n), np.zeros(n)
    for i in range(1, n - 1):
        rows[i, i - 1 : i + 2] = h[i - 1], 2 * (h[i - 1] + h[i]), h[i]
        right[i] = 6 * ((y[i + 1] - y[i]) / h[i] - (y[i] - y[i - 1]) / h[i - 1])
    bent = np.linalg.solve(rows, right)
    at = np.linspace(x[0], x[-1], 1001)
    i = np.clip(np.searchsorted(x, at) - 1, 0, n - 2)
    a, b, c = x[i + 1] - at, at - x[i], h[i]
    values = (bent[i] * a**3 + bent[i + 1] * b**3) / (6 * c)
    values += (y[i] / c - bent[i] * c / 6) * a + (y[i + 1] / c - bent[i + 1] * c / 6) * b
    return at[np.argmin(values)]
