"""6.5: random search, a grid, a Latin hypercube and successive halving over small networks on MNIST-1D."""

import math

import numpy as np

from claims import claim, mean_t, percentile_interval
from networks import data_sets

SHARES = {"": "estimator", "counted": "data, estimator"}
PAGE = "6.5"
SIZES = (1024, 1024, 2000)
AXES = {"rate": (2**-8, 4.0), "beta": (0.0, 0.95), "batch": (4, 256), "width": (8, 128)}


def setting(u):
    """Rate, batch and width on a log axis, from a point of the unit cube."""
    log = lambda name, v: AXES[name][0] * (AXES[name][1] / AXES[name][0]) ** v
    return log("rate", u[0]), 0.95 * u[1], round(log("batch", u[2])), round(log("width", u[3]))


def try_one(rng, sets, start, config, epochs):
    """One hidden layer, SGD with momentum: training, validation and test loss, and the errors of the last two."""
    rate, beta, size, width = config
    (x, y), (vx, vy), (tx, ty) = sets
    w = np.sqrt(2 / 40) * start.standard_normal((40, width)).astype(np.float32)
    v = np.sqrt(2 / width) * start.standard_normal((width, 10)).astype(np.float32)
    b, c = np.zeros(width, np.float32), np.zeros(10, np.float32)
    mw, mv, mb, mc = (np.zeros_like(one) for one in (w, v, b, c))
    hot = np.eye(10, dtype=np.float32)[y]
    n, at, keep, take = len(x), len(x), np.float32(beta), np.float32(1 - beta)
    step = np.float32(rate)
    for _ in range(max(1, round(epochs * n / size))):
        # As in the engine, the last batch of an epoch is short.
        if at >= n:
            order, at = rng.permutation(n), 0
        batch = order[at : at + size]
        at += size
        h = x[batch] @ w
        h += b
        np.maximum(h, 0, out=h)
        z = h @ v
        z += c
        z -= z.max(1, keepdims=True)
        np.exp(z, out=z)
        z /= z.sum(1, keepdims=True)
        z -= hot[batch]
        z /= np.float32(len(batch))
        back = z @ v.T
        back *= h > 0
        mw = keep * mw + take * (x[batch].T @ back)
        mv = keep * mv + take * (h.T @ z)
        mb = keep * mb + take * back.sum(0)
        mc = keep * mc + take * z.sum(0)
        w -= step * mw
        v -= step * mv
        b -= step * mb
        c -= step * mc
        if not np.isfinite(c[0]):
            return np.array([np.inf, np.inf, np.inf, 1, 1])

    def measured(x, y):
        z = np.maximum(x @ w + b, 0) @ v + c
        z = (z - z.max(1, keepdims=True)).astype(float)
        loss = np.mean(np.log(np.exp(z).sum(1)) - z[np.arange(len(y)), y])
        return (loss if np.isfinite(loss) else np.inf), np.mean(z.argmax(1) != y)

    (a, _), (va, ve), (ta, te) = measured(x, y), measured(vx, vy), measured(tx, ty)
    return np.array([a, va, ta, ve, te]) if a < 1e10 else np.array([np.inf, np.inf, np.inf, 1, 1])


CRITERIA = {"training": 0, "validation": 1, "error": 3}


def searches(seed, epochs, criteria):
    """All searches of one seed: lists of (configuration, scores); for halving by criterion, its rounds in order."""
    rng = np.random.default_rng([65, seed])
    made = [(x[0], y) for x, y in data_sets(rng, 1, *SIZES)]
    one = lambda config, part=1.0: (config, try_one(rng, made, np.random.default_rng([66, seed]), config, part * epochs))
    strips = np.stack([rng.permutation(16) for _ in range(4)], axis=1)
    designs = {
        "random": rng.random((16, 4)),
        "grid": (np.stack(np.meshgrid(*[[0, 1]] * 4, indexing="ij"), -1).reshape(-1, 4) + 0.5) / 2,
        "latin": (strips + rng.random((16, 4))) / 16,
    }
    found = {name: [one(setting(u)) for u in design] for name, design in designs.items()}
    for criterion in criteria:
        left, rounds = [setting(u) for u in rng.random((48, 4))], []
        for part, keep in ((1 / 9, 16), (1 / 3, 5), (1, 1)):
            tried = [one(config, part) for config in left]
            rounds.append(tried)
            left = [config for config, _ in sorted(tried, key=lambda it: it[1][CRITERIA[criterion]])[:keep]]
        found["halving", criterion] = rounds
    return found


