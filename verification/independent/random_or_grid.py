"""6.5: random search against a grid, exactly."""

import math

import numpy as np

from claims import claim

SHARES = {"": "data", "counted up": "data, estimator"}
PAGE = "6.5"


def grid_share(k, w, matter):
    """Share of positions of the good window that contain a value of the grid: lengths on a fine line, no formula."""
    best = w / 2 + (1 - w) * (np.arange(200_000) + 0.5) / 200_000
    nearest = (np.minimum(k - 1, np.floor(best * k)) + 0.5) / k
    return np.mean(np.abs(nearest - best) <= w / 2 + 1e-12) ** matter


def random_share(n, w, matter):
    """The chance of a hit, by the complement, one trial after the other."""
    miss = 1.0
    for _ in range(n):
        miss *= 1 - w**matter
    return 1 - miss


def claims(_):
    ID = "random-or-grid"
    exact = "the window slid over a line of 200 000 places, and the complement of all misses"
    for matter, k, w in ((1, 3, 0.1), (2, 3, 0.1), (1, 4, 0.1), (2, 4, 0.1), (1, 4, 0.2), (1, 3, 0.4), (1, 6, 0.1), (2, 4, 0.2), (2, 4, 0.3)):
        values = dict(matter=str(matter), perSide=k, window=w)
        g, r = grid_share(k, w, matter), random_share(k * k, w, matter)
        yield claim(PAGE,
            f"A grid of {k} x {k} finds the good {w:g}, where {matter} matters, in this share of searches",
            ID, values, "gridTheory", g, exact)
        yield claim(PAGE, f"{k * k} random trials find it in", ID, values, "randomTheory", r, exact)
        if (matter, k, w) == (1, 3, 0.1):
            for name, share in (("grid", g), ("random", r)):
                half = 1.96 * math.sqrt(share * (1 - share) / 1000)
                yield claim(PAGE, f"A thousand simulated searches: {name}; the interval is where they fall",
                    ID, values, name, (share, share - half, share + half), exact)
    # Six tries of a grid of 4 x 4 that goes row by row: all its columns, and two of its rows.
    places = 0.05 + 0.9 * (np.arange(200_000) + 0.5) / 200_000
    for matter, tried in (("1", (0.125, 0.375, 0.625, 0.875)), ("second", (0.125, 0.375))):
        share = np.mean(np.any(np.abs(places[:, None] - tried) <= 0.05 + 1e-12, axis=1))
        values = dict(matter=matter, perSide=4, window=0.1)
        yield claim(PAGE, f"Six tries of a grid find the good tenth, where {matter} matters", ID, values, "gridEarly", share, exact)
        yield claim(PAGE, "Six random tries find it in", ID, values, "randomEarly", random_share(6, 0.1, 1), exact)
    for matter in (1, 2):
        n = next(n for n in range(1, 1000) if random_share(n, 0.1, matter) >= 0.95)
        yield claim(PAGE, "Random trials that find it with a probability of 95 %",
            ID, dict(matter=str(matter)), "trialsFor95", float(n), "counted up")
    widths = np.arange(0.25, 0.4, 0.001)
    ahead = np.array([random_share(9, w, 1) > grid_share(3, w, 1) for w in widths])
    yield claim(PAGE, "The two are equal near a width of", ID, {}, "equalAt", float(widths[np.argmax(~ahead)]), exact)
