"""6.1: the notebooks' line search, on a line and along gradients, and a line fitted to twelve points."""

import math

import numpy as np

import gabor
from claims import claim

SHARES = {
    "": "data, estimator", "a grid": "data", "exact searches": "data", "eigenve": "data", "each its own power": "data",
}
PAGE = "6.1"
LINE_X = np.array([0.03, 0.19, 0.34, 0.46, 0.78, 0.81, 1.08, 1.18, 1.39, 1.60, 1.65, 1.90])
LINE_Y = np.array([0.67, 0.85, 1.05, 1.00, 1.40, 1.50, 1.30, 1.54, 1.55, 1.68, 1.73, 1.60])


def close_bracket(height, longest, iterations, threshold=1e-4):
    """The notebooks' search. Returns where it ends, the rules used, and every set of four places."""
    places = [0.0, 0.33 * longest, 0.66 * longest, float(longest)]
    rules, seen = [], [tuple(places)]
    while len(rules) < iterations and places[2] - places[1] > threshold:
        heights = [height(one) for one in places]
        a, b, c, d = places
        if min(heights) == heights[0]:
            rules.append(1)
            places = [a, (a + b) / 2, (a + c) / 2, (a + d) / 2]
        else:
            low, high = (a, c) if heights[1] < heights[2] else (b, d)
            rules.append(2 if low == a else 3)
            places = [low, (2 * low + high) / 3, (low + 2 * high) / 3, high]
        seen.append(tuple(places))
    return (places[1] + places[2]) / 2, rules, seen


def two_wells(at):
    return 1 - 0.5 * math.exp(-((at - 0.65) ** 2) / 0.1) - 0.45 * math.exp(-((at - 0.35) ** 2) / 0.02)


def lowest_between(height, low, high, count=200001):
    """The best rate on a fine grid, refined by a parabola through it and its two neighbours."""
    at = np.linspace(low, high, count)
    values = height(at)
    k = int(np.argmin(values))
    if k in (0, count - 1):
        return at[k]
    left, mid, right = values[k - 1 : k + 2]
    return at[k] + (at[1] - at[0]) * (left - right) / (2 * (left - 2 * mid + right))


def search_run(loss, slope, start, steps, longest, iterations=15, threshold=1e-5):
    """Descent whose rate is searched at each step: states, rates, and the number of losses computed."""
    path, rates, asked = [np.array(start, float)], [], 0
    for _ in range(steps):
        g = slope(path[-1])
        rate, rules, _ = close_bracket(lambda a: float(loss(path[-1] - a * g)), longest, iterations, threshold)
        asked += 4 * len(rules)
        rates.append(rate)
        path.append(path[-1] - rate * g)
    return np.array(path), np.array(rates), asked