def best(trials, criterion):
    return min(trials, key=lambda it: it[1][CRITERIA[criterion]])[1]


def explained(seeds, of):
    """R squared of the parabola in a coordinate, of the ranks of random and Latin networks in their own search."""
    x, y = [], []
    for found in seeds:
        for name in ("random", "latin"):
            scores = np.array([it[1][1] for it in found[name]])
            ranks = (scores[:, None] > scores).sum(1) + ((scores[:, None] == scores).sum(1) - 1) / 2
            x += [of(config) for config, _ in found[name]]
            y += list(ranks / len(scores))
    x, y = np.array(x), np.array(y)
    return 1 - np.var(y - np.polyval(np.polyfit(x, y, 2), x)) / np.var(y)


def claims(quick):
    ID = "hyperparameter-search"
    count = 2 if quick else 7
    # More for the minimum and maximum of ten seeds, which must be sampled more than once.
    many = 2 if quick else 20
    everyone = [searches(seed, 22.5, ("validation",)) for seed in range(many)]
    whole = everyone[:count]
    short = [searches(seed, 7.5, ("validation",)) for seed in range(count)]
    how = "own networks, examples, designs and batches; Student's t over the searches"
    t = lambda values: mean_t(np.asarray(values, float))
    test = lambda name, criterion="validation", of=2, among=whole: np.array([best(one[name], criterion)[of] for one in among])
    ends = lambda criterion, of, among: [best(one["halving", criterion][-1], criterion)[of] for one in among]
    late = lambda criterion="validation", of=2, among=whole: np.array(ends(criterion, of, among))
    early = lambda among=whole: np.array([best(one["halving", "validation"][1], "validation")[2] for one in among])
    for name in ("random", "grid", "latin"):
        yield claim(PAGE, f"The network that validation loss chooses by {name} search has a test loss of",
            ID, dict(method=name), f"{name}Test", t(test(name)), how, count)
    for name in ("grid", "latin"):
        yield claim(PAGE, f"Search by search {name} is better than random by",
            ID, dict(method=name), "overRandom", t(test("random") - test(name)), how, count)
    yield claim(PAGE, "The training loss chooses networks with a test loss of",
        ID, dict(method="random"), "byTraining", t(test("random", "training")), how, count)
    yield claim(PAGE, "The validation loss chooses networks with a test loss of",
        ID, dict(method="random"), "byValidation", t(test("random")), how, count)
    yield claim(PAGE, "The training loss is the worse judge: paired difference",
        ID, dict(method="random"), "advantage", t(test("random", "training") - test("random")), how, count)
    yield claim(PAGE, "With a third of the epochs the training loss chooses",
        ID, dict(method="random", epochs=7.5), "byTraining", t(test("random", "training", among=short)), how, count)
    yield claim(PAGE, "… and the validation loss",
        ID, dict(method="random", epochs=7.5), "byValidation", t(test("random", among=short)), how, count)
    yield claim(PAGE, "With a third of the epochs the training loss is hardly a worse judge: paired difference",
        ID, dict(method="random", epochs=7.5), "advantage",
        t(test("random", "training", among=short) - test("random", among=short)), how, count)
    for criterion, name in (("training", "byTrainingError"), ("error", "byErrorError"), ("validation", "byValidationError")):
        yield claim(PAGE, f"Chosen by {criterion}, this share of the test examples is wrong",
            ID, dict(method="random", choose="error"), name, t(test("random", criterion, 4)), how, count)
    yield claim(PAGE,
        "By errors the training loss is no worse a judge than the validation error: paired difference in points",
        ID, dict(method="random", choose="error"), "advantageError",
        t(100 * (test("random", "training", 4) - test("random", "error", 4))), how, count)
    yield claim(PAGE, "After its second round halving's choices have a test loss of",
        ID, dict(method="halving"), "halvingEarly", t(early()), how, count)
    yield claim(PAGE, "Trained to the end they are at",
        ID, dict(method="halving"), "halvingTest", t(late()), how, count)
    yield claim(PAGE, "Search by search a rise of",
        ID, dict(method="halving"), "halvingRise", t(late() - early()), how, count)
    yield claim(PAGE, "With a third of the epochs the last round changes the loss by",
        ID, dict(method="halving", epochs=7.5), "halvingRise", t(late(among=short) - early(short)), how, count)
    yield claim(PAGE, "By errors halving gains against random search, in points",
        ID, dict(method="halving"), "errorOverRandom", t(100 * (test("random", of=4) - late(of=4))), how, count)
    yield claim(PAGE, "In test loss it gains",
        ID, dict(method="halving"), "lossOverRandom", t(test("random") - late()), how, count)
    yield claim(PAGE, "By random search the chosen have a validation loss of",
        ID, dict(method="random"), "randomValidation", t(test("random", of=1)), how, count)
    yield claim(PAGE, "The luck of the lowest of sixteen: test loss less validation loss of the chosen, paired",
        ID, dict(method="random"), "luck", t(test("random") - test("random", of=1)), how, count)
    rate_range, ratio_range = math.log(4 * 2**8), math.log(4 / 4 * 2**8 * 256)
    spreads = {"rate": [], "ratio": []}
    for one in everyone:
        trials = [it for name in ("random", "grid", "latin") for it in one[name]] + one["halving", "validation"][-1]
        leaders = sorted(trials, key=lambda it: it[1][1])[:12]
        for name, of in (("rate", lambda c: c[0]), ("ratio", lambda c: c[0] / c[2])):
            values = [of(config) for config, _ in leaders]
            spreads[name].append(max(values) / min(values))
    ten = np.random.default_rng(68)
    for name, whole_range in (("rate", rate_range), ("ratio", ratio_range)):
        values = np.array(spreads[name])
        tens = np.array([ten.choice(values, 10) for _ in range(2000)])
        what = "rates" if name == "rate" else "rates over the batch size"
        how_tens = f"{many} own searches; the interval is where that of ten seeds falls"
        for suffix, of in (("", np.median), ("Least", np.min), ("Most", np.max)):
            which = {"": "in the median seed", "Least": "in the least of ten", "Most": "in the most of ten"}[suffix]
            drawn = of(tens, axis=1)
            yield claim(PAGE, f"The {what} of the best twelve differ {which} by a factor of",
                ID, {}, f"{name}Spread{suffix}", percentile_interval(np.median(drawn), drawn), how_tens, many)
        share = np.log(np.median(tens, axis=1)) / whole_range
        yield claim(PAGE, "Of the range that was searched, on its log axis",
            ID, {}, f"{name}Share", percentile_interval(math.log(np.median(values)) / whole_range, share), how_tens, many)
    draw = np.random.default_rng(67)
    for name, of in (
        ("ratio", lambda c: math.log(c[0] / c[2])),
        ("rate", lambda c: math.log(c[0])),
        ("batch", lambda c: math.log(c[2])),
        ("beta", lambda c: c[1]),
        ("width", lambda c: math.log(c[3])),
    ):
        draws = [explained([whole[k] for k in draw.integers(0, count, count)], of) for _ in range(300)]
        yield claim(PAGE, f"{name} explains this share of the order of the networks",
            ID, {}, f"{name}Explains", percentile_interval(explained(whole, of), draws),
            "R squared of a parabola in ranks; bootstrap over the seeds", count)
    ratios = {round(setting(u)[0] / setting(u)[2], 9) for u in ((a, 0.5, b, 0.5) for a in (0.25, 0.75) for b in (0.25, 0.75))}
    yield claim(PAGE, "Two rates and two batch sizes make so many ratios",
        ID, {}, "gridRatios", float(len(ratios)), "counted")
