"""The takeaway, T.1: the best rate of SGD and Adam for each batch size on MNIST-1D, with new examples, starts and batches."""

import numpy as np

from claims import claim, t_quantile
from networks import Networks, data_sets, largest_curvature, train

SHARES = {"": "", "counted": "data, estimator", "power iteration": "estimator"}
PAGE, ID = "takeaway", "batch-rate-network"
EXAMPLES = 1024
BATCHES = 2 ** np.arange(1, 10)
WIDTHS = {"small": [40, 32, 10], "large": [40, 100, 100, 10]}
LOWEST = {"sgd": -6.75, "adam": -9.75}
DRAWS = 400


def rates_of(optimizer):
    return 2.0 ** (LOWEST[optimizer] + 0.75 * np.arange(13))


def measure(rng, optimizer, network, seeds, epochs=6, hold="epochs"):
    """Last training losses (batch, rate, seed) and their log rates (batch, rate).

    Two networks at each of the page's rates show where to look; then there are eight rates around it, half as far apart as
    the page's and none of them the page's own.
    """
    (x, y), = data_sets(rng, seeds, EXAMPLES)
    rates = rates_of(optimizer)
    made, log_rates = np.empty((len(BATCHES), 8, seeds)), np.empty((len(BATCHES), 8))
    for b, size in enumerate(BATCHES):
        steps = epochs * EXAMPLES // (size if hold == "epochs" else 32)
        two = Networks(rng, WIDTHS[network], 2, 13)
        train(rng, two, x[:2], y, rates, size, steps, optimizer)
        middle = int(np.argmin(np.log(two.measure(x[:2], y)[0]).mean(axis=0)))
        own = rates[middle] * 2 ** (0.375 * (np.arange(8) - 3.5))
        some = Networks(rng, WIDTHS[network], seeds, 8)
        train(rng, some, x, y, own, size, steps, optimizer)
        made[b], log_rates[b] = some.measure(x, y)[0].T, np.log(own)
    return made, log_rates


def cubic_minimum(x, y):
    """Lowest place and value, within the points, of the cubic fitted to those within half as much again of the lowest."""
    k = int(np.argmin(y))
    near = np.flatnonzero(y <= y[k] + np.log(1.5))
    low, high = min(near[0], max(k - 2, 0)), max(near[-1], min(k + 2, len(y) - 1))
    use = np.arange(low, high + 1)
    use = use[np.isfinite(y[use])]
    fit = np.polyfit(x[use] - x[k], y[use], min(3, len(use) - 1))
    at = np.linspace(x[use[0]], x[use[-1]], 1001)
    values = np.polyval(fit, at - x[k])
    lowest = int(np.argmin(values))
    return at[lowest], values[lowest]


def ridge(logs, log_rates):
    """Best log rate and log loss of each batch size; whether it is known only to a step of the grid."""
    found = []
    for column, x in zip(logs, log_rates):
        with np.errstate(invalid="ignore"):
            mean = column.mean(axis=1)
        mean = np.where(np.isnan(mean), np.inf, mean)
        k = int(np.argmin(mean))
        inner = 0 < k < len(mean) - 1 and np.isfinite(mean[k - 1 : k + 2]).all()
        found.append((*cubic_minimum(x, mean), False) if inner else (x[k], mean[k], True))
    return np.array(found)


def slope(points, low, high):
    use = (BATCHES >= low) & (BATCHES <= high) & (points[:, 2] == 0)
    return np.polyfit(np.log(BATCHES[use]), points[use, 0], 1)[0] if use.sum() > 1 else np.nan


def bend(points):
    """The line with one bend that fits best, its place on a fine grid: place, slope before, slope after."""
    use = points[:, 2] == 0
    x, y = np.log(BATCHES[use]), points[use, 0]
    best = (np.inf, np.nan, np.nan, np.nan)
    for at in np.log(2) * np.arange(1, 9.01, 1 / 16):
        if np.sum(x <= at + 1e-9) < 3 or np.sum(x > at + 1e-9) < 2:
            continue
        design = np.stack([np.ones_like(x), np.minimum(x - at, 0), np.maximum(x - at, 0)], axis=1)
        fit, *_ = np.linalg.lstsq(design, y, rcond=None)
        squares = np.sum((design @ fit - y) ** 2)
        if squares < best[0]:
            best = (squares, at, fit[1], fit[2])
    return best[1:]


