"""The takeaway, T.4: the largest curvature while descent runs at a fixed rate on a small network."""

import numpy as np

from claims import claim
from networks import Networks, data_sets, largest_curvature, train

SHARES = {"": "estimator"}
PAGE, ID = "takeaway", "edge-of-stability"
LOOKS, LAST = 20, 6


def run(rng, loss, rates, steps, seeds, examples=200, whole=False):
    """Curvature times a/2 at the start and at the last looks, or at all, (look, seed, rate); uphill shares; losses."""
    (x, y), = data_sets(rng, seeds, examples)
    nets = Networks(rng, [40, 24, 10], seeds, len(rates), "tanh", 1.0, loss)
    looks = range(LOOKS) if whole else [0, *range(LOOKS - LAST + 1, LOOKS)]
    at = {round(k * steps / LOOKS) for k in looks}
    ratios, losses = [], []

    def curvatures():
        made = np.empty((seeds, len(rates)))
        for s in range(seeds):
            for r, rate in enumerate(rates):
                layers = [(w[s, r], b[s, r]) for w, b in nets.layers]
                lost = not all(np.isfinite(p).all() for layer in layers for p in layer)
                made[s, r] = np.nan if lost else largest_curvature(rng, layers, x[s], y, "tanh", loss, tolerance=1e-4) * rate / 2
        return made

    def look(t, _, now):
        losses.append(now)
        if t in at:
            ratios.append(curvatures())

    train(rng, nets, x, y, rates, examples, steps, look=look)
    ratios.append(curvatures())
    losses = np.array(losses)
    uphill = np.array([np.mean(np.diff(part, axis=0) > 0, axis=0) for part in np.array_split(losses, LOOKS)])
    return np.array(ratios), uphill, losses


def claims(quick):
    rng = np.random.default_rng(694)
    seeds = 2 if quick else 5
    how = "own network, starts and examples; products with the Hessian exact, in double precision; range of the seeds"
    spread = lambda values: (values.mean(), values.min(), values.max())
    rates = [0.1, 0.15, 0.2, 0.4] if quick else [0.1, 0.15, 0.2, 0.3, 0.4, 0.5]
    ratios, uphill, losses = run(rng, "squared-error", rates, 3000, seeds)
    fast, _, _ = run(rng, "squared-error", [0.8], 400, seeds)
    yield claim(PAGE, "At 0.8 the curvature begins at so many times 2/a",
        ID, dict(alpha=0.8), "startRatio", spread(fast[0, :, 0]), how, seeds)
    yield claim(PAGE, "… and does not come down in time: share of the runs that diverge",
        ID, dict(alpha=0.8), "diverged", float(np.mean(np.isnan(fast[-1, :, 0]))), how, seeds)
    for r, rate in enumerate(rates):
        values = dict(alpha=rate, loss="squared-error", steps=3000)
        yield claim(PAGE, f"At {rate} the largest curvature begins at so many times 2/a",
            ID, values, "startRatio", spread(ratios[0, :, r]), how, seeds)
        yield claim(PAGE, f"At {rate} it ends at so many times",
            ID, values, "ratio", spread(ratios[-LAST:, :, r].mean(axis=0)), how, seeds)
        yield claim(PAGE, f"At {rate} this share of the last steps goes uphill",
            ID, values, "uphill", spread(uphill[-LAST:, :, r].mean(axis=0)), how, seeds)
        yield claim(PAGE, f"At {rate} the loss at the end over that at half time: it falls all the same",
            ID, values, "endOverMiddle", spread(losses[-1, :, r] / losses[1500, :, r]), how, seeds)
    for name, rate in (("ratioSlow", 0.1), ("ratioMiddle", 0.2), ("ratioFast", 0.4)):
        yield claim(PAGE, f"The companion at {rate} ends at so many times 2/a",
            ID, {}, name, spread(ratios[-LAST:, :, rates.index(rate)].mean(axis=0)), how, seeds)
    last = ratios[-4:, :, rates.index(0.1)]
    yield claim(PAGE, "At 0.1 it is still on its way up: change over the last three looks",
        ID, dict(alpha=0.1), "stillRising", spread(last[-1] - last[0]), how, seeds)
    more = 1 if quick else 5
    ratios, _, _ = run(rng, "squared-error", [0.1], 12000, more)
    yield claim(PAGE, "At 0.1 with four times the steps it comes to so many times 2/a",
        ID, dict(alpha=0.1, steps=12000, seeds=1), "ratio", spread(ratios[-LAST:, :, 0].mean(axis=0)), how, more)
    for rate, steps in ((0.15, 3000), (1.5, 300)):
        values = dict(alpha=rate, loss="cross-entropy", steps=steps)
        ratios, _, _ = run(rng, "cross-entropy", [rate], steps, seeds, whole=True)
        yield claim(PAGE, f"With cross-entropy at {rate} the curvature rises to so many times 2/a",
            ID, values, "peakRatio", spread(ratios[:, :, 0].max(axis=0)), how, seeds)
        yield claim(PAGE, f"With cross-entropy at {rate} it ends at so many times",
            ID, values, "ratio", spread(ratios[-LAST:, :, 0].mean(axis=0)), how, seeds)
