"""The takeaway, T.5: divide the rate by four, or multiply the batch by four, half-way through a run."""

import numpy as np

from claims import claim, mean_t
from networks import Networks, data_sets, train

SHARES = {"": "estimator", "counted": "data, estimator"}
PAGE, ID = "takeaway", "grow-the-batch"
EXAMPLES, EPOCHS, CHANGE, FACTOR = 1024, 24, 12, 4


def ends(rng, rate, size, seeds, still):
    """Last losses by way, one for each seed; the control without noise for the first `still` of them."""
    (x, y), = data_sets(rng, seeds, EXAMPLES)
    start = Networks(rng, [40, 32, 10], seeds, 1)
    half = train(rng, start.copy(), x, y, [rate], size, CHANGE * EXAMPLES // size)
    rest = EPOCHS - CHANGE
    made = {}
    for way, slower, larger in (("rate", FACTOR, 1), ("batch", 1, FACTOR), ("none", 1, 1), ("both", FACTOR, FACTOR)):
        net = train(rng, half.copy(), x, y, [rate / slower], size * larger, rest * EXAMPLES // (size * larger))
        made[way] = net.measure(x, y)[0][:, 0]
    quiet = Networks(rng, [40, 32, 10], still, 1)
    quiet.layers = [[w[:still].copy(), b[:still].copy()] for w, b in start.layers]
    steps = CHANGE * EXAMPLES // size
    train(rng, quiet, x[:still], y, [rate], EXAMPLES, 2 * steps, schedule=lambda t: 1 if t < steps else 1 / FACTOR)
    made["still"] = quiet.measure(x[:still], y)[0][:, 0]
    return made


def claims(quick):
    rng = np.random.default_rng(695)
    seeds, still = (4, 2) if quick else (24, 8)
    how = "own networks, examples and batches, the same for all ways up to the change; Student's t, differences paired by seed"
    for rate, size in ((0.8, 16), (0.2, 16), (0.8, 64)):
        values = dict(aMean=rate, batchSize=size)
        found = ends(rng, rate, size, seeds, still)
        for way, sentence in (
            ("rate", "The rate divided ends at"),
            ("batch", "The batch multiplied ends at"),
            ("none", "No change ends at"),
            ("still", "Without noise the divided rate ends at"),
        ):
            yield claim(PAGE, sentence, ID, values, f"{way}Loss", mean_t(found[way]), how, len(found[way]))
        yield claim(PAGE, "Seed by seed the two ways differ by",
            ID, values, "difference", mean_t(found["rate"] - found["batch"]), how, seeds)
        yield claim(PAGE, "The change itself is worth",
            ID, values, "effect", mean_t(found["rate"] - found["none"]), how, seeds)
        yield claim(PAGE, "Noise makes up so much of the loss",
            ID, values, "noise", mean_t(found["rate"][:still] - found["still"]), how, still)
        batch = CHANGE * EXAMPLES // size + CHANGE * EXAMPLES // (size * FACTOR)
        yield claim(PAGE, "Updates with the larger batch", ID, values, "batchUpdates", float(batch), "counted")
        yield claim(PAGE, "Updates with the smaller rate",
            ID, values, "rateUpdates", float(EPOCHS * EXAMPLES // size), "counted")