def estimates(rng, measured, statistics):
    """Each statistic of the ridge with a 95 % interval: Student's t with the standard error of a bootstrap over the seeds."""
    losses, log_rates = measured
    logs = np.log(losses)
    seeds = losses.shape[2]
    points = ridge(logs, log_rates)
    draws = [ridge(logs[:, :, rng.integers(0, seeds, seeds)], log_rates) for _ in range(DRAWS)]
    made = {}
    for name, of in statistics.items():
        value, some = of(points), np.array([of(one) for one in draws], float)
        half = t_quantile(seeds - 1) * np.nanstd(some) * np.sqrt(seeds / (seeds - 1))
        made[name] = (value, value - half, value + half) if np.isfinite(half) else (value, None, None)
    return points, made


SPANS = {"Small": (2, 32), "Middle": (32, 128), "End": (128, 512), "Whole": (2, 512)}


LIMIT = "power iteration in double precision; the spreads of rate and starts together"


def curvatures(rng, network, count):
    """Largest eigenvalue of the Hessian of the mean loss at some starts, each with its own examples."""
    (x, y), = data_sets(rng, count, EXAMPLES)
    starts = [Networks(rng, WIDTHS[network], 1, 1) for _ in range(count)]
    weights = [[(w[0, 0], b[0, 0]) for w, b in start.layers] for start in starts]
    return np.array([largest_curvature(rng, some, one, y) for some, one in zip(weights, x)])


def over_limit(log_rate, tops):
    """A best rate, given by its log and the ends of its interval, over the mean of 2/lambda_max; both have a spread."""
    limits = 2 / tops
    value = np.exp(log_rate[0]) / limits.mean()
    shares = [t_quantile(len(tops) - 1) * limits.std(ddof=1) / np.sqrt(len(tops)) / limits.mean()]
    if log_rate[1] is not None:
        shares.append((log_rate[2] - log_rate[1]) / 2)
    half = value * np.hypot(*shares) if len(shares) == 2 else value * shares[0]
    return value, value - half, value + half


def within_step(estimate):
    """A rate known on the page only to a step of its grid: with such a step either way, 2^.75."""
    value, low, high = estimate
    return value, (low or value) / 2**0.75, (high or value) * 2**0.75


