"""Since the book, on networks: weight decay in its two ways, and Muon beside Adam."""

import numpy as np

from claims import claim
from networks import Networks, data_sets

SHARES = {"": "estimator", "own runs": "", "counted": "data"}
PAGE = "since-the-book"
WIDTHS = [40, 32, 32, 10]


def layered(rng, seeds, runs, examples, size, steps, update):
    """Networks trained by `update(t, share of the first rate, parameters, gradients)`; their losses over examples and new ones."""
    (x, y), (new_x, new_y) = data_sets(rng, seeds, examples, 1000)
    nets = Networks(rng, WIDTHS, seeds, runs)
    which, at = np.arange(seeds)[:, None], examples
    for t in range(steps):
        if at + size > examples:
            order, at = np.argsort(rng.random((seeds, examples)), axis=1), 0
        batch = order[:, at : at + size]
        at += size
        slopes, _ = nets.gradients(x[which, batch][:, None], y[batch][:, None])
        update(t + 1, 1 - t / steps, [p for layer in nets.layers for p in layer], [g for layer in slopes for g in layer])
    return nets, nets.measure(x, y)[0], nets.measure(new_x, new_y)[0]


def resampled(rng, values, of=np.mean):
    """`of` applied to the seeds (first axis), and the middle 95 % of its values for resampled seeds."""
    drawn = [of(values[rng.integers(0, len(values), len(values))]) for _ in range(4000)]
    return (float(of(values)), *(float(one) for one in np.quantile(drawn, [0.025, 0.975])))


def by_other_half(losses):
    """For each seed the loss at the best setting of the other half of the seeds, so that none judges its own choice; and the settings."""
    half = np.arange(len(losses)) % 2
    chosen = np.array([int(np.argmin(losses[half != one].mean(axis=0))) for one in half])
    return losses[np.arange(len(losses)), chosen], chosen


