"""6.2, claim 6: test accuracy of SGD, of batches of 100 and of descent on MNIST-1D, with new examples, starts and batches."""

import numpy as np

from claims import claim, mean_t, percentile_interval
from networks import Networks, data_sets, train

SHARES = {"": "estimator", "counted": "data, estimator"}
PAGE, ID = "6.2", "claim-generalizes"
# Batch size, steps, and the rates tried.
METHODS = {
    "sgd": (10, 6000, [0.05, 0.1, 0.2, 0.3]),
    "larger": (100, 3000, [0.6, 1.0, 1.5, 2.0]),
    "all": (1000, 2400, [0.3, 2.0, 2.5]),
}
WORDS = {"sgd": "SGD", "larger": "batches of a hundred", "all": "descent"}


def measure(sets, method, seeds, rates):
    """Training loss, validation and test accuracy, each (seed, rate). The same seeds have the same starts by every method."""
    size, steps, _ = METHODS[method]
    (x, y), (vx, vy), (tx, ty) = [(some[seeds], classes) for some, classes in sets]
    nets = Networks(np.random.default_rng(66), [40, 64, 64, 10], len(sets[0][0]), len(rates))
    nets.layers = [[w[seeds], b[seeds]] for w, b in nets.layers]
    train(np.random.default_rng(size), nets, x, y, rates, size, steps, schedule=lambda t: 1 if t < 0.6 * steps else 0.1)
    return nets.measure(x, y)[0], nets.measure(vx, vy)[1], nets.measure(tx, ty)[1]


def spread_claim(sets, values, seeds):
    """At the figure's best rates: at others, which new seeds may choose, the spread differs."""
    every = slice(0, seeds)
    at = {method: measure(sets, method, every, [rate])[2][:, 0] for method, rate in (("sgd", 0.2), ("larger", 1.5))}
    gain = 100 * (at["sgd"] - at["larger"])
    resampled = np.random.default_rng(607).choice(gain, (4000, seeds)).std(axis=1, ddof=1)
    return claim(PAGE, "From seed to seed that difference has, at rates of 0.2 and 1.5, a standard deviation of, in points",
        ID, values, "marginSpread", percentile_interval(float(gain.std(ddof=1)), resampled),
        "own networks, examples and batches; bootstrap over the seeds", seeds)


