"""6.2, claim 3: how many gradients of single examples SGD and descent need to come equally close."""

import numpy as np

from claims import claim, percentile_interval

SHARES = {"": "", "half of 40 runs": "estimator", "eigenvectors": "", "the sum over the curvatures": "data, estimator"}
PAGE, ID = "6.2", "claim-cheaper"
EXAMPLES, DIMENSION, LOOK, EPOCHS = 4096, 16, 32, 60
TARGETS = np.array([0.3, 0.1, 0.03, 0.01, 0.003, 0.001, 0.0003, 0.0001])


class Data:
    """Several data sets: y = x . w + noise, inputs of variance 1/i; and the excess of the mean of half the squares."""

    def __init__(self, rng, sets):
        h = 1 / np.arange(1, DIMENSION + 1)
        self.x = np.sqrt(h) * rng.standard_normal((sets, EXAMPLES, DIMENSION))
        w = 0.5 * rng.standard_normal((sets, 1, DIMENSION)) / np.sqrt(h)
        self.y = np.sum(self.x * w, axis=2) + rng.standard_normal((sets, EXAMPLES))
        self.h = np.swapaxes(self.x, 1, 2) @ self.x / EXAMPLES
        self.best = np.linalg.solve(self.h, np.einsum("sij,si->sj", self.x, self.y)[..., None] / EXAMPLES)[..., 0]
        self.first = self.excess(np.zeros((sets, 1, DIMENSION)))
        self.floor = np.mean((self.y - np.einsum("sij,sj->si", self.x, self.best)) ** 2, axis=1)

    def excess(self, w):
        e = w - self.best[:, None]
        return 0.5 * np.einsum("srj,sjk,srk->sr", e, self.h, e, optimize=True)

    def descent(self):
        """Example gradients of descent at its best fixed rate until each target, from the eigenvectors of the curvature."""
        values, vectors = np.linalg.eigh(self.h)
        rate = 2 / (values[:, :1] + values[:, -1:])
        c = np.einsum("sjk,sj->sk", vectors, self.best) ** 2 * values / 2
        t = np.arange(2000)[:, None, None]
        left = np.sum(c * (1 - rate * values) ** (2 * t), axis=2) / self.first[:, 0]
        return np.argmax(left[:, :, None] <= TARGETS, axis=0) * EXAMPLES


