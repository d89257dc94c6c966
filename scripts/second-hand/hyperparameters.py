"""6.5: random search against a grid, exactly; four searches over small networks; and what a network makes of MNIST-1D."""

import math

import numpy as np

from claims import claim, mean_t, percentile_interval
from networks import TEMPLATES, Networks, data_sets, train

PAGE = "6.5"


def grid_share(k, w, matter):
    """Share of places of the good window that hold a value of the grid: lengths on a fine line, no formula."""
    best = w / 2 + (1 - w) * (np.arange(200_000) + 0.5) / 200_000
    nearest = (np.minimum(k - 1, np.floor(best * k)) + 0.5) / k
    return np.mean(np.abs(nearest - best) <= w / 2 + 1e-12) ** matter


def random_share(n, w, matter):
    """By the complement, one trial after the other."""
    miss = 1.0
    for _ in range(n):
        miss *= 1 - w**matter
    return 1 - miss


def grid_claims():
    ID = "random-or-grid"
    exact = "the window slid over a line of 200 000 places, and the complement of all misses"
    for matter, k, w in ((1, 3, 0.1), (2, 3, 0.1), (1, 4, 0.2), (1, 3, 0.4), (1, 6, 0.1), (2, 4, 0.3)):
        values = dict(matter=str(matter), perSide=k, window=w)
        g, r = grid_share(k, w, matter), random_share(k * k, w, matter)
        yield claim(PAGE, f"A grid of {k} x {k} finds the good {w:g}, where {matter} matters, in this share of searches", ID, values, "gridTheory", g, exact)
        yield claim(PAGE, f"{k * k} random trials find it in", ID, values, "randomTheory", r, exact)
        if (matter, k, w) == (1, 3, 0.1):
            for name, share in (("grid", g), ("random", r)):
                half = 1.96 * math.sqrt(share * (1 - share) / 1000)
                yield claim(PAGE, f"A thousand simulated searches: {name}; the interval is where they fall", ID, values, name, (share, share - half, share + half), exact)
    for matter in (1, 2):
        n = next(n for n in range(1, 1000) if random_share(n, 0.1, matter) >= 0.95)
        yield claim(PAGE, "Random trials that find it with a probability of 95 %", ID, dict(matter=str(matter)), "trialsFor95", float(n), "counted up")
    widths = np.arange(0.25, 0.4, 0.001)
    ahead = np.array([random_share(9, w, 1) > grid_share(3, w, 1) for w in widths])
    yield claim(PAGE, "The two are equal near a width of", ID, {}, "equalAt", float(widths[np.argmax(~ahead)]), exact)


SIZES = (1024, 1024, 2000)
AXES = {"rate": (2**-8, 4.0), "beta": (0.0, 0.95), "batch": (4, 256), "width": (8, 128)}


def setting(u):
    """From the unit cube: rate, batch and width on a log axis."""
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
        # As the engine does: the last batch of an epoch is short.
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


