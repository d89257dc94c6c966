"""6.2, claim 4: which valleys SGD leaves, from one start and on average, and how long it stays in one."""

import math

import numpy as np

import gabor
from claims import claim, line_slope, paired_share, share

SHARES = {"": "data, estimator", "integral equation": "data", "eigenvalue method": "data", "formula": "data"}
PAGE, ID = "6.2", "claim-escapes-minima"
STEPS = 300


def falling(a, steps=STEPS):
    return a * (1 - np.arange(steps) / steps)


def from_one_start(rng, start, rates, size, runs):
    """Share of runs that end at the lowest minimum: SGD's, and whether descent at the same rate on the mean does."""
    starts = np.tile(start, (runs, 1))
    sgd = gabor.ends(gabor.ensemble(starts, rates / size, rng, size)) == 0
    descent = gabor.ends(gabor.ensemble(starts[:1], rates / gabor.N)) == 0
    return share(sgd.sum(), runs), float(descent[0])


def on_average(rng, rates, size, side):
    """The shares for starts all over the window; the starts are the same for both, so their difference is paired."""
    starts = gabor.spread_starts(rng, side)
    sgd = gabor.ends(gabor.ensemble(starts, rates / size, rng, size)) == 0
    descent = gabor.ends(gabor.ensemble(starts, rates / gabor.N)) == 0
    return sgd, descent


def in_points(paired):
    return tuple(100 * one for one in paired)


def exit_time(ratio, a=0.1, sd=1.0, tilt=0.1):
    """Mean number of steps from the shallower minimum of the double well to the deeper, from the equation it satisfies.

    T(x) = 1 + the integral over y beyond the deeper minimum of the density of the step from x to y, times T(y): Gauss's
    rule turns it into linear equations.
    """
    deep, top, shallow = np.sort(np.roots([1, 0, -1, tilt]).real)
    nodes, weights = np.polynomial.legendre.leggauss(900)
    low, high = deep, 2.6
    y = low + (high - low) * (nodes + 1) / 2
    w = weights * (high - low) / 2
    width = a * sd / math.sqrt(ratio * a)

    def density(x):
        return np.exp(-((y - (x - a * (x**3 - x + tilt))) ** 2) / (2 * width**2)) / (width * math.sqrt(2 * math.pi))

    kernel = np.array([density(x) for x in y]) * w
    times = np.linalg.solve(np.eye(len(y)) - kernel, np.ones(len(y)))
    return 1 + density(shallow) @ (w * times)


def kramers(ratio, a=0.1, tilt=0.1):
    deep, top, shallow = np.sort(np.roots([1, 0, -1, tilt]).real)
    height = np.polyval([0.25, 0, -0.5, tilt, 0], top) - np.polyval([0.25, 0, -0.5, tilt, 0], shallow)
    foot, crest = 3 * shallow**2 - 1, 1 - 3 * top**2
    return 2 * math.pi / (a * math.sqrt(foot * crest)) * math.exp(2 * height * ratio), 2 * height


