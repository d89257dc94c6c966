"""6.3: Nesterov momentum and the heavy ball: steps against the condition number, limits, and a run that never settles."""

import math

import numpy as np

from claims import claim
from momentum import factor

SHARES = {"": "data, estimator", "bisection": "data"}
PAGE = "6.3"


def count(kappa, rule, alphas, betas, most, dimension=20):
    """Steps to a millionth of the first distance for many settings at once; inf if it takes more than `most`."""
    h = kappa ** (np.arange(dimension) / (dimension - 1))
    alphas, betas = np.broadcast_arrays(np.asarray(alphas, float), np.asarray(betas, float))
    shape = alphas.shape
    a, b = alphas.reshape(-1, 1), betas.reshape(-1, 1)
    phi = np.ones((a.size, dimension))
    m = np.zeros_like(phi)
    steps = np.full(a.size, np.inf)
    for t in range(1, most + 1):
        at = phi - a * b * m if rule == "nesterov" else phi
        m = b * m + (1 - b) * h * at
        phi = phi - a * m
        size = np.sum(phi * phi, axis=1)
        new = np.isinf(steps) & (size < 1e-12 * dimension)
        steps[new] = t
        if not np.isinf(steps).any():
            break
    return steps.reshape(shape)


def nesterov_claims(quick):
    ID = "nesterov"
    for kappa in (10, 100, 1000):
        root = math.sqrt(kappa)
        ball, look = ((root - 1) / (root + 1)) ** 2, (root - 1) / (root + 1)
        lessard = (math.sqrt(3 * kappa + 1) - 2) / (math.sqrt(3 * kappa + 1) + 2)
        values = dict(kappa=kappa)
        how = "own runs"
        most = {10: 200, 100: 2000, 1000: 8000}[kappa]
        one = lambda rule, a, b: float(count(kappa, rule, a / (1 - b), b, most))
        yield claim(PAGE, f"At kappa {kappa} descent needs so many steps at 2/(1 + kappa)",
            ID, values, "descent", one("ball", 2 / (1 + kappa), 0.0), how)
        yield claim(PAGE, "The heavy ball at its textbook settings",
            ID, values, "heavyBall", one("ball", (2 / (1 + root)) ** 2, ball), how)
        yield claim(PAGE, "Nesterov at its usual settings, proved for all convex functions of these curvatures",
            ID, values, "nesterovProved", one("nesterov", 1 / kappa, look), how)
        yield claim(PAGE, "Nesterov at Lessard's settings, best on bowls: a = 4/(3 kappa + 1)",
            ID, values, "nesterov", one("nesterov", 4 / (3 * kappa + 1), lessard), how)
        # The best of a grid of a (a library's rate) and beta: the gain from tuning to this count.
        tight = np.linspace(0.8, 1.25, 19 if quick else 46)
        gaps = np.exp(np.linspace(math.log(0.5), math.log(2), 21 if quick else 61))
        for name, rule, a0, b0 in (
            ("nesterovGrid", "nesterov", 4 / (3 * kappa + 1), lessard),
            ("heavyBallGrid", "ball", (2 / (1 + root)) ** 2, ball),
        ):
            b = 1 - np.minimum(1, (1 - b0) * gaps)
            a = a0 * tight
            few = {10: 60, 100: 200, 1000: 600}[kappa]
            steps = count(kappa, rule, a[:, None] / (1 - b), np.broadcast_to(b, (len(a), len(b))), few)
            yield claim(PAGE,
                f"{'Nesterov' if 'nest' in name else 'The heavy ball'} at the best of a grid around those settings",
                ID, values, name, steps.min(), f"{steps.size} settings")
        a = np.linspace(0.9, 1.05, 76) * 2 / (1 + kappa)
        yield claim(PAGE, "Descent at the best of a grid of rates",
            ID, values, "descentGrid", count(kappa, "ball", a, np.zeros_like(a), most).min(), "76 rates")
    for name, scale in (("book", 1.0), ("library", 0.4)):
        low, high = 0.5, 50.0
        for _ in range(60):
            middle = (low + high) / 2
            low, high = (middle, high) if factor(middle, 0.6, 1.0, ahead=True) < 1 else (low, middle)
        yield claim(PAGE, f"At 0.6 Nesterov's limit in the {name}'s rate",
            ID, dict(beta=0.6, rate=name), "nesterovLimit", low * scale,
            "bisection on the largest eigenvalue of a step")