def line_search_claims():
    ID = "line-search"
    exact = "own search"
    wells = np.vectorize(two_wells)
    for iterations in (10, 30):
        at, rules, seen = close_bracket(two_wells, 1.0, iterations)
        values = dict(iterations=iterations)
        yield claim(PAGE, "The search on the loss of notebook 6.1 makes so many iterations",
            ID, values, "iterations", float(len(rules)), exact)
        yield claim(PAGE, "It ends at", ID, values, "at", at, exact)
        yield claim(PAGE, "Its bracket is then as wide as this share of the first",
            ID, values, "width", seen[-1][3] - seen[-1][0], exact)
        yield claim(PAGE, "Losses it asks for", ID, values, "evaluations", 4.0 * len(rules), exact)
        distinct = len({round(place, 12) for four in seen[:-1] for place in four})
        yield claim(PAGE, "Different places among them: what it would ask if it kept what it knows",
            ID, values, "differentPlaces", float(distinct), exact)
        golden = 1 + max(1, math.ceil(math.log(seen[-1][3] - seen[-1][0]) / math.log((math.sqrt(5) - 1) / 2)))
        yield claim(PAGE, "Losses that a golden section asks for",
            ID, values, "goldenEvaluations", float(golden), "counted: two, then one for each cut")
        yield claim(PAGE, "Times that rule 1 is used on it", ID, values, "rule1", float(rules.count(1)), exact)
    yield claim(PAGE, "Its minimum is at",
        ID, {}, "lowest", lowest_between(lambda x: wells(x), 0, 1), "a grid of 200 001 places and a parabola")
    third = (0, 1 / 3, 2 / 3, 1)
    for rule, new in ((1, (0, 1 / 6, 1 / 3, 1 / 2)), (2, (0, 2 / 9, 4 / 9, 2 / 3)), (3, (1 / 3, 5 / 9, 7 / 9, 1))):
        kept = sum(any(abs(a - b) < 1e-12 for b in third) for a in new)
        yield claim(PAGE, f"Of the four new places after rule {rule}, those where the loss is known already",
            ID, {}, f"knownAfterRule{rule}", float(kept), "counted")
        yield claim(PAGE, f"Rule {rule} leaves this share of the bracket",
            ID, {}, f"leftByRule{rule}", new[3] - new[0], "counted")
    at, _, seen = close_bracket(two_wells, 0.3, 10)
    yield claim(PAGE, "With the first bracket ended at 0.3 the search closes on its right end",
        ID, dict(max=0.3), "at", at, exact)
    start = np.array((6.0, 11.0))
    g = gabor.gradient(start)
    along = lambda a: gabor.loss(start - np.asarray(a)[..., None] * g)
    for longest in (1.4, 1.6):
        at, rules, _ = close_bracket(lambda a: float(along(a)), longest, 10)
        lowest = lowest_between(along, 0, longest, 20001)
        yield claim(PAGE, "Along this gradient of the Gabor loss the search ends at",
            ID, dict(loss="gabor", max=longest), "at", at, exact)
        yield claim(PAGE, "… while the lowest point of the first bracket is at",
            ID, dict(loss="gabor", max=longest), "lowest", lowest, "a grid and a parabola")
        if longest == 1.4:
            yield claim(PAGE, "The loss at b there",
                ID, dict(loss="gabor", max=longest), "lossAtB", float(along(0.33 * longest)), "evaluated")
            yield claim(PAGE, "The loss at c is a little higher than at b: by",
                ID, dict(loss="gabor", max=longest), "cOverB", float(along(0.66 * longest) - along(0.33 * longest)),
                "evaluated")