def first_passages(data, rng, rates, budget, size=1):
    """Example gradients of SGD with replacement until it is first seen at each target, (set, rate, target); inf: never."""
    sets, rates = len(data.x), np.asarray(rates)
    w = np.zeros((sets, len(rates), DIMENSION))
    reached = np.full((sets, len(rates), len(TARGETS)), np.inf)
    every, which = max(1, LOOK // size), np.arange(sets)[:, None]
    scale = (rates / size)[:, None]
    drawn = None
    for step in range(budget // size):
        at = step % 1024
        if at == 0:
            drawn = rng.integers(0, EXAMPLES, (1024, sets, size))
        x, y = data.x[which, drawn[at]], data.y[which, drawn[at]]
        if size == 1:
            error = (w @ x.transpose(0, 2, 1))[..., 0] - y
            w -= (scale[:, 0] * error)[..., None] * x
        else:
            error = w @ x.transpose(0, 2, 1) - y[:, None]
            w -= scale * (error @ x)
        if (step + 1) % every == 0:
            left = data.excess(w) / data.first
            new = (left[..., None] <= TARGETS) & np.isinf(reached)
            reached[new] = (step + 1) * size
    return reached


def chosen(reached, k, sets):
    """The rate at which most of the sets arrive, and of those the one with the lowest median: its index."""
    cost = reached[sets][:, :, k]
    arrived = np.isfinite(cost).sum(0)
    return int(np.argmin(np.where(arrived == arrived.max(), np.median(cost, axis=0), np.inf)))


def gain(reached, descent, k, sets):
    """How many times fewer on the same data: median, minimum and maximum over the sets, how many arrive, and at which rate.

    The rate is chosen on all other sets. A set that does not arrive has 0.
    """
    r = chosen(reached, k, np.setdiff1d(np.arange(len(reached)), sets))
    cost = reached[sets, r, k]
    each = descent[sets, k] / cost
    return np.median(each), each.min(), each.max(), np.isfinite(cost).sum(), r


def between_rates(interval):
    """An interval of half a step of the grid, whose rates double, either way."""
    value, low, high = interval
    return value, low / 2**0.5, high * 2**0.5


def floors(rng, a, size, runs, budget=24576):
    """Mean excess over the second half of runs at one rate on one data set, and its value by the page's formula."""
    data = Data(np.random.default_rng(77), 1)
    w, total, count = np.zeros((runs, DIMENSION)), 0.0, 0
    steps = budget // size
    for step in range(steps):
        batch = rng.integers(0, EXAMPLES, (runs, size))
        x, y = data.x[0][batch], data.y[0][batch]
        error = np.einsum("rbj,rj->rb", x, w) - y
        w -= a / size * np.einsum("rb,rbj->rj", error, x)
        if step >= steps // 2 and step % 16 == 0:
            total, count = total + data.excess(w[None]).mean(), count + 1
    h = np.linalg.eigvalsh(data.h[0])
    feeds = np.sum(a / size * h / (2 - a * h * (1 + 1 / size)))
    return total / count, data.floor[0] / 2 * feeds / (1 - feeds)


def claims(quick):
    sets = 12 if quick else 24
    rng = np.random.default_rng(603)
    data = Data(rng, sets)
    descent = data.descent()
    pick = np.random.default_rng(1)
    sixes = [pick.choice(sets, 6, replace=False) for _ in range(200)]
    how = f"{sets} own data sets; six at the rate chosen on the others, and where the numbers of six fall"
    grids = {1: 4e-4 * 2.0 ** np.arange(11), 256: 2.56e-2 * 2.0 ** np.arange(5)}
    for size, rates in grids.items():
        reached = first_passages(data, rng, rates, EPOCHS * EXAMPLES, size)
        settings = dict(target="0.0001", batchSize=size) if size > 1 else {}
        for k, target in enumerate(TARGETS):
            if size > 1 and k < len(TARGETS) - 1:
                continue
            percent = f"{100 * target:g} %"
            label = f"times{100 * target:g}".replace(".", "p")
            medians, lows, highs, arrived, r = np.array([gain(reached, descent, k, six) for six in sixes]).T
            value, low, high, all_arrived, best = (np.median(one) for one in (medians, lows, highs, arrived, r))
            if size == 1 and k in (0, len(TARGETS) - 1):
                yield claim(PAGE, f"The rate at which most of six come to {percent}, and soonest",
                    ID, {}, "lastRate" if k else "firstRate",
                    between_rates(percentile_interval(
                        rates[chosen(reached, k, np.arange(sets))], rates[[chosen(reached, k, six) for six in sixes]])), how, sets)
            if size == 1 and k == len(TARGETS) - 1:
                yield claim(PAGE, "Data sets of six that come to the last target at the rate where most do",
                    ID, {}, "arrived", percentile_interval(all_arrived, arrived), how, sets)
            batches = f" with batches of {size}" if size > 1 else ""
            yield claim(PAGE, f"Within {EPOCHS} epochs SGD{batches} is so many times cheaper to {percent} of the first excess",
                ID, settings, label, percentile_interval(value, medians), how, sets)
            yield claim(PAGE, "The same, lowest and highest of six data sets (medians of both)",
                ID, settings, label + "Range", (value, low, high), how, sets)
            yield claim(PAGE, f"At this rate ({percent})",
                ID, settings, label + "Rate", float(rates[int(best)]), how, sets)
            yield claim(PAGE, f"Share of the data sets that come to {percent}{batches} at the rate where most do",
                ID, settings, label + "Arrived", float(np.mean(arrived) / 6), how, sets)
    spent = descent / EXAMPLES
    middles = [np.median(spent[six, -1]) for six in sixes]
    yield claim(PAGE, "Epochs that descent needs to the last target: median; the interval is where that of six falls",
        ID, {}, "descentEpochs", percentile_interval(np.median(spent[:, -1]), middles), "eigenvectors of the curvature", sets)
    for k in (0, 5, 7):
        yield claim(PAGE, f"Epochs that descent needs to {100 * TARGETS[k]:g} %: median, least and most",
            ID, {}, f"descentEpochs{100 * TARGETS[k]:g}",
            (np.median(spent[:, k]), spent[:, k].min(), spent[:, k].max()), "eigenvectors of the curvature", sets)
    single = first_passages(data, rng, [0.03, 0.1], 16384)
    batches = first_passages(data, rng, [0.1], 16384, 32)[:, 0]
    for k, percent in ((0, 30), (1, 10)):
        yield claim(PAGE, f"At 0.1 the run comes down sooner than at 0.03: example gradients to {percent} %, ratio of medians",
            ID, dict(aMean=0.1), f"soonerTo{percent}", float(np.median(single[:, 0, k]) / np.median(single[:, 1, k])), how, sets)
        yield claim(PAGE, f"Batches of 32 at 0.1 start later: example gradients to {percent} %, over those of single examples",
            ID, dict(aMean=0.1, batchSize=32), f"batchesTo{percent}",
            float(np.median(batches[:, k]) / np.median(single[:, 1, k])), how, sets)
    for a, size in ((0.03, 1), (0.1, 1), (0.1, 32)):
        level, formula = floors(rng, a, size, 40)
        yield claim(PAGE, "The noise floor that is drawn: simulated over the formula, on one own data set",
            ID, dict(aMean=a, batchSize=size), "floorOverFormula", float(level / formula),
            "mean over the second half of 40 runs", 40)
        if size == 1:
            low = level
        else:
            yield claim(PAGE, "Batches of 32 lower the floor at the same rate: floor over that of single examples",
                ID, dict(aMean=a, batchSize=size), "floorOverSingle", float(level / low),
                "means over the second half of 40 runs", 40)
    h = 1 / np.arange(1, DIMENSION + 1)
    for size in (1, 32):
        grid = np.linspace(0.01, 2, 200001)
        past = 2 - grid[:, None] * h * (1 + 1 / size)
        feeds = np.sum(grid[:, None] / size * h / past, axis=1)
        yield claim(PAGE, "The rate from which on the noise feeds itself",
            ID, dict(batchSize=size), "limit", float(grid[np.argmax((feeds >= 1) | (past.min(1) <= 0))]),
            "the sum over the curvatures, on a grid of rates")
