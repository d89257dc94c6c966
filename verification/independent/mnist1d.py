"""6.5: a perceptron and logistic regression on MNIST-1D."""

import numpy as np

from claims import claim, mean_t, share
from networks import TEMPLATES, Networks, data_sets, train

SHARES = {"": "estimator", "the templates": "data, estimator"}
PAGE = "6.5"


def claims(quick):
    ID = "mnist1d"
    seeds = 2 if quick else 3
    rng = np.random.default_rng(652)
    (x, y), (tx, ty) = data_sets(rng, seeds, 4000, 4000)
    how = "own networks and examples; Student's t over the seeds"
    for name, widths in (("perceptron", [40, 100, 100, 10]), ("logistic", [40, 10])):
        nets = train(rng, Networks(rng, widths, seeds, 1), x, y, [0.01], 100, 6000, "adam")
        right = nets.measure(tx, ty)[1][:, 0]
        yield claim(PAGE, f"The {name} model is right on this share of new curves",
            ID, {}, name, mean_t(right), how, seeds)
        guesses = nets.forward(tx[:, None])[-1].argmax(-1)[:, 0]
        counts = np.array([[np.sum(guesses[:, ty == a] == b) for b in range(10)] for a in range(10)])
        shares = counts / counts.sum(1, keepdims=True) * (1 - np.eye(10))
        a, b = np.unravel_index(shares.argmax(), shares.shape)
        each = [np.array([np.mean(guesses[s, ty == a] == b) for s in range(seeds)]) for a, b in ((1, 4), (9, 4))]
        if name == "perceptron":
            yield claim(PAGE, "The perceptron takes this class …",
                ID, dict(model=name), "trueClass", float(a), how, seeds)
            yield claim(PAGE, "… for this one most often", ID, dict(model=name), "takenFor", float(b), how, seeds)
            yield claim(PAGE, "… in this share of its examples",
                ID, dict(model=name), "confusedShare", share(counts[a, b], counts[a].sum()), how, seeds)
            for label, values in zip((1, 9), each):
                yield claim(PAGE,
                    f"It takes class {label} for class 4 in this share of its examples: mean, least and most of the "
                    "seeds",
                    ID, dict(model=name), f"share{label}For4", (values.mean(), values.min(), values.max()), how, seeds)
        w, bias = nets.layers[0]
        tall, one_class, apart, loved = [], [], [], np.zeros(10)
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
                loved[classes.argmax()] += 1
                one_class.append(classes.max())
                # The chance that a curve of the unit's class excites it more than one of another class.
                own = np.sort(given[ty == classes.argmax(), unit])
                apart.append(1 - np.mean(np.searchsorted(own, given[ty != classes.argmax(), unit])) / len(own))
        tall, one_class = np.array(tall).reshape(seeds, 10), np.array(one_class).reshape(seeds, 10)
        yield claim(PAGE,
            f"Of ten units of the {name} model so many are excited most by curves of class 6 or 0: mean, least and "
            "most of the seeds",
            ID, dict(model=name), "excitedUnits", (tall.sum(1).mean(), tall.sum(1).min(), tall.sum(1).max()), how,
            seeds)
        first, second = np.argsort(-loved, kind="stable")[:2]
        for name_of, label in (("exciting", first), ("excitingNext", second)):
            yield claim(PAGE, f"The class that excites most units of the {name} model most, and the next",
                ID, dict(model=name), name_of, float(label), how, seeds)
        yield claim(PAGE,
            f"None waits for one class: of the forty curves that excite a unit of the {name} model most, the most of "
            "one class: median, least and most",
            ID, dict(model=name), "mostOfOneClass", (np.median(one_class), one_class.min(), one_class.max()), how,
            seeds)
        yield claim(PAGE,
            f"Chance that a curve of the class that excites a unit of the {name} model most excites it more than a "
            "curve of another class: median, least and most of the units",
            ID, dict(model=name), "apart", (np.median(apart), min(apart), max(apart)), how, seeds)
    digits = TEMPLATES - TEMPLATES.mean(1, keepdims=True)
    digits /= digits.std(1, keepdims=True)
    height = np.sqrt(np.mean((digits - digits[:, :1]) ** 2, axis=1))
    order = np.argsort(-height)
    for place, label in enumerate(order[:3]):
        yield claim(PAGE, f"The class that is number {place + 1} in height (root mean square of its template)",
            ID, {}, f"tallest{place + 1}", float(label), "the templates")
        yield claim(PAGE, "… and its height", ID, {}, f"height{place + 1}", height[label], "the templates")
