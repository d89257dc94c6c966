"""How often each kind of interval on the pages contains the truth, in cases where the truth is known."""

import math

import numpy as np

from claims import claim, share, t_quantile

SHARES = {"": "estimator"}
PAGE, ID = "checks", "coverage"


def of_means(rng, draws, n, factor, sample):
    """Share of mean -+ factor standard errors that contain 0, for samples of mean 0."""
    x = sample(rng, (draws, n))
    half = factor * x.std(axis=1, ddof=1) / math.sqrt(n)
    return float(np.mean(np.abs(x.mean(axis=1)) <= half))


def drawn_interval(value, drawn, n):
    """Student's t with the standard deviation of bootstrap draws, which divide by n."""
    half = t_975[n] * np.std(drawn, ddof=1) * math.sqrt(n / (n - 1))
    return value - half, value + half


def of_bootstrap(rng, draws, n, resamples=500):
    """The bootstrap of a mean of n normal values: by its quantiles, and by Student's t."""
    quantiles = student = 0
    for _ in range(draws):
        x = rng.standard_normal(n)
        means = x[rng.integers(0, n, (resamples, n))].mean(axis=1)
        low, high = np.quantile(means, (0.025, 0.975))
        quantiles += low <= 0 <= high
        low, high = drawn_interval(x.mean(), means, n)
        student += low <= 0 <= high
    return quantiles / draws, student / draws


def parabola_share(sums):
    """R squared of the parabola, from sums of (1, x, x2, x3, x4, y, xy, x2y, y2) in the last axis."""
    n, x1, x2, x3, x4, y, xy, xxy, yy = np.moveaxis(sums, -1, 0)
    A = np.stack([np.stack([n, x1, x2], -1), np.stack([x1, x2, x3], -1), np.stack([x2, x3, x4], -1)], -2)
    b = np.stack([y, xy, xxy], -1)
    fit = np.linalg.solve(A, b[..., None])[..., 0]
    rest = yy - np.sum(fit * b, axis=-1)
    return 1 - rest / (yy - y * y / n)


def of_explained(rng, draws, seeds, points=32, sd=0.3, between=0.3, resamples=500):
    """The bootstrap over seeds of R squared with Student's t, for seeds that differ in how much the coordinate matters."""

    def sums_of(count):
        x = rng.random((count, points))
        strength = 1 + between * rng.standard_normal((count, 1))
        y = strength * (4 * (x - 0.5) ** 2) + sd * rng.standard_normal(x.shape)
        return np.stack([np.ones_like(x), x, x**2, x**3, x**4, y, x * y, x * x * y, y * y], -1).sum(axis=1)

    truth = parabola_share(sums_of(200_000).sum(axis=0))
    hits = 0
    for _ in range(draws):
        own = sums_of(seeds)
        counts = rng.multinomial(seeds, np.full(seeds, 1 / seeds), resamples)
        low, high = drawn_interval(parabola_share(own.sum(axis=0)), parabola_share(counts @ own), seeds)
        hits += low <= truth <= high
    return hits / draws


LOG_RATES = 0.75 * math.log(2) * np.arange(13)
LOG_SIZES = math.log(2) * np.arange(1, 7)


def ridge_logs(rng, seeds, spread):
    """Log losses (seed, size, rate): a parabola whose lowest place scatters from seed to seed and size to size; slope 0.9."""
    lowest = 0.75 * math.log(2) * 3.3 + 0.9 * (LOG_SIZES - LOG_SIZES[0]) + spread * rng.standard_normal((seeds, len(LOG_SIZES)))
    level = 0.2 * rng.standard_normal((seeds, 1, 1)) + 0.03 * rng.standard_normal((seeds, len(LOG_SIZES), 13))
    return level + 0.15 * (LOG_RATES - lowest[..., None]) ** 2


def slopes_of(scores):
    """Slope of the best log rate, by parabolas, for scores (…, size, rate)."""
    k = np.clip(scores.argmin(axis=-1), 1, 11)[..., None]
    left, mid, right = (np.take_along_axis(scores, k + d, -1)[..., 0] for d in (-1, 0, 1))
    step = LOG_RATES[1]
    best = LOG_RATES[k[..., 0]] + step * (left - right) / (2 * (left - 2 * mid + right))
    x = LOG_SIZES - LOG_SIZES.mean()
    return best @ x / (x @ x)


def of_ridges(rng, draws, seeds, resamples=200, spread=0.35):
    truth = slopes_of(ridge_logs(rng, 100_000, spread).mean(axis=0))
    hits = 0
    for _ in range(draws):
        logs = ridge_logs(rng, seeds, spread)
        flat = logs.reshape(seeds, -1)
        counts = rng.multinomial(seeds, np.full(seeds, 1 / seeds), resamples) / seeds
        some = slopes_of((counts @ flat).reshape(resamples, len(LOG_SIZES), 13))
        low, high = drawn_interval(slopes_of(logs.mean(axis=0)), some, seeds)
        hits += low <= truth <= high
    return hits / draws


t_975 = {n: t_quantile(n - 1) for n in (3, 5, 6, 8, 10, 16, 20, 24, 32, 48, 200)}