def line_claims():
    ID = "linear-regression"
    X = np.stack([np.ones(12), LINE_X], axis=1)
    best, lowest = np.linalg.lstsq(X, LINE_Y, rcond=None)[:2]
    lowest = float(lowest[0])
    curvatures, directions = np.linalg.eigh(2 * X.T @ X)
    loss = lambda phi: float(np.sum((X @ phi - LINE_Y) ** 2))
    slope = lambda phi: 2 * X.T @ (X @ phi - LINE_Y)
    best_rate = 2 / curvatures.sum()
    solved = "least squares and eigenvalues by NumPy"
    for name, value in (
        ("lowest", lowest),
        ("lambdaMin", curvatures[0]),
        ("lambdaMax", curvatures[1]),
        ("condition", curvatures[1] / curvatures[0]),
        ("limit", 2 / curvatures[1]),
        ("bestRate", best_rate),
        ("worstFactor", ((curvatures[1] - curvatures[0]) / curvatures.sum()) ** 2),
    ):
        yield claim(PAGE, f"The line: {name}", ID, {}, name, value, solved)
    for start in ((1.6, -0.5), (1.63, -0.08)):
        path, rates, asked = search_run(loss, slope, start, 10, 0.1)
        values = dict(method="line-search", steps=10, phi0=start[0], phi1=start[1])
        excess = [loss(one) - lowest for one in path]
        how = "own search on own losses"
        yield claim(PAGE, "A line search takes this factor of the excess over to the next step",
            ID, values, "factor", (excess[-1] / excess[0]) ** 0.1, how)
        if start[0] == 1.6:
            yield claim(PAGE, "Ten steps with a line search go from this loss …",
                ID, values, "startLoss", loss(path[0]), how)
            yield claim(PAGE, "… to this", ID, values, "loss", loss(path[-1]), how)
            yield claim(PAGE, "Its shortest rate", ID, values, "shortestRate", rates.min(), how)
            yield claim(PAGE, "Its longest rate", ID, values, "longestRate", rates.max(), how)
            yield claim(PAGE, "Losses for ten steps", ID, values, "lossEvaluations", float(asked), how)
            moves = np.diff(path, axis=0)
            ways = moves / np.linalg.norm(moves, axis=1, keepdims=True)
            cosines = np.sum(ways[1:] * ways[:-1], axis=1)
            yield claim(PAGE, "The path turns by a right angle: furthest from 90 degrees",
                ID, values, "worstAngle", float(np.degrees(np.abs(np.arcsin(cosines))).max()), how)
            yield claim(PAGE, "Short and long rates take turns (1: at every step)",
                ID, values, "alternates", float(np.all(np.diff(rates)[1:] * np.diff(rates)[:-1] < 0)), how)
    # The factor of an exact search from every direction: the worst case is the page's claim.
    e = directions @ np.stack([np.cos(np.linspace(0, np.pi, 2001)), np.sin(np.linspace(0, np.pi, 2001))])
    gg = 2 * X.T @ X @ e
    kept = 1 - np.sum(gg * gg, 0) ** 2 / np.sum(gg * (2 * X.T @ X @ gg), 0) / np.sum(e * gg, 0)
    yield claim(PAGE, "The worst case of a line search is exactly the best fixed rate: its worst factor",
        ID, {}, "worstOfSearch", kept.max(), "exact searches from 2001 directions")
    c = directions.T @ (np.array((1.6, -0.5)) - best)
    excess = lambda alpha, t: 0.5 * np.sum(curvatures * c**2 * (1 - alpha * curvatures) ** (2 * t))
    for alpha in (0.0355, 0.03702):
        for t in (10, 60):
            yield claim(PAGE, f"Excess after {t} steps at {alpha}",
                ID, dict(method="fixed", alpha=alpha, steps=t), "excess", excess(alpha, t),
                "the two directions, each its own power")
    grid = np.linspace(0.03, 0.0399, 99001)
    yield claim(PAGE, "The fixed rate with the lowest loss after ten steps",
        ID, dict(method="fixed", steps=10), "bestRateAfterTen", grid[np.argmin([excess(a, 10) for a in grid])],
        "a grid of rates")
    yield claim(PAGE, "From this start the steep direction has this share of the first excess: less than half",
        ID, {}, "steepShare", curvatures[1] * c[1] ** 2 / np.sum(curvatures * c**2), "eigenvectors")
    for alpha in (0.0355, 0.03702):
        parts = 0.5 * curvatures * c**2 * (1 - alpha * curvatures) ** 20
        yield claim(PAGE, f"After ten steps at {alpha} the flat direction has this excess left",
            ID, dict(method="fixed", alpha=alpha, steps=10), "flatExcess", parts[0], "eigenvectors")
        yield claim(PAGE, "… and the steep one this",
            ID, dict(method="fixed", alpha=alpha, steps=10), "steepExcess", parts[1], "eigenvectors")
    yield claim(PAGE, "Past the limit the run diverges: growth of the steep error a step at 0.041",
        ID, dict(method="fixed", alpha=0.041), "steepFactor", abs(1 - 0.041 * curvatures[1]), "eigenvalues")
    yield claim(PAGE, "At a small rate the flattest direction hardly moves: what is left of it after 60 steps at 0.005",
        ID, dict(method="fixed", alpha=0.005, steps=60), "flatLeft", (1 - 0.005 * curvatures[0]) ** 60, "eigenvalues")


def claims(_):
    yield from line_search_claims()
    yield from line_claims()
