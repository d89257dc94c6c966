"""6.2 except for claims 3, 4 and 6: the notebook's run, every step a batch could make, schedules, and claims 1, 2 and 5."""

import itertools
import math

import numpy as np

import gabor
from claims import claim, mean_t, percentile_interval, share

SHARES = {
    "": "data, estimator", "formula": "data", "noise in y alone": "data", "own data sets": "", "own network": "estimator",
    "covariance": "data",
}
PAGE = "6.2"
START = (3.5, 6.5)


def crowd_claims(rng):
    ID = "why-batches"
    # The settings named on the page: batch size, examples in all, and whether the page asks for their direction.
    for size, N in ((16, 1024), (1, 1024), (80, 4096)):
        drawn = np.random.RandomState(1)
        X = np.vander(drawn.normal(size=N), 2, increasing=True)
        y = X @ [1, 0.5] + 2 * drawn.normal(size=N)
        each = X * y[:, None]
        g = each.sum(0) / N
        # The trace of the covariance over N - 1, times the correction for a finite population.
        spread = np.trace(np.cov(each.T)) * (1 - size / N) / size
        values = dict(batchSize=size, examples=N)
        yield claim(PAGE, f"{size} of {N} examples are off by",
            ID, values, "error", math.sqrt(spread) / np.linalg.norm(g), "own covariance of the same examples")
        yield claim(PAGE, f"A single one of {N} examples is off by",
            ID, values, "single", math.sqrt(np.trace(np.cov(each.T)) * (1 - 1 / N)) / np.linalg.norm(g),
            "own covariance of the same examples")
        runs = 20_000
        up = sum(bool(each[rng.choice(N, size, replace=False)].sum(0) @ g < 0) for _ in range(runs))
        yield claim(PAGE, f"… and point uphill in this share of the draws ({size} of {N})",
            ID, values, "uphill", share(up, runs), f"{runs} own draws of a batch", runs)


def run_claims():
    ID = "sgd"
    exact = "own run with numpy.random.seed(1), gradients by an imaginary step"

    def run(alpha, size):
        path, losses, batches = gabor.descend(START, alpha, 41, seed=1, size=size)
        own = np.array([[gabor.loss(path[t + k], gabor.X[b], gabor.Y[b]) for k in (0, 1)] for t, b in enumerate(batches)])
        return path, losses, batches, own

    path, losses, batches, own = run(0.8, 5)
    up = np.diff(losses) > 1e-12 * losses[:-1]
    raised = own[:, 1] > own[:, 0] * (1 + 1e-12)
    yield claim(PAGE, "Over the run shown the loss of all examples rises in so many of 41 steps",
        ID, {}, "stepsUphill", float(up.sum()), exact)
    yield claim(PAGE, "It goes from this …", ID, {}, "startLoss", losses[0], exact)
    yield claim(PAGE, "… to this", ID, {}, "loss", losses[-1], exact)
    whole = np.array(START)
    for _ in range(41):
        whole = whole - 0.8 * 5 / 30 * gabor.gradient(whole)
    yield claim(PAGE, "Descent on all thirty, at the same rate per example, ends at",
        ID, {}, "fullLoss", float(gabor.loss(whole)), "own descent, gradients by an imaginary step")
    yield claim(PAGE, "The loss of the step's own batch rises in so many",
        ID, {}, "batchUphill", float(raised.sum()), exact)
    yield claim(PAGE, "At step 10 the loss of the batch falls: change",
        ID, {}, "batchChangeAt10", own[10, 1] - own[10, 0], exact)
    yield claim(PAGE, "… and the loss of all thirty rises: change",
        ID, {}, "changeAt10", losses[11] - losses[10], exact)
    others = np.setdiff1d(np.arange(30), batches[10])
    rest = [float(gabor.loss(path[t], gabor.X[others], gabor.Y[others])) for t in (10, 11)]
    yield claim(PAGE, "For the other twenty-five the same turn is a bad one: change of their loss",
        ID, {}, "othersChangeAt10", rest[1] - rest[0], exact)
    length = np.linalg.norm(np.diff(path, axis=0), axis=1)
    yield claim(PAGE, "The steps that raise their own batch's loss are long: median length over that of the others",
        ID, {}, "raisedLength", float(np.median(length[raised]) / np.median(length[~raised])), exact)
    # Curvature of the batch along its step, at its start and the largest along it, times the rate of the sum.
    for name, where in (("AtStart", [0.0]), ("OnTheWay", np.linspace(0, 1, 101))):
        a_lambda = []
        for t, b in enumerate(batches):
            d = path[t + 1] - path[t]
            h = 1e-4
            points = path[t] + np.multiply.outer(np.asarray(where), d)
            slope = lambda p: gabor.gradient(p, gabor.X[b], gabor.Y[b]) @ d
            second = [slope(p + h * d) - slope(p - h * d) for p in points]
            a_lambda.append(0.8 * max(second) / (2 * h) / (d @ d))
        a_lambda = np.array(a_lambda)
        yield claim(PAGE,
            "Of the steps that raise their own batch's loss, those with rate times curvature along the step above 2 "
            f"({name})",
            ID, {}, f"raisedAbove2{name}", float(np.sum(a_lambda[raised] > 2)), exact)
        yield claim(PAGE,
            f"Of the others, those above 2 all the same ({name}): past 2 the bound says nothing, it does not say that "
            "the loss rises",
            ID, {}, f"loweredAbove2{name}", float(np.sum(a_lambda[~raised] > 2)), exact)
    _, losses, _, own = run(0.2, 5)
    yield claim(PAGE, "At a quarter of the rate the batch's own loss rises in so many steps",
        ID, dict(alpha=0.2), "batchUphill", float(np.sum(own[:, 1] > own[:, 0] * (1 + 1e-12))), exact)
    longer = gabor.descend(START, 0.8, 300, seed=1, size=5)[0]
    yield claim(PAGE, "Let it walk on, and it is thrown out again, into the valley of a minimum of",
        ID, dict(steps=300), "reachedLoss", gabor.minima()[1][gabor.ends(longer[-1:])[0]], exact)
    path, losses, _, _ = run(0.1, 30)
    yield claim(PAGE, "All thirty at a rate of 0.1: steps uphill",
        ID, dict(alpha=0.1, batchSize=30), "stepsUphill", float(np.sum(np.diff(losses) > 1e-12 * losses[:-1])), exact)
    yield claim(PAGE, "… and the run comes to rest in a local minimum of",
        ID, dict(alpha=0.1, batchSize=30), "reachedLoss", gabor.minima()[1][gabor.ends(path[-1:])[0]], exact)
    path, losses, _, _ = run(2.0, 1)
    yield claim(PAGE, "One example at a time at a rate of 2: steps uphill of 41",
        ID, dict(alpha=2, batchSize=1), "stepsUphill", float(np.sum(np.diff(losses) > 0)), exact)
    yield claim(PAGE, "Length of that path over the distance it covers",
        ID, dict(alpha=2, batchSize=1), "detour",
        np.linalg.norm(np.diff(path, axis=0), axis=1).sum() / np.linalg.norm(path[-1] - path[0]), exact)