def search_claims(quick):
    ID = "hyperparameter-search"
    count = 3 if quick else 7
    whole = [searches(seed, 22.5, ("validation",)) for seed in range(count)]
    short = [searches(seed, 7.5, ("validation",)) for seed in range(count)]
    how = "own networks, examples, designs and batches; Student's t over the searches"
    t = lambda values: mean_t(np.asarray(values, float))
    test = lambda name, criterion="validation", of=2, among=whole: np.array([best(one[name], criterion)[of] for one in among])
    late = lambda criterion="validation", of=2, among=whole: np.array([best(one["halving", criterion][-1], criterion)[of] for one in among])
    early = lambda among=whole: np.array([best(one["halving", "validation"][1], "validation")[2] for one in among])
    for name in ("random", "grid", "latin"):
        yield claim(PAGE, f"The network that validation loss chooses by {name} search has a test loss of", ID, dict(method=name), f"{name}Test", t(test(name)), how, count)
    for name in ("grid", "latin"):
        yield claim(PAGE, f"Search by search {name} is better than random by", ID, dict(method=name), "overRandom", t(test("random") - test(name)), how, count)
    yield claim(PAGE, "The training loss chooses networks with a test loss of", ID, dict(method="random"), "byTraining", t(test("random", "training")), how, count)
    yield claim(PAGE, "The validation loss chooses networks with a test loss of", ID, dict(method="random"), "byValidation", t(test("random")), how, count)
    yield claim(PAGE, "The training loss is the worse judge: paired difference", ID, dict(method="random"), "advantage", t(test("random", "training") - test("random")), how, count)
    yield claim(PAGE, "With a third of the epochs the training loss chooses", ID, dict(method="random", epochs=7.5), "byTraining", t(test("random", "training", among=short)), how, count)
    yield claim(PAGE, "… and the validation loss", ID, dict(method="random", epochs=7.5), "byValidation", t(test("random", among=short)), how, count)
    yield claim(PAGE, "With a third of the epochs the training loss is hardly a worse judge: paired difference", ID, dict(method="random", epochs=7.5), "advantage", t(test("random", "training", among=short) - test("random", among=short)), how, count)
    for criterion, name in (("training", "byTrainingError"), ("error", "byErrorError"), ("validation", "byValidationError")):
        yield claim(PAGE, f"Chosen by {criterion}, this share of the test examples is wrong", ID, dict(method="random", choose="error"), name, t(test("random", criterion, 4)), how, count)
    yield claim(PAGE, "By errors the training loss is no worse a judge than the validation error: paired difference in points", ID, dict(method="random", choose="error"), "advantageError", t(100 * (test("random", "training", 4) - test("random", "error", 4))), how, count)
    yield claim(PAGE, "After its second round halving's choices have a test loss of", ID, dict(method="halving"), "halvingEarly", t(early()), how, count)
    yield claim(PAGE, "Trained to the end they are at", ID, dict(method="halving"), "halvingTest", t(late()), how, count)
    yield claim(PAGE, "Search by search a rise of", ID, dict(method="halving"), "halvingRise", t(late() - early()), how, count)
    yield claim(PAGE, "With a third of the epochs the last round changes the loss by", ID, dict(method="halving", epochs=7.5), "halvingRise", t(late(among=short) - early(short)), how, count)
    yield claim(PAGE, "By errors halving gains against random search, in points", ID, dict(method="halving"), "errorOverRandom", t(100 * (test("random", of=4) - late(of=4))), how, count)
    yield claim(PAGE, "In test loss it gains", ID, dict(method="halving"), "lossOverRandom", t(test("random") - late()), how, count)
    yield claim(PAGE, "By random search the chosen have a validation loss of", ID, dict(method="random"), "randomValidation", t(test("random", of=1)), how, count)
    yield claim(PAGE, "The luck of the lowest of sixteen: test loss less validation loss of the chosen, paired", ID, dict(method="random"), "luck", t(test("random") - test("random", of=1)), how, count)
    rate_range, ratio_range = math.log(4 * 2**8), math.log(4 / 4 * 2**8 * 256)
    spreads = {"rate": [], "ratio": []}
    for one in whole:
        trials = [it for name in ("random", "grid", "latin") for it in one[name]] + one["halving", "validation"][-1]
        leaders = sorted(trials, key=lambda it: it[1][1])[:12]
        for name, of in (("rate", lambda c: c[0]), ("ratio", lambda c: c[0] / c[2])):
            values = [of(config) for config, _ in leaders]
            spreads[name].append(max(values) / min(values))
    for name, whole_range in (("rate", rate_range), ("ratio", ratio_range)):
        values = np.array(spreads[name])
        what = "rates" if name == "rate" else "rates over the batch size"
        yield claim(PAGE, f"The {what} of the best twelve differ by a factor of: median, least and most of the seeds", ID, {}, f"{name}Spread", (np.median(values), values.min(), values.max()), how, count)
        yield claim(PAGE, "Of the range that was searched, on its log axis", ID, {}, f"{name}Share", math.log(np.median(values)) / whole_range, how, count)
    draw = np.random.default_rng(67)
    for name, of in (("ratio", lambda c: math.log(c[0] / c[2])), ("rate", lambda c: math.log(c[0])), ("batch", lambda c: math.log(c[2])), ("beta", lambda c: c[1]), ("width", lambda c: math.log(c[3]))):
        draws = [explained([whole[k] for k in draw.integers(0, count, count)], of) for _ in range(300)]
        yield claim(PAGE, f"{name} explains this share of the order of the networks", ID, {}, f"{name}Explains", percentile_interval(explained(whole, of), draws), "R squared of a parabola in ranks; bootstrap over the seeds", count)
    ratios = {round(setting(u)[0] / setting(u)[2], 9) for u in ((a, 0.5, b, 0.5) for a in (0.25, 0.75) for b in (0.25, 0.75))}
    yield claim(PAGE, "Two rates and two batch sizes make so many ratios", ID, {}, "gridRatios", float(len(ratios)), "counted")


