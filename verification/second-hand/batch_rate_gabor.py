"""The takeaway, T.1: the best rate for each batch size on the Gabor loss, at an equal number of example gradients."""

import math

import numpy as np

import gabor
from claims import claim, line_slope, mean_t, parabola_minimum, percentile_interval, share

PAGE, ID = "takeaway", "batch-rate-gabor"
SIZES = np.array([1, 2, 3, 5, 10, 15, 30])
RATES = 2.0 ** np.arange(-4, 6.01, 0.5)
CENTRES = {"near": (-1.5, 8.5), "far": (3.5, 6.5)}
LATE = 2.0


def last_losses(rng, start, budget, seeds):
    """Last losses, (batch size, rate, seed): the starts are the same for every size and rate, the batches for every rate."""
    x, y = gabor.X.astype(np.float32), gabor.Y.astype(np.float32)
    first = np.array(CENTRES[start]) + np.array((0.3, 0.6)) * rng.standard_normal((seeds, 2))
    made = np.empty((len(SIZES), len(RATES), seeds))
    for b, size in enumerate(SIZES):
        phi = np.tile(first.astype(np.float32), (len(RATES), 1))
        alpha = np.repeat(RATES / size, seeds).astype(np.float32)[:, None]
        for _ in range(budget // size):
            batch = np.argpartition(rng.random((seeds, 30), np.float32), size - 1, axis=1)[:, :size]
            bx, by = np.tile(x[batch], (len(RATES), 1)), np.tile(y[batch], (len(RATES), 1))
            phi -= alpha * gabor.fast_gradient(phi, bx, by)
        losses = gabor.loss(phi.astype(float)).reshape(len(RATES), seeds)
        made[b] = np.where(np.isfinite(losses), losses, np.inf)
    return made


def best_rates(scores):
    """Log rate with the lowest score for each batch size, by a parabola through it and its neighbours; and its index."""
    logs, found, at = np.log(RATES), [], []
    for column in scores:
        k = int(np.argmin(column))
        inner = 0 < k < len(logs) - 1 and np.isfinite(column[k - 1 : k + 2]).all()
        found.append(parabola_minimum(logs[k - 1 : k + 2], column[k - 1 : k + 2]) if inner else logs[k])
        at.append(k)
    return np.array(found), np.array(at)


def claims(quick):
    rng = np.random.default_rng(691)
    seeds = 200 if quick else 600
    zero = float(np.sum(gabor.Y**2))
    yield claim(PAGE, "The loss of a model which is zero everywhere",
        ID, {}, "zeroModel", zero, "sum of the squared targets")
    limit = 60 / gabor.minima()[2][0]
    yield claim(PAGE, "The limit of descent at the lowest minimum, on the mean",
        ID, {}, "limit", limit, "Newton's method")
    how = f"{seeds} own runs in single precision; bootstrap over the seeds"
    for start, budget in (("near", 600), ("near", 1200), ("far", 600)):
        values = dict(start=start, budget=budget)
        losses = last_losses(rng, start, budget, seeds)
        means = losses.mean(axis=2)
        logs, at = best_rates(means)
        good = means[np.arange(len(SIZES)), at] < 0.9 * zero
        draws = [best_rates(losses[:, :, rng.integers(0, seeds, seeds)].mean(axis=2))[0] for _ in range(300)]
        slopes = np.array([line_slope(np.log(SIZES[good]), one[good]) for one in draws])
        own = line_slope(np.log(SIZES[good]), logs[good])
        spread = lambda k: percentile_interval(math.exp(logs[k]), np.exp([one[k] for one in draws]))
        yield claim(PAGE, "The slope of the best rate on the mean, on log axes",
            ID, values, "meanSlope", percentile_interval(own, slopes), how, seeds)
        for reduction in ("mean", "sum"):
            yield claim(PAGE, "The slope of the best rate on the sum",
                ID, dict(values, reduction=reduction), "sumSlope", percentile_interval(own - 1, slopes - 1), how, seeds)
        yield claim(PAGE, "Twice the batch multiplies the best rate on the mean by",
            ID, dict(values, reduction="mean"), "perDoubling", tuple(2 ** one for one in percentile_interval(own, slopes)), how, seeds)
        two = np.nanstd(slopes) * math.sqrt(seeds / 200)
        yield claim(PAGE, "Where that slope falls for two hundred seeds",
            ID, values, "sumSlopeOfTwoHundred", (own - 1, own - 1 - 1.96 * two, own - 1 + 1.96 * two), how, seeds)
        for k, size in ((0, 1), (3, 5), (6, 30)):
            yield claim(PAGE, f"The best rate on the mean for batches of {size}",
                ID, values, f"mean{size}", spread(k), how, seeds)
            yield claim(PAGE, f"The best alpha for batches of {size}",
                ID, values, f"alpha{size}", tuple(one / size for one in spread(k)), how, seeds)
            yield claim(PAGE, f"The lowest mean last loss for batches of {size}",
                ID, values, f"loss{size}", mean_t(losses[k, at[k]]), how, seeds)
        if start == "near":
            yield claim(PAGE, "The best rate of all thirty over the limit: just below",
                ID, values, "shareOfLimit", math.exp(logs[-1]) / limit, how, seeds)
            yield claim(PAGE, "What the linear rule would ask for all thirty, over the limit",
                ID, values, "ruleOverLimit", 30 * math.exp(logs[0]) / limit, how, seeds)
        if good.any():
            late = np.array([np.mean(losses[b, at[b]] > LATE) for b in range(len(SIZES))])[good]
            counts = np.round(late * seeds)
            yield claim(PAGE, "At the best rate at least this share of the runs ends above 2",
                ID, values, "leastLate", share(counts.min(), seeds), how, seeds)
            yield claim(PAGE, "… and at most this", ID, values, "mostLate", share(counts.max(), seeds), how, seeds)
            by_median = lambda some: line_slope(np.log(SIZES[good]), best_rates(np.median(some, axis=2))[0][good])
            slopes = [by_median(losses[:, :, rng.integers(0, seeds, 200)]) for _ in range(100)]
            yield claim(PAGE, "The slope by medians; the interval is where that of two hundred seeds falls",
                ID, values, "medianSlope", percentile_interval(by_median(losses), slopes), how, seeds)
        if not good.all():
            yield claim(PAGE, "From batches of this size on no rate does well within the budget",
                ID, dict(values, reduction="mean"), "idleFrom", float(SIZES[np.argmax(~good)]), how, seeds)
