"""The takeaway, T.3: the best rate for each batch size on least squares, by Monte Carlo and by the recursion."""

import math

import numpy as np

from claims import claim, line_slope, percentile_interval, spline_minimum

SHARES = {"": "data", "own data sets": "", "fresh examples": ""}
PAGE, ID = "takeaway", "batch-rate-regression"
D, N = 16, 512
SIZES = 2 ** np.arange(1, 9)
# Quarter octaves, none of them a rate of the page's own grids.
RATES = 2.0 ** (np.arange(-10, 1.01, 0.25) + 1 / 16)


def measured(rng, seeds, noise, steps_of):
    """Log excess loss over the best fit, (batch size, rate, seed), with replacement from 512 examples."""
    made = np.empty((len(SIZES), len(RATES), seeds))
    for s in range(seeds):
        X = rng.standard_normal((N, D))
        w = rng.standard_normal(D)
        w /= np.linalg.norm(w)
        extra = rng.standard_normal(N) if noise else np.zeros(N)
        H = X.T @ X / N
        off = np.linalg.solve(H, X.T @ extra / N)
        for b, size in enumerate(SIZES):
            e = np.tile(-w, (len(RATES), 1))
            steps = steps_of(size)
            draws = rng.integers(0, N, (steps, size))
            for batch in draws:
                x = X[batch]
                rest = e @ x.T - extra[batch]
                e -= (RATES / size)[:, None] * (rest @ x)
            left = e - off
            loss = 0.5 * np.einsum("rj,jk,rk->r", left, H, left)
            made[b, :, s] = np.where(np.isfinite(loss), np.log(np.maximum(loss, 1e-300)), np.inf)
    return made


def best(scores):
    """Log rate with the lowest score for each batch size, by a spline."""
    return np.array([spline_minimum(np.log(RATES), column) for column in scores])


def recursion(a, size, steps, noise):
    """Mean squared error, step by step."""
    e = np.ones_like(a)
    for _ in range(steps):
        e = (1 - 2 * a + a * a * (size + D + 1) / size) * e + (a * a * D / size if noise else 0)
    return e


def best_in_theory(size, steps, noise):
    """The rate with the lowest mean squared error, on a fine grid."""
    a = np.exp(np.linspace(math.log(2**-10), math.log(2), 4000))
    return math.log(a[np.nanargmin(recursion(a, size, steps, noise))])


def one_step(rng, trials=40000):
    """The recursion's two coefficients, from single steps on fresh normal examples."""
    a, size = 0.05, 4
    x = rng.standard_normal((trials, size, D))
    e = np.zeros((trials, D))
    e[:, 0] = 1
    n = rng.standard_normal((trials, size))
    still = e - a / size * np.einsum("tb,tbj->tj", np.einsum("tbj,tj->tb", x, e), x)
    pushed = a / size * np.einsum("tb,tbj->tj", n, x)
    first, second = np.sum(still**2, axis=1), np.sum(pushed**2, axis=1)
    exact = 1 - 2 * a + a * a * (size + D + 1) / size, a * a * D / size
    return [(one.mean() / truth, one.std() / math.sqrt(trials) / truth) for one, truth in ((first, exact[0]), (second, exact[1]))]


def claims(quick):
    rng = np.random.default_rng(692)
    seeds = 16 if quick else 64
    for (ratio, error), name in zip(one_step(rng), ("coefficientOfE", "coefficientOfNoise")):
        yield claim(PAGE, "One step gives the recursion exactly: simulated over exact",
            ID, {}, name, (ratio, ratio - 1.96 * error, ratio + 1.96 * error), "40 000 single steps on fresh examples",
            40000)
    yield claim(PAGE, "The noise scale starts at", ID, {}, "noiseScale", D + 1 + D / 1.0, "formula")
    how = f"{seeds} own data sets, rates a quarter of an octave apart and a spline; bootstrap over them"
    cases = [
        (dict(hold="epochs", noise=True, epochs=4), True, lambda size: 4 * N // size),
        (dict(hold="steps", noise=True, steps=60), True, lambda size: 60),
        (dict(hold="steps", noise=False, steps=25), False, lambda size: 25),
        (dict(hold="steps", noise=True, steps=20), True, lambda size: 20),
        (dict(hold="steps", noise=True, steps=100), True, lambda size: 100),
    ]
    log_sizes = np.log(SIZES)
    for values, noise, steps_of in cases:
        losses = measured(rng, seeds, noise, steps_of)
        logs = best(losses.mean(axis=2))
        draws = np.array([best(losses[:, :, rng.integers(0, seeds, seeds)].mean(axis=2)) for _ in range(300)])
        theory = np.array([best_in_theory(size, steps_of(size), noise) for size in SIZES])
        spans = {"slope": slice(None), "slopeSmall": slice(0, 3), "slopeLarge": slice(4, None)}
        for name, some in spans.items():
            slopes = line_slope(log_sizes[some], draws[:, some])
            value = line_slope(log_sizes[some], logs[some])
            span = {"slope": "from 2 to 256", "slopeSmall": "up to 8", "slopeLarge": "from 32 on"}[name]
            yield claim(PAGE, f"The measured slope of the best rate for batches {span}",
                ID, values, name, percentile_interval(value, slopes), how, seeds)
            yield claim(PAGE, f"The recursion's slope for batches {span}",
                ID, values, f"{name}TheoryFine", line_slope(log_sizes[some], theory[some]),
                "the recursion step by step, 4000 rates")
        yield claim(PAGE, "The recursion's slope",
            ID, values, "slopeTheory", line_slope(log_sizes, theory), "the recursion step by step, 4000 rates")
        yield claim(PAGE, "From batches of 2 to 256 the recursion's best rate grows by this factor",
            ID, values, "growthTheory", math.exp(theory[-1] - theory[0]), "the recursion step by step, 4000 rates")
        doubling = 2 ** line_slope(log_sizes, draws)
        yield claim(PAGE, "Twice the batch multiplies the best rate by",
            ID, values, "perDoubling", percentile_interval(2 ** line_slope(log_sizes, logs), doubling), how, seeds)
        if not noise:
            k = list(SIZES).index(16)
            yield claim(PAGE, "Without noise the best rate for batches of 16",
                ID, values, "rate", percentile_interval(math.exp(logs[k]), np.exp(draws[:, k])), how, seeds)
            yield claim(PAGE, "It should be 16/33", ID, values, "rateFormula", 16 / 33, "formula")
        elif values.get("steps") == 60 or values["hold"] == "epochs":
            formula = [math.log(math.log(4 * size * steps_of(size) / D) / (2 * steps_of(size))) for size in SIZES]
            yield claim(PAGE, "The slope of the page's formula where both terms balance",
                ID, values, "slopeFormula", line_slope(log_sizes, formula), "formula")
            away = np.exp(np.abs(np.array(formula) - theory)).max()
            yield claim(PAGE, "How far the formula's best rates are from the recursion's at most: factor",
                ID, values, "formulaFactor", away, "formula over recursion")