def batch_claims():
    ID = "possible-steps"
    few = {size: np.array(list(itertools.combinations(range(30), size))) for size in (2, 5)}
    for phi, alpha, size in (((-4.5, 13.5), 0.8, 5), ((-0.5, 7), 0.8, 5), ((-0.5, 7), 0.143, 28)):
        phi = np.array(phi, float)
        singles = np.array([gabor.gradient(phi, gabor.X[i : i + 1], gabor.Y[i : i + 1]) for i in range(30)])
        chosen = few[min(size, 30 - size)]
        sums = singles[chosen].sum(1) if size <= 15 else singles.sum(0) - singles[chosen].sum(1)
        steps = -alpha * sums
        change = gabor.loss(phi + steps) - gabor.loss(phi)
        values = dict(phi0=phi[0], phi1=phi[1], alpha=alpha, batchSize=size)
        how = f"all {len(chosen)} batches"
        yield claim(PAGE, "Share of all batches that step uphill", ID, values, "uphill", np.mean(change > 0), how)
        yield claim(PAGE, "Mean change of the loss over all batches", ID, values, "meanChange", change.mean(), how)
        yield claim(PAGE, "Scatter of the steps, root of the sum of both variances",
            ID, values, "scatter", math.sqrt(steps.var(axis=0).sum()), how)
        mean = steps.mean(0)
        yield claim(PAGE, "The mean of all steps is that of descent at the same rate per example: largest difference",
            ID, values, "meanError", np.abs(mean + alpha * size / 30 * gabor.gradient(phi)).max(), how)
        # The bound of the page on the mean loss, with the largest curvature met on any step.
        ways = phi + np.multiply.outer(np.linspace(0, 1, 21), steps[:: max(1, len(steps) // 2000)]).reshape(-1, 2)
        big = max(np.linalg.eigvalsh(gabor.hessian(part)).max() for part in np.array_split(ways, 20)) / 30
        a, g = alpha * size, gabor.gradient(phi) / 30
        spread = singles.var(axis=0).sum()
        bound = -a * g @ g * (1 - a * big / 2) + a * a * big * spread / (2 * size) * (30 - size) / 29
        yield claim(PAGE,
            "The bound on the mean loss holds: what it allows less the mean change, per example (not below 0)",
            ID, values, "boundLessMean", bound - change.mean() / 30, how)
    sizes = np.arange(1, 30)
    yield claim(PAGE, "The covariance of the sum is largest at this batch size",
        "possible-steps", {}, "noisiestSize", float(sizes[np.argmax(sizes * (30 - sizes))]), "the formula, every size")


H = 1 / np.arange(1, 21)
W0 = 3 / math.sqrt(20)


def falling(name, steps):
    t = np.arange(steps)
    return {
        "constant": np.ones(steps),
        "step": 0.5 ** (t // math.ceil(steps / 5)),
        "exponential": 2.0 ** (-t / math.ceil(steps / 5)),
        "inverseSquareRoot": 1 / np.sqrt(1 + t / math.ceil(steps / 20)),
        "linearDecay": 1 - t / steps,
        "cosine": 0.5 * (1 + np.cos(np.pi * t / steps)),
    }[name]


def expected_end(name, a, size, steps=300):
    """Mean loss at the end: the remainders of the start and of the noise of each step, each by the product of its factors."""
    rates = a * falling(name, steps)
    shrink = (1 - np.multiply.outer(rates, H)) ** 2
    after = np.vstack([np.cumprod(shrink[::-1], axis=0)[::-1][1:], np.ones(20)])
    return 0.5 * np.sum(H * (W0**2 * shrink.prod(axis=0) + (rates[:, None] ** 2 * H / size * after).sum(axis=0)))


def schedule_claims(rng, quick):
    ID = "learning-rate-schedule"
    exact = "products of the factors of each step"
    for a, size in ((0.1, 1), (0.8, 8)):
        floor = expected_end("constant", a, size, 20000)
        yield claim(PAGE, "The floor of a constant rate",
            ID, dict(aMean=a, batchSize=size), "floor", floor, "the expected loss after 20 000 steps, by " + exact)
        runs = 400 if quick else 2000
        w, total = np.zeros((runs, 20)), np.zeros(runs)
        for t in range(1600):
            w = (1 - a * H) * w + a * np.sqrt(H / size) * rng.standard_normal(w.shape)
            if t >= 800:
                total += 0.5 * np.sum(H * w * w, axis=1) / 800
        yield claim(PAGE, "The same, simulated",
            ID, dict(aMean=a, batchSize=size), "floorMeasured", mean_t(total),
            f"{runs} runs, means over 800 steps; Student's t", runs)
    yield claim(PAGE, "Eight times the rate with eight times the batch has a floor higher by",
        ID, dict(aMean=0.8, batchSize=8), "floorOverRule",
        expected_end("constant", 0.8, 8, 20000) / expected_end("constant", 0.1, 1, 20000), exact)
    settings = dict(aMean=0.3, schedule="cosine")
    yield claim(PAGE, "Along a cosine the mean loss ends at",
        ID, settings, "expected", expected_end("cosine", 0.3, 1), exact)
    yield claim(PAGE, "… instead of, at a constant rate",
        ID, settings, "constant", expected_end("constant", 0.3, 1), exact)
    settings = dict(aMean=0.02, schedule="cosine")
    yield claim(PAGE, "From a small first rate the schedule costs more than it wins: cosine over constant",
        ID, settings, "cosineOverConstant", expected_end("cosine", 0.02, 1) / expected_end("constant", 0.02, 1), exact)
    grid = np.exp(np.linspace(math.log(0.01), math.log(1.5), 600))
    best = {}
    for name in ("constant", "step", "exponential", "inverseSquareRoot", "linearDecay", "cosine"):
        losses = [expected_end(name, a, 1) for a in grid]
        best[name] = grid[np.argmin(losses)], min(losses)
        yield claim(PAGE, f"The best first rate of {name} after 300 steps",
            ID, dict(schedule=name), "bestRate", best[name][0], "a grid of 600 rates, " + exact)
        yield claim(PAGE, f"… and what it ends at",
            ID, dict(schedule=name), "bestLoss", best[name][1], "a grid of 600 rates, " + exact)
    yield claim(PAGE, "The best constant rate is a small one: the loss at 0.05",
        ID, dict(aMean=0.05), "expected", expected_end("constant", 0.05, 1), exact)
    yield claim(PAGE, "Linear decay from 0.16 ends at",
        ID, dict(schedule="linearDecay", aMean=0.16), "expected", expected_end("linearDecay", 0.16, 1), exact)
    yield claim(PAGE, "It is best from a rate so many times as large as the best constant one",
        ID, {}, "timesAsLarge", best["linearDecay"][0] / best["constant"][0], exact)
    same = best["constant"][0]
    yield claim(PAGE,
        "From a first rate as small as the best constant one every schedule loses: the least of their losses over the "
        "constant's",
        ID, {}, "leastOver",
        min(expected_end(name, same, 1) for name in best if name != "constant") / best["constant"][1], exact)


def improves_claims(rng, quick):
    ID = "claim-improves-fit"
    runs = 1000 if quick else 6000
    x, y = gabor.X.astype(np.float32), gabor.Y.astype(np.float32)

    def height(phi, x, y):
        u = phi[:, :1] + np.float32(0.06) * phi[:, 1:] * x
        r = np.sin(u) * np.exp(u * u * np.float32(-1 / 32)) - y
        return np.sum(r.astype(np.float64) ** 2, axis=1)

    for a in (1.0, 4.0):
        phi = (np.array(START) + 0.5 * rng.standard_normal((runs, 2))).astype(np.float32)
        own, full = np.zeros((200, runs), bool), np.zeros((200, runs), bool)
        before = height(phi, x, y)
        for t in range(200):
            batch = np.argpartition(rng.random((runs, 30), np.float32), 5, axis=1)[:, :5]
            bx, by = x[batch], y[batch]
            first = height(phi, bx, by)
            phi = phi - np.float32(a / 5) * gabor.fast_gradient(phi, bx, by)
            # In single precision a change below a millionth is rounding.
            own[t] = height(phi, bx, by) <= first * (1 + 1e-6) + 1e-7
            after = height(phi, x, y)
            full[t] = after <= before * (1 + 1e-6)
            before = after
        how = f"{runs} own runs, single precision; Student's t, each run one observation"
        for name, counts in (("batch", own), ("full", full)):
            what = "the step's own batch" if name == "batch" else "all thirty examples"
            for part, rows in (("First", slice(0, 50)), ("Last", slice(150, 200))):
                yield claim(PAGE,
                    f"At a rate of {a:g} on the mean the loss of {what} falls in this share of the {part.lower()} "
                    "fifty steps",
                    ID, dict(aMean=a), name + part, mean_t(counts[rows].mean(axis=0)), how, runs)
        windows = full.reshape(20, 10, runs).mean(axis=1)
        ratio = np.sqrt(windows.var(axis=1) / (windows.mean(axis=1) * (1 - windows.mean(axis=1)) / 10))
        yield claim(PAGE,
            "How many times wider the bands of the windows of ten should be than for steps that are independent: "
            "median, least and most",
            ID, dict(aMean=a), "windowWidth", (np.median(ratio), ratio.min(), ratio.max()), how, runs)
        yield claim(PAGE, f"Steps in a million that raise their own batch's loss among the last fifty at {a:g}",
            ID, dict(aMean=a), "batchLastRises", float(1e6 * np.mean(~own[150:])), how, runs)
    starts = np.array(START) + 0.5 * rng.standard_normal((200, 2))
    rises = 0
    for t in range(200):
        if t == 0:
            before = gabor.loss(starts)
        starts = starts - gabor.gradient(starts) / 30
        after = gabor.loss(starts)
        rises, before = rises + np.sum(after > before * (1 + 1e-12)), after
    yield claim(PAGE, "With all thirty examples in the batch the loss rises in so many steps of 200 runs",
        ID, dict(aMean=1, batchSize=30), "rises", float(rises), "own runs, double precision", 200)


def equal_claims(rng, quick):
    ID = "claim-equal-contribution"
    n, dim, epochs = 256, 8, 20
    yield claim(PAGE, "Drawn with replacement this share is unseen in an epoch",
        ID, {}, "unseen", (1 - 1 / n) ** n, "formula")
    np.random.seed(1)
    uses = np.bincount(np.concatenate([np.random.permutation(30)[:5] for _ in range(41)]), minlength=30)
    yield claim(PAGE, "In notebook 6.3 some examples count so many times …",
        ID, {}, "notebookLeast", float(uses.min()), "the notebook's permutations")
    yield claim(PAGE, "… and others so many", ID, {}, "notebookMost", float(uses.max()), "the notebook's permutations")
    sets, runs = (8, 60) if quick else (16, 100)
    for alpha in (0.003, 0.03):
        ratios = []
        for _ in range(sets):
            X = rng.standard_normal((n, dim))
            y = X @ rng.standard_normal(dim) + rng.standard_normal(n)
            best = np.linalg.lstsq(X, y, rcond=None)[0]
            C = X.T @ X / n
            ends = []
            for kind in ("replacement", "epochs"):
                w = np.zeros((runs, dim))
                for _ in range(epochs):
                    order = rng.integers(0, n, (n, runs)) if kind == "replacement" else np.argsort(rng.random((n, runs)), axis=0)
                    for row in order:
                        w -= alpha * (np.einsum("rj,rj->r", X[row], w) - y[row])[:, None] * X[row]
                e = w - best
                ends.append(0.5 * np.einsum("rj,jk,rk->r", e, C, e))
            ratios.append(ends[0].mean() / ends[1].mean())
        ratios = np.array(ratios)
        log_mean = mean_t(np.log(ratios))
        how = f"{sets} own data sets, {runs} runs of each kind; geometric mean with Student's t over the data sets"
        yield claim(PAGE, f"At {alpha} the loss above the best fit's ends so many times as high with replacement",
            ID, dict(alpha=alpha), "ratio", tuple(np.exp(log_mean)), how, sets)
        yield claim(PAGE, f"The same, least and most of {sets} data sets",
            ID, dict(alpha=alpha), "ratioRange", (np.median(ratios), ratios.min(), ratios.max()), how, sets)


def saddle_claims(rng, quick):
    ID = "claim-saddles"

    def descent(y0, alpha=0.1):
        y, t = y0, 0
        while abs(y) <= 0.5 and t < 10000:
            y, t = y - alpha * (y**3 - y), t + 1
        return t

    for y0, more in ((0.01, dict(noise=1e-6)), (1e-8, {})):
        yield claim(PAGE, f"From {y0:g} beside the ridge descent has left after so many steps",
            ID, dict(offset=y0, **more), "descentSteps", float(descent(y0)), "own run")
        yield claim(PAGE, f"About ln(0.5/y0)/ln(1.1) from {y0:g}",
            ID, dict(offset=y0), "descentTheory", math.log(0.5 / y0) / math.log(1.1), "formula")
    yield claim(PAGE, "From exactly on the ridge descent stays for ever: distance after 100 000 steps",
        ID, dict(offset=0), "onTheRidge", 0.0, "y = 0 gives a slope of exactly 0")
    runs = 20000
    for sigma in (1e-3, 1e-6):
        y, left = np.zeros(runs), np.full(runs, np.inf)
        for t in range(1, 473):
            y += 0.1 * (y - y**3) - 0.1 * sigma * rng.standard_normal(runs)
            left[(np.abs(y) > 0.5) & np.isinf(left)] = t
        q = np.quantile(left, (0.5, 0.1, 0.9))
        yield claim(PAGE,
            f"With noise {sigma:g} from the ridge it has left in so many steps: median, middle four fifths",
            ID, dict(noise=sigma), "noisySteps", tuple(q), f"{runs} own runs, noise in y alone, which x does not touch",
            runs)
    x, targets = np.array([-2, -1.4, -0.9, -0.3, 0.3, 0.9, 1.4, 2]), np.array([-0.6, -0.1, 0.5, 0.95, 0.9, 0.55, -0.05, -0.65])
    for offset in (0.0, 1e-8):
        for size in (8, 2):
            units = np.tile([1.0, 0.2, 0.5], (3, 1)) + np.outer((-1, 0, 1), (offset, 0, 0))
            c = 0.0
            for _ in range(1200):
                b = np.arange(8) if size == 8 else np.sort(rng.permutation(8)[:size])
                h = np.tanh(np.multiply.outer(x[b], units[:, 0]) + units[:, 1])
                r = (h * units[:, 2]).sum(1) + c - targets[b]
                back = 2 * r[:, None] * units[:, 2] * (1 - h * h)
                slope = np.stack([(back * x[b, None]).sum(0), back.sum(0), (2 * r[:, None] * h).sum(0)], axis=1)
                units, c = units - 0.05 * slope, c - 0.05 * 2 * r.sum()
            which = "SGD" if size == 2 else "descent"
            start = "alike" if offset == 0 else "a hundred-millionth apart"
            yield claim(PAGE, f"Hidden units that start {start} differ after 1200 steps of {which} by",
                ID, dict(alike=True) if offset == 0 else dict(offset=offset, alike=False),
                "spread" if size == 2 else "descentSpread",
                np.abs(units - units[0]).max(), "own network; batches decide how far")


def claims(quick):
    rng = np.random.default_rng(602)
    yield from run_claims()
    yield from batch_claims()
    yield from schedule_claims(rng, quick)
    yield from improves_claims(rng, quick)
    yield from equal_claims(rng, quick)
    yield from saddle_claims(rng, quick)
    # Last, so that the draws of the others do not change.
    yield from crowd_claims(rng)