def claims(quick):
    rng = np.random.default_rng(68)
    draws = 1000 if quick else 4000
    normal = lambda rng, shape: rng.standard_normal(shape)
    how = f"{draws} draws of a known case"
    for n, where in (
        (6, "learning-rate-schedule, floors"),
        (8, "adam-step-size"),
        (10, "claim-equal-contribution at its fewest runs"),
        (16, "momentum-rates"),
        (20, "learning-rate-schedule at its fewest runs"),
        (24, "momentum-helps"),
        (32, "batch-rate-regression"),
    ):
        yield claim(PAGE, f"Mean of {n} with Student's t ({where})",
            ID, dict(seeds=n), f"mean{n}", of_means(rng, draws, n, t_975[n], normal), how, draws)
        yield claim(PAGE, f"Mean of {n} with 1.96 standard errors, as it was",
            ID, dict(seeds=n), f"normal{n}", of_means(rng, draws, n, 1.96, normal), how, draws)
    for n in (5, 8, 16, 24, 48):
        yield claim(PAGE, f"Mean of {n} with Student's t",
            ID, dict(seeds=n), f"student{n}", of_means(rng, draws, n, t_975[n], normal), how, draws)
    skewed = lambda rng, shape: rng.exponential(size=shape) - 1
    for n in (24, 100):
        yield claim(PAGE, f"Mean of {n} with Student's t, of values as skew as an exponential",
            ID, dict(seeds=n), f"studentSkewed{n}", of_means(rng, draws, n, t_quantile(n - 1), skewed), how, draws)
    for n, p in ((100, 0.62), (300, 0.17), (300, 0.765), (1000, 1 / 3), (2000, 0.25)):
        hits = rng.binomial(n, p, draws)
        held = np.mean([low <= p <= high for _, low, high in (share(int(k), n) for k in hits)])
        yield claim(PAGE, f"Wilson's interval of a share of {p:.3g} among {n}",
            ID, dict(trials=n), f"wilson{n}of{100 * p:.0f}", float(held), how, draws)
    for n in (300, 2000):
        d = rng.choice([1, 0, -1], (draws, n), p=[0.034, 0.948, 0.018])
        held = np.mean(np.abs(d.mean(1) - 0.016) <= 1.96 * d.std(1, ddof=1) / math.sqrt(n))
        yield claim(PAGE, f"A paired gain of 1.6 points among {n}, Student's t",
            ID, dict(trials=n), f"paired{n}", float(held), how, draws)
    # One epoch drawn with replacement: the examples left out are not independent of each other.
    unseen = np.array([256 - len(np.unique(row)) for row in rng.integers(0, 256, (50 * draws, 256))])
    truth = (1 - 1 / 256) ** 256
    shares = unseen.reshape(-1, 100) / 256
    half = t_quantile(99) * shares.std(axis=1, ddof=1) / 10
    yield claim(PAGE, "The share unseen in an epoch, Student's t over a hundred runs",
        ID, {}, "unseen100", float(np.mean(np.abs(shares.mean(1) - truth) <= half)), f"{len(shares)} samples", len(shares))
    yield claim(PAGE, "Width of Wilson's interval, as it was, over what it should be",
        ID, {}, "wilsonUnseenWidth", float(math.sqrt(256 * truth * (1 - truth)) / unseen.std()), how, draws)
    times = rng.exponential(size=(draws, 120)).mean(1)
    yield claim(PAGE, "Mean of 120 exponential times, times exp(-+1.96/sqrt 120) (claim-escapes-minima, each ratio its own runs)",
        ID, {}, "exponential120", float(np.mean(np.abs(np.log(times)) <= 1.96 / math.sqrt(120))), how, draws)
    a, b = rng.gamma(1.0, size=(2, draws, 100))
    error = 1.96 * np.hypot(a.std(1, ddof=1) / a.mean(1), b.std(1, ddof=1) / b.mean(1)) / 10
    yield claim(PAGE, "A ratio of two means of a hundred, by its logarithm",
        ID, {}, "ratio100", float(np.mean(np.abs(np.log(a.mean(1) / b.mean(1))) <= error)), how, draws)
    few = 500 if quick else 1500
    for n in (5, 10, 32, 200):
        quantiles, student = of_bootstrap(rng, few, n)
        yield claim(PAGE, f"Bootstrap of a mean of {n}, with Student's t",
            ID, dict(seeds=n), f"bootstrap{n}", student, f"{few} draws of a known case", few)
        yield claim(PAGE, f"Bootstrap of a mean of {n} by its quantiles, as it was",
            ID, dict(seeds=n), f"percentile{n}", quantiles, f"{few} draws of a known case", few)
    for n in (5, 10):
        yield claim(PAGE, f"Bootstrap of R squared over {n} seeds with Student's t (hyperparameter-search)",
            ID, dict(seeds=n), f"explained{n}", of_explained(rng, few, n), f"{few} draws of a known case", few)
    for n in (5, 6, 8, 32, 48, 200):
        yield claim(PAGE, f"Student's t with a bootstrap of the slope of best rates, {n} seeds",
            ID, dict(seeds=n), f"ridge{n}", of_ridges(rng, few, n), f"{few} draws of a known case", few)
