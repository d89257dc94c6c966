"""The takeaway, T.2: the best rate for each batch size on the Gabor loss, at an equal number of example gradients."""

import math

import numpy as np

import gabor
from claims import claim, line_slope, mean_t, percentile_interval, share

SHARES = {"": "data, estimator", "kernel": "data"}
PAGE, ID = "takeaway", "batch-rate-gabor"
SIZES = np.array([1, 2, 3, 5, 10, 15, 30])
COARSE = 2.0 ** np.arange(-4, 6.01, 0.5)
# Sixteenths of an octave, an octave either way; the width of the kernel, in octaves.
FINE, WIDTH = np.arange(-16, 17) / 16, 1 / 12
CENTRES = {"near": (-1.5, 8.5), "far": (3.5, 6.5)}
LATE = 2.0


def last_losses(rng, first, size, rates, budget):
    """Last losses (rate, seed) from the starts `first`; the batches of a seed are the same for every rate."""
    x, y = gabor.X.astype(np.float32), gabor.Y.astype(np.float32)
    seeds = len(first)
    p, q = (np.repeat(first[None, :, k].astype(np.float32), len(rates), axis=0) for k in (0, 1))
    alpha = (rates / size).astype(np.float32)[:, None]
    for _ in range(budget // size):
        batch = np.argpartition(rng.random((seeds, 30), np.float32), size - 1, axis=1)[:, :size] if size < 30 else np.tile(np.arange(30), (seeds, 1))
        dp, dq = np.zeros_like(p), np.zeros_like(q)
        for b in range(size):
            bx, by = x[batch[:, b]], y[batch[:, b]]
            u = p + np.float32(0.06) * q * bx
            bell, sine = np.exp(u * u * np.float32(-1 / 32)), np.sin(u)
            back = (sine * bell - by) * (np.cos(u) - sine * u * np.float32(1 / 16)) * bell
            dp += 2 * back
            dq += np.float32(0.12) * back * bx
        p -= alpha * dp
        q -= alpha * dq
    losses = gabor.loss(np.stack([p, q], axis=-1).reshape(-1, 2).astype(float)).reshape(len(rates), seeds)
    return np.where(np.isfinite(losses), losses, np.inf)


def measure(rng, start, budget, seeds):
    """For each batch size the rates and last losses (rate, seed), an octave around the best of a coarse grid; the starts are the same for all."""
    first = np.array(CENTRES[start]) + np.array((0.3, 0.6)) * rng.standard_normal((seeds, 2))
    made = []
    for size in SIZES:
        coarse = last_losses(rng, first[:200], size, COARSE, budget).mean(axis=1)
        rates = COARSE[np.argmin(coarse)] * 2.0**FINE
        made.append((rates, np.concatenate([last_losses(rng, some, size, rates, budget) for some in np.array_split(first, max(1, seeds // 500))], axis=1)))
    return made


KERNEL = np.exp(-0.5 * ((FINE[:, None] - FINE[None]) / WIDTH) ** 2)
KERNEL /= KERNEL.sum(axis=1, keepdims=True)


def lowest(rates, means):
    """Log rate at which a kernel mean of the log means is lowest, and the index of the rate tried there."""
    k = int(np.argmin(KERNEL @ np.log(means)))
    return math.log(rates[k]), k


def claims(quick):
    rng = np.random.default_rng(691)
    seeds = 500 if quick else 2000
    zero = float(np.sum(gabor.Y**2))
    yield claim(PAGE, "The loss of a model which is zero everywhere",
        ID, {}, "zeroModel", zero, "sum of the squared targets")
    limit = 60 / gabor.minima()[2][0]
    yield claim(PAGE, "The limit of descent at the lowest minimum, on the mean",
        ID, {}, "limit", limit, "Newton's method")
    how = f"{seeds} own runs in single precision; bootstrap over the seeds"
    fit = f"{seeds} own seeds, rates a sixteenth of an octave apart, the lowest place of a kernel mean of log losses; bootstrap"
    log_sizes = np.log(SIZES)
    for start, budget in (("near", 600), ("near", 1200), ("far", 600)):
        values = dict(start=start, budget=budget)
        measured = measure(rng, start, budget, seeds)
        best = lambda at, over=np.mean: [lowest(rates, over(losses[:, at], axis=1)) for rates, losses in measured]
        found = best(np.arange(seeds))
        logs, at = np.array([one[0] for one in found]), [one[1] for one in found]
        lows = [losses[k] for k, (_, losses) in zip(at, measured)]
        good = np.array([one.mean() < 0.9 * zero for one in lows])
        few = np.array([size <= 15 for size in SIZES]) & good
        draws = np.array([[one[0] for one in best(rng.integers(0, seeds, seeds))] for _ in range(200)])
        for some, name in ((good, "meanSlope"), (few, "noisySlope")):
            own, slopes = line_slope(log_sizes[some], logs[some]), line_slope(log_sizes[some], draws[:, some])
            yield claim(PAGE, "The slope of the best rate on the mean, on log axes" + (", up to 15" if some is few else ""),
                ID, values, name, percentile_interval(own, slopes), fit, seeds)
            yield claim(PAGE, "Twice the batch multiplies the best rate on the mean by" + (", up to 15" if some is few else ""),
                ID, dict(values, reduction="mean"), "perDoubling" if some is good else "perDoublingNoisy",
                tuple(2**one for one in percentile_interval(own, slopes)), fit, seeds)
            if some is not good:
                continue
            for reduction in ("mean", "sum"):
                yield claim(PAGE, "The slope of the best rate on the sum",
                    ID, dict(values, reduction=reduction), "sumSlope", percentile_interval(own - 1, slopes - 1), fit, seeds)
            two = np.std(slopes) * math.sqrt(seeds / 200)
            yield claim(PAGE, "Where that slope falls for two hundred seeds",
                ID, values, "sumSlopeOfTwoHundred", (own - 1, own - 1 - 1.96 * two, own - 1 + 1.96 * two), fit, seeds)
        for k, size in ((0, 1), (3, 5), (6, 30)):
            spread = percentile_interval(math.exp(logs[k]), np.exp(draws[:, k]))
            yield claim(PAGE, f"The best rate on the mean for batches of {size}", ID, values, f"mean{size}", spread, fit, seeds)
            yield claim(PAGE, f"The best alpha for batches of {size}",
                ID, values, f"alpha{size}", tuple(one / size for one in spread), fit, seeds)
            yield claim(PAGE, f"The lowest mean last loss for batches of {size}",
                ID, values, f"loss{size}", mean_t(lows[k]), how, seeds)
        if start == "near":
            yield claim(PAGE, "The best rate of all thirty over the limit: above it",
                ID, values, "overLimit", tuple(one / limit for one in percentile_interval(math.exp(logs[-1]), np.exp(draws[:, -1]))), fit, seeds)
            yield claim(PAGE, "What the linear rule would ask for all thirty, over the limit",
                ID, values, "ruleOverLimit", 30 * math.exp(logs[0]) / limit, fit, seeds)
        if good.any():
            counts = [int(np.sum(one > LATE)) for one, is_good in zip(lows, good) if is_good]
            yield claim(PAGE, "At the best rate at least this share of the runs ends above 2",
                ID, values, "leastLate", share(min(counts), seeds), how, seeds)
            yield claim(PAGE, "… and at most this", ID, values, "mostLate", share(max(counts), seeds), how, seeds)
            by_median = lambda some: line_slope(log_sizes[good], np.array([one[0] for one in best(some, np.median)])[good])
            slopes = [by_median(rng.integers(0, seeds, 200)) for _ in range(100)]
            yield claim(PAGE, "The slope by medians; the interval is where that of two hundred seeds falls",
                ID, values, "medianSlope", percentile_interval(by_median(np.arange(seeds)), slopes), fit, seeds)
        if not good.all():
            yield claim(PAGE, "From batches of this size on no rate does well within the budget",
                ID, dict(values, reduction="mean"), "idleFrom", float(SIZES[np.argmax(~good)]), how, seeds)
