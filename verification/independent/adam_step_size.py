"""6.4: how long Adam's steps are on a gradient of mean mu with normal noise, by an exact integral and by simulation.

With weights w_k = (1 - beta) beta^k and d_k = (1 - gamma) gamma^k over the past gradients g_k, the squared step is
(sum w_k g_k)^2 / sum d_k g_k^2. From 1/v = the integral over s > 0 of exp(-s v),

    E[m^2/v] = integral of phi(s) ((mu sum w_k r_k)^2 + sum w_k^2 r_k) ds,     r_k = 1/(1 + 2 s d_k),
    phi(s) = E[exp(-s v)] = prod sqrt(r_k) exp(-s mu^2 d_k r_k),

in units of the noise: under the weight exp(-s v) the gradients stay independent and normal. Nothing is approximated; only
epsilon is left out, and the start: the averages are those after infinitely many steps, or `after` that many.
"""

import math

import numpy as np

from claims import claim, mean_t, t_area, t_quantile

SHARES = {"": "data", "runs of 12 000 steps": "data, estimator"}
PAGE, ID = "6.4", "adam-step-size"
STEPS, WARM, SEEDS = 12000, 1000, 8


def settled(snr, beta):
    """The page's formula, with v at its mean: exact only if v hardly moves, for gamma near 1."""
    return math.sqrt((snr**2 + (1 - beta) / (1 + beta)) / (snr**2 + 1))


def second_order(snr, beta, gamma):
    """The first correction: 1/v to second order in how far v is from its mean, with the covariance of m^2 and v."""
    m2, v = snr**2 + (1 - beta) / (1 + beta), snr**2 + 1
    spread = (1 - gamma) / (1 + gamma) * (2 + 4 * snr**2)
    both = (1 - gamma) * (4 * snr**2 * (1 - beta) / (1 - beta * gamma) + 2 * (1 - beta) ** 2 / (1 - beta**2 * gamma))
    return math.sqrt(m2 / v * (1 + spread / v**2 - both / (m2 * v)))


def exact(snr, beta, gamma, after=None):
    """Root of E[m^2/v], corrected for bias. The integral by the trapezoid rule in log s, where it falls off at both ends."""
    if gamma == 0:
        return 1.0 if beta == 0 else math.inf
    k = np.arange(after or int(math.ceil(math.log(1e-17) / math.log(max(beta, gamma)))))
    w, d = (1 - beta) * beta**k, (1 - gamma) * gamma**k
    if after:
        w, d = w / w.sum(), d / d.sum()
    log_s = np.linspace(-30, 60, 1400)
    total = 0.0
    for s in np.exp(log_s):
        r = 1 / (1 + 2 * s * d)
        log_phi = np.sum(0.5 * np.log(r) - s * snr**2 * d * r)
        if log_phi > -300:
            total += s * math.exp(log_phi) * ((snr * (w @ r)) ** 2 + (w * w) @ r)
    return math.sqrt(total * (log_s[1] - log_s[0]))


def simulate(rng, settings, seeds):
    """RMS of step / alpha of each run over steps WARM to STEPS, (setting, seed)."""
    snr, beta, gamma = (np.array(one)[:, None] for one in zip(*settings))
    m, v = np.zeros((len(settings), seeds)), np.zeros((len(settings), seeds))
    total = np.zeros_like(m)
    for t in range(1, STEPS + 1):
        g = snr + rng.standard_normal(m.shape)
        m += (1 - beta) * (g - m)
        v += (1 - gamma) * (g * g - v)
        if t > WARM:
            total += (m / (1 - beta**t)) ** 2 / (v / (1 - gamma**t))
    return np.sqrt(total / (STEPS - WARM))


