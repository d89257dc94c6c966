"""6.2, claim 3: how many gradients of single examples SGD and descent need to come so close."""

import numpy as np

from claims import claim, percentile_interval

PAGE, ID = "6.2", "claim-cheaper"
EXAMPLES, DIMENSION, LOOK = 4096, 16, 32
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


def gain(reached, descent, k, sets):
    """Times fewer at the rate with the lowest median among those where all sets arrive, and the range over the sets."""
    cost = reached[sets][:, :, k]
    medians = np.where(np.isfinite(cost).all(0), np.median(cost, axis=0), np.inf)
    r = np.argmin(medians)
    if not np.isfinite(medians[r]):
        return None
    each = descent[sets, k] / cost[:, r]
    return np.median(descent[sets, k]) / medians[r], each.min(), each.max(), r


def floors(rng, a, size, runs, budget=24576):
    """Mean excess over the second half of runs at one rate on one data set, and what the page's formula says of it."""
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
    sets = 10 if quick else 20
    rng = np.random.default_rng(603)
    data = Data(rng, sets)
    descent = data.descent()
    pick = np.random.default_rng(1)
    fives = [pick.choice(sets, 5, replace=False) for _ in range(200)]
    short = dict(batchSize=1, budget=24576, lowestRate=0.003)
    long = dict(batchSize=1, budget=245760, lowestRate=0.0001)
    whole = first_passages(data, rng, 1e-4 * 2 ** (np.arange(27) / 2), 24576 if quick else 245760)
    rates = 1e-4 * 2 ** (np.arange(27) / 2)
    high = rates >= 0.0029
    capped = np.where(whole[:, high] <= 24576, whole[:, high], np.inf)
    how = f"{sets} own data sets; the interval is where the numbers of five of them fall"
    for settings, reached, grid in ((short, capped, rates[high]), (long, whole, rates)):
        epochs = settings["budget"] // EXAMPLES
        for k, target in enumerate(TARGETS):
            percent = f"{100 * target:g} %"
            arrived = np.isfinite(reached[:, :, k]).mean(0)
            drawn = [gain(reached, descent, k, five) for five in fives]
            all_arrive = np.mean([one is not None for one in drawn])
            label = f"times{100 * target:g}".replace(".", "p")
            found = gain(reached, descent, k, np.arange(sets))
            if all_arrive > 0.5:
                value = found[0] if found else np.median([one[0] for one in drawn if one])
                numbers = [one[0] for one in drawn if one]
                yield claim(PAGE,
                    f"Within {epochs} epochs SGD is so many times cheaper to {percent} of the first excess",
                    ID, settings, label, percentile_interval(value, numbers), how, sets)
                lows, highs = zip(*(one[1:3] for one in drawn if one))
                yield claim(PAGE, f"The same, lowest and highest of five data sets (medians of both)",
                    ID, settings, label + "Range", (value, np.median(lows), np.median(highs)), how, sets)
                yield claim(PAGE, f"At this rate ({percent}, {epochs} epochs)",
                    ID, settings, label + "Rate", float(np.median([grid[one[3]] for one in drawn if one])), how, sets)
            yield claim(PAGE,
                f"Share of groups of five that all come to {percent} within {epochs} epochs at some constant rate",
                ID, settings, label + "AllArrive", float(all_arrive), how, sets)
            yield claim(PAGE, f"Data sets that come to {percent} within {epochs} epochs at the rate where most do",
                ID, settings, label + "Arrived", float(arrived.max()), how, sets)
    if not quick:
        slow = first_passages(data, rng, 1e-4 * 2 ** (np.arange(2, 6) / 2), 90 * EXAMPLES)
        arrived = np.isfinite(slow[:, :, -1]).mean(0)
        found = gain(slow, descent, len(TARGETS) - 1, np.arange(sets))
        settings = dict(batchSize=1, budget=90 * EXAMPLES, lowestRate=0.0002)
        yield claim(PAGE, "Within 90 epochs this share of the data sets comes to 0.01 % at the best of four low rates",
            ID, settings, "times0p01Arrived", float(arrived.max()), how, sets)
        if found:
            yield claim(PAGE,
                "Within 90 epochs, at a rate at which all come to 0.01 %, SGD is so many times cheaper: median, least "
                "and most of the data sets",
                ID, settings, "times0p01Range", found[:3], how, sets)
    spent = descent / EXAMPLES
    for k in (0, 5, 7):
        yield claim(PAGE, f"Epochs that descent needs to {100 * TARGETS[k]:g} %: median, least and most",
            ID, {}, f"descentEpochs{100 * TARGETS[k]:g}",
            (np.median(spent[:, k]), spent[:, k].min(), spent[:, k].max()), "eigenvectors of the curvature", sets)
    single = first_passages(data, rng, [0.03, 0.3], 4096)
    batches = first_passages(data, rng, [0.3], 4096, 32)[:, 0]
    yield claim(PAGE, "At 0.3 the run comes down sooner than at 0.03: example gradients to 30 %, ratio of medians", ID,
        dict(aMean=0.3), "sooner", float(np.median(single[:, 0, 0]) / np.median(single[:, 1, 0])), how, sets)
    for k, percent in ((0, 30), (1, 10)):
        yield claim(PAGE, f"Batches of 32 at 0.3: example gradients to {percent} %, over those of single examples", ID,
            dict(aMean=0.3, batchSize=32), f"batchesTo{percent}",
            float(np.median(batches[:, k]) / np.median(single[:, 1, k])), how, sets)
    for a, size in ((0.03, 1), (0.3, 1), (0.3, 32)):
        level, formula = floors(rng, a, size, 40)
        yield claim(PAGE, "The noise floor that is drawn: simulated over the formula, on one own data set",
            ID, dict(aMean=a, batchSize=size), "floorOverFormula", float(level / formula),
            "mean over the second half of 40 runs", 40)
        if size == 1:
            low = level
        elif a == 0.3:
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