def decay_on_a_network(quick):
    """Gradients are ranked by the plain mean of their squares over the last half of the undecayed run, not by Adam's average."""
    ID = "decay-network"
    rng = np.random.default_rng(3205)
    seeds, steps, alpha = (4 if quick else 8), 400, 0.01
    how = "own runs; gradients ranked by their mean squares over half a run, the best decay chosen on the other half of the seeds; intervals by resampling"
    tried = dict(coupled=[0, 1e-4, 3e-4, 1e-3, 3e-3, 1e-2, 3e-2], decoupled=[0, 0.03, 0.1, 0.3, 1, 3, 10])
    for way, lambdas in tried.items():
        lam = np.array(lambdas, np.float32)[None, :, None, None]
        moments, squares = {}, {}

        def update(t, share, parameters, slopes):
            for k, (p, g) in enumerate(zip(parameters, slopes)):
                if t > steps / 2:
                    squares[k] = squares.get(k, 0) + g[:, 0].astype(float) ** 2
                if way == "coupled":
                    g = g + lam * p
                m, v = moments.setdefault(k, [np.zeros_like(p), np.zeros_like(p)])
                m += np.float32(0.1) * (g - m)
                v += np.float32(0.001) * (g * g - v)
                step = m / np.float32(1 - 0.9**t) / (np.sqrt(v / np.float32(1 - 0.999**t)) + np.float32(1e-8))
                if way == "decoupled":
                    p -= np.float32(alpha * share) * lam * p
                p -= np.float32(alpha * share) * step

        nets, _, losses = layered(rng, seeds, len(lambdas), 1000, 50, steps, update)
        found, chosen = by_other_half(losses[:, 1:])
        # Weights are every second parameter; biases are between them.
        weights = [np.concatenate([w[s].reshape(len(lambdas), -1) for w, _ in nets.layers], axis=1) for s in range(seeds)]
        ranks = [np.argsort(np.concatenate([squares[2 * l][s].ravel() for l in range(3)])) for s in range(seeds)]
        left = []
        for w, rank, k in zip(weights, ranks, 1 + chosen):
            ends = rank[: len(rank) // 4], rank[-(len(rank) // 4) :]
            left.append([np.linalg.norm(w[k, group]) / np.linalg.norm(w[0, group]) for group in ends])
        left = np.array(left)
        for j, which in enumerate(("Small", "Large")):
            yield claim(PAGE, f"{way}: left of the quarter with {which.lower()} gradients",
                ID, {}, f"{way}{which}", resampled(rng, left[:, j]), how, seeds)
        yield claim(PAGE, f"{way}: the loss on new examples at the best decay", ID, {}, f"{way}Loss", resampled(rng, found), how, seeds)
        if way == "coupled":
            yield claim(PAGE, "… and without decay", ID, {}, "plainLoss", resampled(rng, losses[:, 0]), how, seeds)
            flat = [np.concatenate([squares[2 * l][s].ravel() for l in range(3)]) for s in range(seeds)]
            apart = [np.sqrt(np.sort(one)[-len(one) // 4 :].mean() / np.sort(one)[: len(one) // 4].mean()) for one in flat]
            yield claim(PAGE, "Gradients are so many times as large", ID, {}, "apart", float(np.median(apart)), how, seeds)


def muon_on_a_network(quick):
    ID = "muon-network"
    seeds, steps, size = (4 if quick else 6), 300, 64
    how = "own runs; an SVD in the place of iterations, the best rate chosen on the other half of the seeds; a ratio of means, its interval by resampling"

    def trained(rule, steps, seed):
        rng = np.random.default_rng([3206, seed])
        rates = dict(muon=0.01, adam=0.004)[rule] * 2.0 ** np.arange(5)
        rate = rates.astype(np.float32)[None, :, None, None]
        moments = {}

        def update(t, share, parameters, slopes):
            for k, (p, g) in enumerate(zip(parameters, slopes)):
                m, v = moments.setdefault(k, [np.zeros_like(p), np.zeros_like(p)])
                if rule == "adam":
                    m += np.float32(0.1) * (g - m)
                    v += np.float32(0.001) * (g * g - v)
                    step = m / np.float32(1 - 0.9**t) / (np.sqrt(v / np.float32(1 - 0.999**t)) + np.float32(1e-8))
                else:
                    m += np.float32(0.05) * (g - m)
                    u, s, w = np.linalg.svd(np.float32(0.95) * m + np.float32(0.05) * g, full_matrices=False)
                    s = s / (np.sqrt(np.sum(s * s, axis=-1, keepdims=True)) + 1e-7)
                    for _ in range(5):
                        s = 3.4445 * s - 4.775 * s**3 + 2.0315 * s**5
                    step = (u * s[..., None, :]) @ w * np.sqrt(max(1, p.shape[-1] / p.shape[-2]))
                p -= rate * np.float32(share) * step.astype(np.float32)

        # The seed decides examples, start and batches alike, so that rules meet on the same ones.
        return layered(rng, seeds, 5, 2000, size, steps, update)[1:]

    def iterations(rows, columns):
        """Multiplications of the products of one iteration, entry by entry."""
        short, long = sorted((rows, columns))
        products = [(short, long, short), (short, short, short), (short, short, long)]
        return sum(a * b * c for a, b, c in products)

    shapes = list(zip(WIDTHS, WIDTHS[1:]))
    gradient = 3 * size * sum(i * o for i, o in shapes)
    cost = 1 + 5 * sum(iterations(i, o) + iterations(1, o) for i, o in shapes) / gradient
    paid = round(steps / cost)
    yield claim(PAGE, "A step of Muon costs so many times as much", ID, {}, "cost", cost, "counted from the shapes of the products")
    rng = np.random.default_rng(3207)
    adam = trained("adam", steps, 0)
    for name, count in (("ratio", steps), ("paidRatio", paid)):
        muon = trained("muon", count, 0)
        pairs = np.stack([by_other_half(muon[0])[0], by_other_half(adam[0])[0]], axis=1)
        found = resampled(rng, pairs, lambda some: some[:, 0].mean() / some[:, 1].mean())
        values = {}
        yield claim(PAGE, f"{name}: Muon's loss over Adam's", ID, values, name, found, how, seeds)
        for rule, (losses, new) in (("muon", muon), ("adam", adam)) if name == "ratio" else ():
            at_best = new[np.arange(seeds), by_other_half(losses)[1]]
            yield claim(PAGE, f"{rule}: the loss on new examples", ID, values, f"{rule}Test", resampled(rng, at_best), how, seeds)


def claims(quick):
    yield from decay_on_a_network(quick)
    yield from muon_on_a_network(quick)