def coverage(rms, truth, quantile):
    """Share of the intervals mean -+ quantile standard errors of 8 seeds that contain the truth."""
    groups = rms[: len(rms) // SEEDS * SEEDS].reshape(-1, SEEDS)
    half = quantile * groups.std(axis=1, ddof=1) / math.sqrt(SEEDS)
    return np.mean(np.abs(groups.mean(axis=1) - truth) <= half)


def claims(quick):
    rng = np.random.default_rng(610)
    pairs = ((0.9, 0.99), (0.9, 0.999), (0.9, 0.9), (0.5, 0.99), (0.98, 0.99), (0.9, 0.5))
    grid = [(snr, beta, gamma) for beta, gamma in pairs for snr in (0, 0.5, 1, 3, 10)]
    seeds = 80 if quick else 400
    measured = simulate(rng, grid, seeds)
    how = f"{seeds} runs of 12 000 steps, the first 1000 left out; Student's t"
    excluded = agree = 0
    for (snr, beta, gamma), rms in zip(grid, measured):
        values = dict(snr=snr, beta=beta, gamma=gamma)
        truth = exact(snr, beta, gamma)
        page, second = settled(snr, beta), second_order(snr, beta, gamma)
        yield claim(PAGE, "Root mean square of Adam's step over alpha, simulated",
            ID, values, "rms", mean_t(rms), how, seeds)
        yield claim(PAGE, "The theory that the page draws: the same by the exact integral",
            ID, values, "theory", truth, "quadrature of E[m^2/v]; nothing approximated but epsilon = 0")
        yield claim(PAGE, "The page's formula: v settled at its mean",
            ID, values, "formula", page, "formula")
        yield claim(PAGE, "The page's formula over the exact value, less 1",
            ID, values, "formulaErrorHere", page / truth - 1, "formula over quadrature")
        yield claim(PAGE, "The second-order theory over the exact value, less 1",
            ID, values, "secondOrderError", second / truth - 1, "formula over quadrature")
        groups = rms.reshape(-1, SEEDS)
        half = t_quantile(SEEDS - 1) * groups.std(axis=1, ddof=1) / math.sqrt(SEEDS)
        rejects = np.mean(np.abs(groups.mean(axis=1) - page) > half)
        excluded += rejects > 0.5
        agree += abs(rms.mean() - truth) < 3 * rms.std(ddof=1) / math.sqrt(seeds)
        yield claim(PAGE, "Share of eight-seed intervals (Student's t) that exclude the page's formula",
            ID, values, "excludesFormula", float(rejects), how, seeds)
    yield claim(PAGE, "Of the 30 settings looked at, those where most eight-seed intervals exclude the page's formula",
        ID, {}, "settingsExcluded", float(excluded), how, seeds)
    yield claim(PAGE,
        "Of the same 30, those where the simulation lies within three standard errors of the exact integral",
        ID, {}, "settingsExact", float(agree), how, seeds)
    rms, truth = measured[grid.index((1, 0.9, 0.99))], exact(1, 0.9, 0.99)
    yield claim(PAGE, "Share of eight-seed intervals of 1.96 standard errors that hold the exact value, at the default",
        ID, {}, "coverage196", coverage(rms, truth, 1.96), how, seeds)
    yield claim(PAGE, "What 1.96 standard errors of eight seeds cover",
        ID, {}, "coverage196Theory", t_area(1.959963984540054, SEEDS - 1), "Student's t, its density integrated")
    yield claim(PAGE, "Share of eight-seed intervals by Student's t that hold it",
        ID, {}, "coverageT", coverage(rms, truth, t_quantile(SEEDS - 1)), how, seeds)
    # The root of a mean is a little less than the root of the expected mean: the difference with 11 000 steps.
    squares = rms**2
    yield claim(PAGE, "Bias of the mean over seeds of a root, at the default: share of the value",
        ID, {}, "rootBias", float(-squares.var() / (8 * squares.mean() ** 2)),
        "second order, from the spread of the runs", seeds)
    for gamma in (0.99, 0.999):
        early = exact(1, 0.9, gamma, after=1000)
        yield claim(PAGE, "The exact value after 1000 steps over that in the long run, less 1",
            ID, dict(snr=1, beta=0.9, gamma=gamma), "notSettled", early / exact(1, 0.9, gamma) - 1, "quadrature")
    yield claim(PAGE, "Steps of pure noise at beta 0.98",
        ID, dict(snr=0, beta=0.98), "rms", exact(0, 0.98, 0.99), "quadrature")
    low, high = 0.9, 0.999
    for _ in range(30):
        middle = (low + high) / 2
        low, high = (middle, high) if exact(0, middle, 0.99) > 0.1 else (low, middle)
    yield claim(PAGE, "The beta that makes steps of pure noise a tenth of alpha long, at gamma 0.99",
        ID, dict(snr=0), "betaForTenth", low, "the quadrature, inverted by bisection")
    yield claim(PAGE, "The same by the page's formula: 0.99/1.01",
        ID, dict(snr=0), "betaForTenthTheory", 0.99 / 1.01, "formula")
    for gamma in (0.5, 0.99, 0.999):
        wrong = [abs(settled(snr, 0.9) / exact(snr, 0.9, gamma) - 1) for snr in (0, 0.25, 0.5, 0.75, 1, 1.5, 2, 3, 5, 7, 10)]
        yield claim(PAGE, "The formula is wrong by at most this share, over the ratios that the figure draws",
            ID, dict(beta=0.9, gamma=gamma), "formulaError", max(wrong), "formula over quadrature")
    for snr, name in ((10, "mostlySignal"), (1, "evenMix"), (0, "noiseOnly")):
        yield claim(PAGE, f"At a signal-to-noise ratio of {snr} Adam's steps are so many alpha long",
            ID, dict(beta=0.9, gamma=0.99), name, exact(snr, 0.9, 0.99), "quadrature")
    worst = {}
    for gamma in (0.5, 0.9, 0.99) if quick else (0.5, 0.9, 0.95, 0.99, 0.999):
        for beta in (0, 0.5, 0.9, 0.98):
            for snr in (0, 0.5, 1, 2, 5, 10):
                truth = exact(snr, beta, gamma)
                for name, value in (("page", settled(snr, beta)), ("second", second_order(snr, beta, gamma))):
                    worst[name, gamma] = max(worst.get((name, gamma), 0), abs(value / truth - 1))
    for (name, gamma), error in worst.items():
        which = "page's formula" if name == "page" else "second-order theory"
        yield claim(PAGE,
            f"Largest relative error of the {which} at this gamma (beta 0, .5, .9, .98; mu/sigma 0 to 10)",
            ID, dict(gamma=gamma), f"worst{name.title()}", float(error), "formula over quadrature")
