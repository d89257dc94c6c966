"""Best rates, slopes and intervals from the stored losses of batch-rate-network, with NumPy: rate-ridge.json.

Written from the definitions, not from the engine: a parabola through the lowest geometric mean and its neighbours,
least squares lines, the line with one bend, Student's t with a bootstrap over the seeds.
"""
import json
from pathlib import Path

import numpy as np

ROOT = Path(__file__).parents[2]
BATCHES = 2.0 ** np.arange(1, 10)
X = np.log(BATCHES)
LOWEST = {"sgd": -6.75, "adam": -9.75}
SPANS = {"Small": (2, 32), "Large": (32, 512), "Whole": (2, 512), "Middle": (32, 128), "End": (128, 512)}
RESAMPLES = 200
SETTINGS = [
    {"hold": "epochs", "epochs": 6, "network": "small", "seeds": 48},
    {"hold": "steps", "epochs": 6, "network": "small", "seeds": 8},
    {"hold": "epochs", "epochs": 24, "network": "small", "seeds": 8},
    {"hold": "epochs", "epochs": 6, "network": "large", "seeds": 6},
]


def log_losses(parts, optimizer, setting):
    """The losses by seed, batch and rate; a diverged run is infinite."""
    rows = {}
    for part in parts:
        key = json.loads(part["key"].split(" ", 1)[1])
        if key["optimizer"] == optimizer and all(key[name] == setting[name] for name in ("hold", "epochs", "network")):
            rows[key["seed"], key["batch"]] = [np.inf if one is None else one for one in part["result"]["losses"]]
    return np.log([[rows[seed, batch] for batch in BATCHES.astype(int)] for seed in range(setting["seeds"])])


def lowest(rates, scores):
    """Log of the best rate, log of its loss, and whether it is known only to a step of the grid."""
    k = int(np.argmin(scores))
    if k in (0, len(rates) - 1) or not np.all(np.isfinite(scores[k - 1:k + 2])):
        return rates[k], scores[k], True
    # Shifted to the middle rate, a parabola through three points is c + b x + a x^2.
    a, b, c = np.polyfit(rates[k - 1:k + 2] - rates[k], scores[k - 1:k + 2], 2)
    return rates[k] - b / (2 * a), c - b * b / (4 * a), False


def bent(x, y):
    """The least squares line with one bend: its place, and the slopes before and after.

    It is at a point, or where the lines through the points before and beyond cross between two of them.
    """
    places = []
    for n in range(3, len(x) - 1):
        (b0, a0), (b1, a1) = np.polyfit(x[:n], y[:n], 1), np.polyfit(x[n:], y[n:], 1)
        cross = (a1 - a0) / (b0 - b1)
        places.append(x[n - 1])
        if x[n - 1] < cross < x[n]:
            places.append(cross)
    best = None
    for place in places:
        columns = np.stack([np.ones_like(x), np.minimum(x - place, 0), np.maximum(x - place, 0)], axis=1)
        fit = np.linalg.lstsq(columns, y, rcond=None)[0]
        squares = np.sum((columns @ fit - y) ** 2)
        if best is None or squares < best[0] - 1e-13:
            best = squares, place, fit
    if best is None:
        return dict.fromkeys(("knee", "before", "after", "change"), np.nan)
    _, place, fit = best
    return {"knee": place, "before": fit[1], "after": fit[2], "change": fit[2] - fit[1]}


def statistics(rates, means):
    found = [lowest(rates, scores) for scores in means]
    y = np.array([one[0] for one in found])
    free = np.array([not one[2] for one in found])
    values = {f"rate{int(batch)}": one for batch, one in zip(BATCHES, y)}
    values |= bent(X[free], y[free])
    for name, (least, most) in SPANS.items():
        inside = free & (BATCHES >= least) & (BATCHES <= most)
        values[name] = np.polyfit(X[inside], y[inside], 1)[0] if inside.sum() > 1 else np.nan
    return values, found


def quantile_of_t(degrees):
    """The .975 quantile, by summing the density on a fine grid up to it."""
    step = 1e-5
    t = np.arange(0, 20, step) + step / 2
    density = (1 + t * t / degrees) ** (-(degrees + 1) / 2)
    far = np.linspace(0, 1, 400_001)[1:-1]  # 20 / far covers the rest of the axis
    rest = np.sum((1 + (20 / far) ** 2 / degrees) ** (-(degrees + 1) / 2) * 20 / far**2) * (far[1] - far[0])
    share = np.cumsum(density) * step / (np.sum(density) * step + rest)
    return t[np.searchsorted(share, 0.95)]


def check(parts, optimizer, setting):
    logs = log_losses(parts, optimizer, setting)
    rates = (LOWEST[optimizer] + 0.75 * np.arange(13)) * np.log(2)
    values, found = statistics(rates, logs.mean(axis=0))
    n = setting["seeds"]
    random = np.random.RandomState(0)
    drawn = [statistics(rates, logs[[random.randint(0, n) for _ in range(n)]].mean(axis=0))[0] for _ in range(RESAMPLES)]
    shown = {}
    for name, value in values.items():
        draws = np.array([one[name] for one in drawn])
        draws = draws[~np.isnan(draws)]
        half = None
        if not np.isnan(value) and len(draws) >= RESAMPLES / 2:
            half = quantile_of_t(n - 1) * draws.std(ddof=1) * np.sqrt(n / (n - 1))
        shown[name] = {"value": None if np.isnan(value) else value, "half": half}
    for batch, one in zip(BATCHES, found):
        shown[f"rate{int(batch)}"] |= {"loss": one[1], "pinned": one[2]}
    return {"optimizer": optimizer, **setting, "shown": shown}


kept = json.loads((ROOT / "src/precomputed/batch-rate-network.json").read_text())["parts"]
checks = [check(kept, optimizer, setting) for setting in SETTINGS for optimizer in LOWEST]
lines = ",\n".join(json.dumps(one) for one in checks)
(ROOT / "src" / "references" / "rate-ridge.json").write_text(f'{{"numpy":"{np.__version__}","checks":[\n{lines}\n]}}\n')