def network_claims(quick):
    ID = "mnist1d"
    seeds = 2 if quick else 3
    rng = np.random.default_rng(652)
    (x, y), (tx, ty) = data_sets(rng, seeds, 4000, 4000)
    how = "own networks and examples; Student's t over the seeds"
    for name, widths in (("perceptron", [40, 100, 100, 10]), ("logistic", [40, 10])):
        nets = train(rng, Networks(rng, widths, seeds, 1), x, y, [0.01], 100, 6000, "adam")
        right = nets.measure(tx, ty)[1][:, 0]
        yield claim(PAGE, f"The {name} model is right on this share of new curves", ID, dict(model=name), name, mean_t(right), how, seeds)
        guesses = nets.forward(tx[:, None])[-1].argmax(-1)[:, 0]
        counts = np.array([[np.sum(guesses[:, ty == a] == b) for b in range(10)] for a in range(10)])
        shares = counts / counts.sum(1, keepdims=True) * (1 - np.eye(10))
        a, b = np.unravel_index(shares.argmax(), shares.shape)
        each = [np.array([np.mean(guesses[s, ty == a] == b) for s in range(seeds)]) for a, b in ((1, 4), (9, 4))]
        if name == "perceptron":
            yield claim(PAGE, "The perceptron takes this class …", ID, dict(model=name), "trueClass", float(a), how, seeds)
            yield claim(PAGE, "… for this one most often", ID, dict(model=name), "takenFor", float(b), how, seeds)
            yield claim(PAGE, "… in this share of its examples", ID, dict(model=name), "confusedShare", shares.max(), how, seeds)
            for label, values in zip((1, 9), each):
                yield claim(PAGE, f"It takes class {label} for class 4 in this share of its examples: mean, least and most of the seeds", ID, dict(model=name), f"share{label}For4", (values.mean(), values.min(), values.max()), how, seeds)
        w, bias = nets.layers[0]
        tall, one_class, apart = [], [], []
        for s in range(seeds):
            given = tx[s] @ w[s, 0] + bias[s, 0]
            if name == "perceptron":
                heard = np.maximum(given, 0).std(0) * np.linalg.norm(nets.layers[1][0][s, 0], axis=1)
                units = np.argsort(-heard)[:10]
            else:
                units = np.arange(10)
            for unit in units:
                top = ty[np.argsort(-given[:, unit])[:40]]
                classes = np.bincount(top, minlength=10)
                tall.append(classes.argmax() in (0, 6))
                one_class.append(classes.max())
                # The chance that a curve of the unit's class excites it more than one of another class.
                own = np.sort(given[ty == classes.argmax(), unit])
                apart.append(1 - np.mean(np.searchsorted(own, given[ty != classes.argmax(), unit])) / len(own))
        tall, one_class = np.array(tall).reshape(seeds, 10), np.array(one_class).reshape(seeds, 10)
        yield claim(PAGE, f"Of ten units of the {name} model so many are excited most by curves of class 6 or 0: mean, least and most of the seeds", ID, dict(model=name), "excitedUnits", (tall.sum(1).mean(), tall.sum(1).min(), tall.sum(1).max()), how, seeds)
        yield claim(PAGE, f"None waits for one class: of the forty curves that excite a unit of the {name} model most, the most of one class: median, least and most", ID, dict(model=name), "mostOfOneClass", (np.median(one_class), one_class.min(), one_class.max()), how, seeds)
        yield claim(PAGE, f"Chance that a curve of the class that excites a unit of the {name} model most excites it more than a curve of another class: median, least and most of the units", ID, dict(model=name), "apart", (np.median(apart), min(apart), max(apart)), how, seeds)
    digits = TEMPLATES - TEMPLATES.mean(1, keepdims=True)
    digits /= digits.std(1, keepdims=True)
    height = np.sqrt(np.mean((digits - digits[:, :1]) ** 2, axis=1))
    order = np.argsort(-height)
    for place, label in enumerate(order[:3]):
        yield claim(PAGE, f"The class that is number {place + 1} in height (root mean square of its template)", ID, {}, f"tallest{place + 1}", float(label), "the templates")
        yield claim(PAGE, "… and its height", ID, {}, f"height{place + 1}", height[label], "the templates")


def claims(quick):
    yield from grid_claims()
    yield from network_claims(quick)
    yield from search_claims(quick)