def claims(quick):
    rng = np.random.default_rng(604)
    runs, side = (2000, 60) if quick else (10000, 150)
    defaults = dict(aMean=2, batchSize=5, schedule="linearDecay", steps=STEPS)
    how = f"{runs} runs, own batches, single precision; interval by inverting the score test"
    for start, name in (((3.5, 6.5), "First"), ((2, 8), "Other")):
        sgd, descent = from_one_start(rng, start, falling(2), 5, runs)
        where = "the first start" if name == "First" else "the other start"
        yield claim(PAGE, f"From {where} this share of the runs of SGD ends at the lowest minimum",
            ID, defaults, f"sgd{name}", sgd, how, runs)
        yield claim(PAGE, f"From {where} descent {'always' if descent else 'never'} ends there",
            ID, defaults, f"descent{name}", descent, "one run; it is the same every time")

    sgd, descent = on_average(rng, falling(2), 5, side)
    count = len(sgd)
    gain = in_points(paired_share(sgd, descent))
    even = dict(defaults, runs=2000, pairs=5000)
    how = f"{count} starts, one in each cell of a grid, the same for both; Student's t of the paired differences"
    yield claim(PAGE, "Over starts anywhere on the sheet: SGD",
        ID, even, "sgdUniform", share(sgd.sum(), count), how, count)
    yield claim(PAGE, "Over starts anywhere on the sheet: descent",
        ID, even, "descentUniform", share(descent.sum(), count), how, count)
    yield claim(PAGE,
        "From the same starts anywhere on the sheet SGD ends at the lowest minimum more often than descent, by a little: "
        "paired gain, in points",
        ID, even, "uniformGain", gain, how, count)
    lost, won = np.mean(descent & ~sgd), np.mean(sgd & ~descent)
    yield claim(PAGE, "Starts that descent brings to the lowest minimum and SGD does not",
        ID, even, "uniformLost", share((descent & ~sgd).sum(), count), how, count)
    yield claim(PAGE, "Starts that SGD brings there and descent does not",
        ID, even, "uniformWon", share((sgd & ~descent).sum(), count), how, count)
    for n in (300, 2000, 5000):
        half = 196 * math.sqrt((won + lost - (won - lost) ** 2) / n)
        yield claim(PAGE, f"Half the 95 % interval of the paired gain with {n} starts, in points",
            ID, dict(defaults, pairs=n), "uniformGainHalfWidth", half, "from the shares won and lost", count)
        p, q = sgd.mean(), descent.mean()
        apart = 196 * math.sqrt((p * (1 - p) + q * (1 - q)) / n)
        yield claim(PAGE, f"The same if the two were measured on {n} starts each, not paired",
            ID, dict(defaults, pairs=n), "uniformGainHalfWidthUnpaired", apart, "binomial variances", count)

    strong = dict(defaults, aMean=4, batchSize=2)
    how = f"{runs} runs, own batches, single precision"
    for start, name in (((3.5, 6.5), "First"), ((2, 8), "Other")):
        sgd, _ = from_one_start(rng, start, falling(4), 2, runs)
        yield claim(PAGE, "With strong noise few runs end well from anywhere", ID, strong, f"sgd{name}", sgd, how, runs)
    sgd, descent = on_average(rng, falling(4), 2, side)
    yield claim(PAGE, "With strong noise few runs end well from anywhere: uniform starts",
        ID, strong, "sgdUniform", share(sgd.sum(), len(sgd)), how, len(sgd))
    yield claim(PAGE, "With strong noise SGD loses against descent on average: paired gain, in points",
        ID, strong, "uniformGain", in_points(paired_share(sgd, descent)), how, len(sgd))

    notebook = dict(defaults, aMean=4, schedule="constant", steps=41)
    sgd, _ = from_one_start(rng, (3.5, 6.5), np.full(41, 4.0), 5, runs)
    yield claim(PAGE, "The notebook's own setting reaches the lowest minimum in this share of its runs",
        ID, notebook, "sgdFirst", sgd, how, runs)
    path, _, _ = gabor.descend((3.5, 6.5), 0.8, 41, seed=1, size=5)
    yield claim(PAGE, "The run in the notebook is one of the lucky ones: index of its minimum (0 is the lowest)",
        ID, notebook, "notebookMinimum", float(gabor.ends(path[-1:])[0]), "notebook 6.3 with numpy.random.seed(1)")
    sgd, _ = from_one_start(rng, (3.5, 6.5), falling(2), 30, 1)
    yield claim(PAGE, "All examples in each batch: no noise, no escape",
        ID, dict(defaults, batchSize=30), "sgdFirst", sgd[0], "one run; it is the same every time")

    starts = np.tile((3.5, 6.5), (min(runs, 4000), 1))
    for name, rates in (("constant", np.full(STEPS, 4.0)), ("linearDecay", falling(4))):
        before = gabor.ensemble(starts, rates[:270] / 5, rng, 5)
        after = gabor.ensemble(before, rates[270:] / 5, rng, 5)
        moved = float(np.median(np.linalg.norm((after - before)[np.all(np.isfinite(after), axis=1)], axis=1)))
        yield claim(PAGE,
            "Kept constant, the runs go on wandering to the end: median distance over the last 30 of 300 steps",
            ID, dict(defaults, aMean=4, schedule=name), "medianMove", moved, f"{len(starts)} runs", len(starts))

    ratios = np.array([4, 6, 8, 10, 12.0])
    exact = np.array([exit_time(r) for r in ratios])
    law = np.array([kramers(r)[0] for r in ratios])
    slope = line_slope(ratios, np.log(exact))
    # The time to leave is close to exponential, so the mean of n has a relative standard error of 1/sqrt(n).
    error = 1 / math.sqrt(120) / math.sqrt(np.sum((ratios - ratios.mean()) ** 2))
    yield claim(PAGE,
        "The logarithm of the time to leave a well grows with this slope in B/a; the interval is where means of 120 "
        "runs fall",
        ID, {}, "wellSlope", (slope, slope - 1.96 * error, slope + 1.96 * error),
        "the integral equation of the mean time, solved; spread of exponential times")
    yield claim(PAGE, "Kramers' law has this slope",
        ID, {}, "wellSlopeTheory", kramers(1)[1], "roots of the slope by an eigenvalue method")
    for r, one, other in zip(ratios, exact, law):
        yield claim(PAGE, f"Mean number of steps to leave at B/a = {r:g}",
            ID, {}, f"exitSteps{r:g}", one, "the integral equation, solved")
        yield claim(PAGE, f"The exact mean time over that of Kramers' law at B/a = {r:g}",
            ID, {}, f"exitOverKramers{r:g}", one / other, "the integral equation, solved")
    s = kramers(1)[1]
    yield claim(PAGE, "From a rate of a quarter to a twentieth at B = 1 the time grows nearly eight hundred times",
        ID, {}, "timesLonger", 5 * math.exp(16 * s), "the formula")
    low, high = 0.01, 0.25
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if 0.25 / middle * math.exp(s * (1 / middle - 4)) > 100 else (low, middle)
    yield claim(PAGE, "For a hundred times a rate of about 0.07 is enough",
        ID, {}, "rateForHundred", low, "the formula, inverted by bisection")
    yield claim(PAGE, "At three times the batch, from B/a = 4 to 12, a run stays so many times as long",
        ID, {}, "wellLonger", exact[4] / exact[0], "the integral equation, solved")
    yield claim(PAGE, "The same by Kramers' law",
        ID, {}, "wellLongerTheory", law[4] / law[0], "roots of the slope by an eigenvalue method")