def claims(quick):
    rng = np.random.default_rng(693)
    seeds, fewer = (4, 4) if quick else (24, 12)
    defaults = dict(epochs=6, hold="epochs", network="small")
    how = "own networks, examples, starts and batches, rates half as far apart and a cubic; Student's t with a bootstrap over the seeds"
    measured = {"sgd": measure(rng, "sgd", "small", seeds), "adam": measure(rng, "adam", "small", fewer)}
    statistics = {f"sgd{name}": (lambda points, span=span: slope(points, *span)) for name, span in SPANS.items()}
    statistics |= {
        "sgdKnee": lambda points: bend(points)[0],
        "sgdSlope": lambda points: bend(points)[1],
        "sgdSlopeAfter": lambda points: bend(points)[2],
        "change": lambda points: bend(points)[2] - bend(points)[1],
        "rateSmallest": lambda points: points[0, 0],
        "rateReference": lambda points: points[4, 0],
        "rateLargest": lambda points: points[8, 0],
        "lossSmallest": lambda points: points[0, 1],
        "lossReference": lambda points: points[4, 1],
        "lossLargest": lambda points: points[8, 1],
        "lossRatio": lambda points: points[4, 1] - points[0, 1],
        "distance": lambda points: points[4, 0] - points[0, 0] - np.log(16),
    }
    sentences = {
        "sgdSmall": "SGD: slope of the best rate from batches of 2 to 32",
        "sgdMiddle": "SGD: slope from 32 to 128",
        "sgdEnd": "SGD: slope from 128 on",
        "sgdWhole": "SGD: slope over all batch sizes",
        "sgdKnee": "SGD: the line of best rates bends at batches of",
        "sgdSlope": "SGD: slope before the bend, close to the linear rule and a little below",
        "sgdSlopeAfter": "SGD: slope after the bend, the best rate hardly changes",
        "change": "SGD: slope after the bend less slope before",
        "rateSmallest": "SGD: best rate at batches of 2",
        "rateReference": "SGD: best rate at batches of 32",
        "rateLargest": "SGD: best rate at batches of 512",
        "lossSmallest": "SGD: lowest loss at batches of 2",
        "lossReference": "SGD: lowest loss at batches of 32",
        "lossLargest": "SGD: lowest loss at batches of 512",
        "lossRatio": "SGD: small batches all end at nearly the same loss: that at 32 over that at 2",
        "distance": "SGD: rate times steps at 32 over that at 2",
    }
    # These are logarithms until they are printed.
    raised = {name for name in sentences if "Knee" in name or "rate" in name or "loss" in name} | {"adamKnee", "distance"}

    def told(name, value):
        return tuple(None if one is None else float(np.exp(one)) for one in value) if name in raised else value

    points, made = estimates(rng, measured["sgd"], statistics)
    for name, value in made.items():
        yield claim(PAGE, sentences[name], ID, defaults, name, told(name, value), how, seeds)
    yield claim(PAGE, "SGD: twice the batch multiplies the best rate before the bend by",
        ID, dict(defaults, optimizer="sgd", reading="mean"), "perDoubling", tuple(2 ** one for one in made["sgdSlope"]), how, seeds)
    yield claim(PAGE, "SGD: slope of the best rate on the sum before the bend",
        ID, dict(defaults, reading="sum"), "slope", tuple(one - 1 for one in made["sgdSlope"]), how, seeds)
    yield claim(PAGE, "SGD: slope of the best rate on the sum after it",
        ID, dict(defaults, reading="sum"), "slopeAfter", tuple(one - 1 for one in made["sgdSlopeAfter"]), how, seeds)
    tops = {network: curvatures(rng, network, 5 if network == "small" else 3) for network in WIDTHS}
    yield claim(PAGE, "SGD: the best rate at batches of 512 over the mean of 2/lambda_max of the start",
        ID, defaults, "overLimit", over_limit(made["rateLargest"], tops["small"]), LIMIT, len(tops["small"]))

    adam = {f"adam{name}": (lambda points, span=span: slope(points, *span)) for name, span in SPANS.items()}
    adam |= {f"adam{name}": (lambda points, k=k: bend(points)[k]) for k, name in enumerate(("Knee", "Before", "After"))}
    words = {
        "Small": "from 2 to 32",
        "Middle": "from 32 to 128",
        "End": "from 128 on",
        "Whole": "over all batch sizes",
        "Knee": "the batch size at which the one-bend line bends",
        "Before": "before that bend",
        "After": "after it",
    }
    points, made = estimates(rng, measured["adam"], adam)
    for name, value in made.items():
        yield claim(PAGE,
            f"Adam: slope of the best rate {words[name[4:]]}" if "Knee" not in name else f"Adam: {words['Knee']}",
            ID, defaults, name, told(name, value), how, fewer)
    yield claim(PAGE, "Adam: by how much the best rate grows for each doubling of the batch, up to 32",
        ID, defaults, "adamPerDoubling", tuple(None if one is None else 2**one for one in made["adamSmall"]), how, fewer)
    top = int(np.argmax(points[:, 0]))
    yield claim(PAGE, "Adam: the best rate rises up to this batch size and falls beyond",
        ID, defaults, "adamTop", float(BATCHES[top]), how, fewer)
    yield claim(PAGE, "Adam: steps of a run at batches of 128",
        ID, defaults, "adamSteps128", 6.0 * EXAMPLES / 128, "counted")

    few = 3 if quick else 8
    values = dict(defaults, hold="steps")
    fixed = measure(rng, "sgd", "small", few, hold="steps")
    some = {name: statistics[name] for name in ("sgdSmall", "sgdMiddle", "sgdWhole", "rateLargest")}
    points, made = estimates(rng, fixed, some)
    for name, value in made.items():
        yield claim(PAGE, f"With as many steps for all: {sentences[name]}",
            ID, values, name, within_step(told(name, value)) if name == "rateLargest" else told(name, value), how, few)
    yield claim(PAGE, "With as many steps for all: the rate at 512 is known to a step of the grid only (1: yes)",
        ID, values, "rateLargestPinned", float(points[8, 2]), how, few)

    if quick:
        return
    few = 6
    values = dict(defaults, epochs=24)
    longer = measure(rng, "adam", "small", few, epochs=24)
    points, made = estimates(rng, longer, adam)
    for name, value in made.items():
        yield claim(PAGE, f"With 24 epochs: Adam, {words[name[4:]]}", ID, values, name, told(name, value), how, few)

    few = 8
    values = dict(defaults, network="large")
    for optimizer in ("sgd", "adam"):
        large = measure(rng, optimizer, "large", few)
        some = {name: statistics[name] for name in ("sgdSlope", "sgdKnee", "sgdSmall", "rateLargest")} if optimizer == "sgd" else adam
        points, made = estimates(rng, large, some)
        for name, value in made.items():
            what = sentences.get(name) or f"Adam, {words[name[4:]]}"
            yield claim(PAGE, f"The larger network: {what}", ID, values, name, told(name, value), how, few)
        if optimizer == "sgd":
            yield claim(PAGE, "The larger network: the best rate at 512 over the mean of 2/lambda_max of the start",
                ID, values, "overLimit", over_limit(made["rateLargest"], tops["large"]), LIMIT, few)
