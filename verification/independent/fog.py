"""6.1: the valley of one dimension, and the walks in the fog, with a new terrain and rewritten rules."""

import numpy as np

from claims import claim

SHARES = {"": "data, estimator"}
PAGE = "6.1"
STEPS = 10
HALF = np.array([4.0, 2.1])


def terrain(seed):
    """Height and slope of the terrain with a number, the start of its walks, and its lowest height."""
    rng = np.random.RandomState(seed)
    wells = np.array([
        [*(rng.uniform(-0.75, 0.75) * HALF[i] for i in range(2)), rng.uniform(0.4, 1.6), rng.uniform(0.45, 1.0)]
        for _ in range(6)
    ])
    angle = rng.uniform(0, 2 * np.pi)

    def height(phi):
        bell = wells[:, 2] * np.exp(-((phi - wells[:, :2]) ** 2).sum(1) / (2 * wells[:, 3] ** 2))
        return 0.08 * (phi**2).sum() - bell.sum()

    def slope(phi, h=1e-6):
        return np.array([(height(phi + h * e) - height(phi - h * e)) / (2 * h) for e in np.eye(2)])

    grid = np.stack(np.meshgrid(*(np.linspace(-side, side, 301) for side in HALF)), -1).reshape(-1, 2)
    best = min(grid, key=height)
    for _ in range(300):
        best = best - 0.1 * slope(best)
    return height, slope, 0.85 * HALF * np.array([np.cos(angle), np.sin(angle)]), height(best)


def walks(height, slope, start):
    """The height at which each rule ends."""
    found = {}
    phi = start.copy()
    for _ in range(STEPS):
        phi = phi - 0.4 * slope(phi)
    found["descent"] = height(phi)
    phi, m = start.copy(), np.zeros(2)
    for _ in range(STEPS):
        m = 0.8 * m + 0.2 * slope(phi)
        phi = phi - 1.5 * m
    found["momentum"] = height(phi)
    phi, m, v = start.copy(), np.zeros(2), np.zeros(2)
    for t in range(1, STEPS + 1):
        g = slope(phi)
        m, v = 0.9 * m + 0.1 * g, 0.99 * v + 0.01 * g**2
        phi = phi - 0.7 * (m / (1 - 0.9**t)) / (np.sqrt(v / (1 - 0.99**t)) + 1e-8)
    found["adam"] = height(phi)
    return found


def fog_claims():
    height, slope, start, lowest = terrain(434)
    for rule, end in walks(height, slope, start).items():
        yield claim(PAGE, f"On the terrain of the page {rule} comes this share of the way down",
            "fog", dict(terrain=434, lifted=True), rule, (height(start) - end) / (height(start) - lowest),
            "own terrain and rules, slopes by differences")


def one_dimension_claims():
    ID, how = "one-dimension", "powers of the factor 1 - 2 alpha"
    for alpha in (0.02, 0.1, 0.3, 0.5, 0.9, 1.0, 1.05):
        for start in (-2.5, 2.0):
            values = dict(alpha=alpha, phi=start)
            end = start * (1 - 2 * alpha) ** 12
            yield claim(PAGE, "Where you begin", ID, values, "start", start, how)
            yield claim(PAGE, "The slope there", ID, values, "slope", 2 * start, how)
            yield claim(PAGE, "The step", ID, values, "step", -alpha * 2 * start, how)
            yield claim(PAGE, "Where it lands", ID, values, "next", start * (1 - 2 * alpha), how)
            yield claim(PAGE, "How far you are from the lowest place at the end", ID, values, "away", abs(end), how)
            yield claim(PAGE, "The factor of each step", ID, values, "factor", 1 - 2 * alpha, how)
            yield claim(PAGE, "What a step leaves of the distance", ID, values, "kept", abs(1 - 2 * alpha), how)
            yield claim(PAGE, "The limit", ID, values, "limit", 1.0, how)


def claims(quick):
    yield from one_dimension_claims()
    yield from fog_claims()