def claims(quick):
    seeds, few, least = (4, 2, 2) if quick else (30, 10, 10)
    sets = data_sets(np.random.default_rng(606), seeds, 1000, 1000, 4000)
    first = {method: slice(0, least if method == "all" else few) for method in METHODS}
    if quick:
        METHODS["all"] = (1000, 2400, [0.3, 2.5])
    found = {method: measure(sets, method, first[method], METHODS[method][2]) for method in METHODS}
    how = "own networks, examples and batches; Student's t over the seeds, differences paired by seed"
    at = {method: METHODS[method][2] for method in METHODS}
    sgd, descent = at["sgd"].index(0.1), at["all"].index(0.3)
    values = dict(rate=0.1, batchSize=10, steps=6000)
    both = slice(0, least)
    pair = {"sgd": [some[both, sgd] for some in found["sgd"]], "all": [some[:, descent] for some in found["all"]]}
    yield claim(PAGE, "SGD at 0.1 comes to a training loss of",
        ID, values, "sgdTrain", mean_t(pair["sgd"][0]), how, least)
    yield claim(PAGE, "Descent at 0.3 to the same", ID, values, "descentTrain", mean_t(pair["all"][0]), how, least)
    ratio = mean_t(np.log(pair["sgd"][0] / pair["all"][0]))
    yield claim(PAGE, "Nearly the same training loss: SGD's over descent's",
        ID, values, "trainRatio", tuple(np.exp(ratio)), how, least)
    yield claim(PAGE, "SGD is right on this share of the new examples",
        ID, values, "sgdTest", mean_t(pair["sgd"][2]), how, least)
    yield claim(PAGE, "Descent on this", ID, values, "descentTest", mean_t(pair["all"][2]), how, least)
    yield claim(PAGE, "The difference by seeds, in points",
        ID, values, "gain", mean_t(100 * (pair["sgd"][2] - pair["all"][2])), how, least)
    best = {}
    for method, (_, validation, test) in found.items():
        best[method] = int(np.argmax(validation.mean(axis=0)))
        name = "descent" if method == "all" else method
        yield claim(PAGE, f"The rate that is best on validation examples for {WORDS[method]}",
            ID, values, f"{name}Rate", at[method][best[method]], how, len(test))
        for k, rate in enumerate(at[method]):
            yield claim(PAGE, f"Test accuracy of {WORDS[method]} at {rate}",
                ID, dict(method=name, rate=rate), "test", mean_t(test[:, k]), how, len(test))
    step = 100 * np.array([found["sgd"][2][:, k + 1] - found["sgd"][2][:, k] for k in range(3)])
    yield claim(PAGE, "What one step in the rates of SGD is worth, in points: least, median and most of three",
        ID, values, "worthOfAStep",
        (np.median(np.abs(step.mean(1))), np.abs(step.mean(1)).min(), np.abs(step.mean(1)).max()), how, few)
    more = slice(few, seeds)
    tuned = {}
    for method in ("sgd", "larger"):
        rest = measure(sets, method, more, [at[method][best[method]]])[2][:, 0]
        tuned[method] = np.concatenate([found[method][2][:, best[method]], rest])
        yield claim(PAGE, f"There {WORDS[method]} is right on",
            ID, values, f"{method}Tuned", mean_t(tuned[method]), how, seeds)
    yield claim(PAGE, "There descent is right on",
        ID, values, "descentTuned", mean_t(found["all"][2][:, best["all"]]), how, least)
    yield claim(PAGE, "Tuned, SGD is better than descent by, in points",
        ID, values, "tunedDescentGain", mean_t(100 * (tuned["sgd"][both] - found["all"][2][:, best["all"]])), how,
        least)
    tuned_gain = tuned["sgd"][both] - found["all"][2][:, best["all"]]
    yield claim(PAGE, "Some of what looked like the merit of noise was a small rate: by tuning the gain shrinks by, in points",
        ID, values, "shrinks", mean_t(100 * (pair["sgd"][2] - pair["all"][2] - tuned_gain)), how, least)
    steep = found["all"][0][:, at["all"].index(2.5)]
    yield claim(PAGE, "At 2.5 some runs of descent are no longer steady: largest training loss over the median", ID, values,
        "unsteady", float(steep.max() / np.median(steep)), how, least)
    gain = 100 * (tuned["sgd"] - tuned["larger"])
    yield claim(PAGE, "Tuned, SGD is better than batches of a hundred by, in points",
        ID, values, "tunedGain", mean_t(gain), how, seeds)
    yield spread_claim(sets, values, seeds)
    sixes = [mean_t(some) for some in gain[: seeds // 6 * 6].reshape(-1, 6)] or [mean_t(gain)]
    yield claim(PAGE, "Half the interval with six seeds, in points: six would not exclude an advantage of one",
        ID, dict(values, seeds=6), "tunedGainHalfWidth", float(np.mean([(high - low) / 2 for _, low, high in sixes])),
        how, seeds)
    fast = measure(sets, "sgd", slice(0, few), [0.4])[0][:, 0]
    yield claim(PAGE, "At four times the rate SGD no longer fits its own examples: training loss",
        ID, dict(values, rate=0.4), "sgdTrain", mean_t(fast), how, few)
    for method in METHODS:
        size, steps, _ = METHODS[method]
        name = "descent" if method == "all" else method
        yield claim(PAGE, f"Epochs of {WORDS[method]}", ID, values, f"{name}Epochs", size * steps / 1000, "counted")