def bent_slope(x):
    return np.where(x < 1, 25 * x, np.where(x < 2, x + 24, 25 * x - 24))


def bent_run(alpha, beta, starts, steps, ahead=False):
    x, m, path = np.array(starts, float), 0.0, []
    for _ in range(steps):
        at = x - alpha * beta * m if ahead else x
        m = beta * m + (1 - beta) * bent_slope(at)
        x = x - alpha * m
        path.append(x)
    return np.array(path)


def cycle_claims():
    ID = "heavy-ball-cycle"
    starts = (np.arange(1001) - 500) / 100
    path = bent_run(0.2, 4 / 9, starts, 3000)
    moving = np.abs(path[-12:]).max(0) > 1e-6
    yield claim(PAGE, "This share of the starts never settles",
        ID, {}, "share", moving.mean(), "3000 steps from 1001 starts")
    fine = (np.arange(20001) - 10000) / 2000
    path = bent_run(0.2, 4 / 9, fine, 3000)
    yield claim(PAGE, "The same on a grid twenty times as fine",
        ID, {}, "shareFine", np.mean(np.abs(path[-12:]).max(0) > 1e-6), "3000 steps from 20 001 starts")
    path = bent_run(0.2, 4 / 9, [3.3], 3000)[:, 0]
    for name, value, exact in zip(("High", "Middle", "Low"), sorted(path[-3:])[::-1], (2592 / 1225, 792 / 1225, -2208 / 1225)):
        yield claim(PAGE, f"From 3.3 the run goes round three points: {name.lower()}",
            ID, {}, name.lower(), value, "own run")
        yield claim(PAGE, "Its difference from the published cycle",
            ID, {}, f"cycleError{name}", value - exact, "own run; Lessard, Recht and Packard 2016")
    yield claim(PAGE, "From 0.5 the run settles: distance after 3000 steps",
        ID, dict(start=0.5), "settled", abs(bent_run(0.2, 4 / 9, [0.5], 3000)[-1, 0]), "own run")
    path = bent_run(0.12, 0.3, starts, 3000)
    yield claim(PAGE, "At 0.12 and 0.3 all starts settle: share that does not",
        ID, dict(alpha=0.12, beta=0.3), "share", np.mean(np.abs(path[-12:]).max(0) > 1e-6),
        "3000 steps from 1001 starts")
    look = (5 - 1) / (5 + 1)
    for name, alpha, beta, ahead in (("descent", 2 / 26, 0.0, False), ("Nesterov", 1 / 25 / (1 - look), look, True)):
        path = bent_run(alpha, beta, starts, 3000, ahead)
        yield claim(PAGE, f"{name} at its own settings settles here too: share of starts that does not",
            ID, {}, f"share{name.title()}", np.mean(np.abs(path[-12:]).max(0) > 1e-6), "3000 steps from 1001 starts")
    path = bent_run(0.92, 0.9, [3.3], 30000)[:, 0]
    period = next((p for p in range(1, 60) if np.allclose(path[-600:], path[-600 - p : -p], atol=1e-6)), 0)
    yield claim(PAGE, "At 0.92 and 0.9 it goes round so many points",
        ID, dict(alpha=0.92, beta=0.9), "period", float(period), "own run, 30 000 steps")


def claims(quick):
    yield from nesterov_claims(quick)
    yield from cycle_claims()
