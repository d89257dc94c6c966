"""Since the book: weight decay, a turned valley, a rate that rises and falls, and clipping."""

import numpy as np

from claims import claim, mean_t

SHARES = {
    "": "estimator",
    "singular values": "data, estimator",
    "solved": "data",
    "own noise": "estimator",
    "exact": "data",
}
PAGE = "since-the-book"


def weight_decay(quick):
    """PyTorch's rules if it is installed, else their updates in NumPy; all runs are the entries of one parameter."""
    ID = "weight-decay-twice"
    runs, steps, alpha, lam, ratio = (400 if quick else 4000), 1000, 0.01, 0.1, 30
    rng = np.random.default_rng(3202)
    how = "own noise, all runs side by side; the mean with Student's t"
    sd = np.sqrt([[1 / ratio], [ratio]])
    for way in ("coupled", "decoupled"):
        phi, m, v = np.ones((2, runs)), np.zeros((2, runs)), np.zeros((2, runs))
        for t in range(1, steps + 1):
            g = sd * rng.normal(size=(2, runs)) + (lam * phi if way == "coupled" else 0)
            m += 0.1 * (g - m)
            v += 0.001 * (g * g - v)
            step = (m / (1 - 0.9**t)) / (np.sqrt(v / (1 - 0.999**t)) + 1e-8)
            phi = phi - alpha * step - (alpha * lam * phi if way == "decoupled" else 0)
        for which, left in zip(("Small", "Large"), phi):
            yield claim(PAGE, f"{way}: left of the weight with {which.lower()} gradients",
                ID, dict(way=way, ratio=ratio), f"{way}{which}", mean_t(left), how, runs)
        left = phi[1] if way == "coupled" else phi.ravel()
        yield claim(PAGE, f"{way}: the mean that theory expects of the weight with large gradients",
            ID, dict(way=way, ratio=ratio), f"{way}{'Large' if way == 'coupled' else ''}Theory", mean_t(left), how, runs)


def turned(quick):
    """The layer in the eigenvectors of its valley: the problem stays straight, and the rules' axes are turned instead."""
    ID = "drop-the-coordinates"
    starts, rates, steps = (16 if quick else 60), 13, 60
    rng = np.random.default_rng(3203)
    how = "own starts; singular values instead of iterations and matrix roots; the valley stays and the axes are turned; quarters of the starts"
    h = np.array([1.0, 100.0])[:, None]
    first = rng.normal(size=(starts, 2, 2))

    def muon_step(M):
        left, s, right = np.linalg.svd(M)
        s = s / (np.sqrt(np.sum(s**2, axis=-1, keepdims=True)) + 1e-7)
        for _ in range(5):
            s = 3.4445 * s - 4.775 * s**3 + 2.0315 * s**5
        return (left * s[:, None, :]) @ right

    def power(S, exponent):
        values, vectors = np.linalg.eigh(S)
        return (vectors * values[:, None, :] ** exponent) @ np.swapaxes(vectors, 1, 2)

    def left_of(rule, degrees, rate):
        angle = np.radians(degrees)
        # Rows of Q are the rule's axes, in the eigenvectors of the valley.
        Q = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
        W = first.copy()
        m, v = np.zeros_like(W), np.zeros_like(W)
        eye = np.broadcast_to(np.eye(2), W.shape)
        L, R = 1e-8 * eye, 1e-8 * eye
        for t in range(1, steps + 1):
            a = rate * (1 - (t - 1) / steps)
            G = Q @ (h * W)
            if rule == "adam":
                m, v = 0.9 * m + 0.1 * G, 0.99 * v + 0.01 * G * G
                step = m / (1 - 0.9**t) / (np.sqrt(v / (1 - 0.99**t)) + 1e-8)
            elif rule == "lion":
                step, m = np.sign(0.9 * m + 0.1 * G), 0.99 * m + 0.01 * G
            elif rule == "shampoo":
                L, R = L + G @ np.swapaxes(G, 1, 2), R + np.swapaxes(G, 1, 2) @ G
                step = power(L, -0.25) @ G @ power(R, -0.25)
            elif rule == "muon":
                m = 0.9 * m + 0.1 * G
                step = muon_step(0.9 * m + 0.1 * G)
            else:
                m = 0.9 * m + 0.1 * G
                step = m
            W = W - a * Q.T @ step
        loss = lambda at: 0.5 * np.sum(h * at * at, axis=(1, 2))
        return loss(W) / loss(first)

    spans = dict(adam=(0.2, 3), lion=(0.03, 0.3), shampoo=(1, 10), muon=(0.06, 0.8), momentum=(0.03, 0.3))
    for rule, (low, high) in spans.items():
        for degrees in (0, 45):
            found = [left_of(rule, degrees, low * (high / low) ** (k / (rates - 1))) for k in range(rates)]
            best = min(found, key=lambda left: np.median(np.where(np.isfinite(left), left, np.inf)))
            value = (np.median(best), *np.quantile(best, [0.25, 0.75]))
            name = f"{rule}{'Straight' if degrees == 0 else 'Left'}"
            yield claim(PAGE, f"{rule} leaves this share of the loss at {degrees} degrees",
                ID, dict(angle=45), name, tuple(float(one) for one in value), how, starts)


def rise_and_fall(quick):
    """The walks side by side, with their own draws, for three ways to end."""
    ID = "rise-and-fall"
    walks, steps, rise = (2000 if quick else 20000), 100, 20
    how = "own draws, all walks side by side; the gradient from the loss by complex steps"

    def loss(x, y):
        return (0.08 * x**2 + y**2 * (1 + 0.06 * x**2)) / 2

    for alpha in (1.0, 0.5):
        for ending in ("stays", "falls", "mean"):
            rng = np.random.default_rng(6403)
            x, y = np.full(walks, -9.0), np.full(walks, 2.0)
            later = []
            for t in range(1, steps + 1):
                rate = alpha * min(1, t / rise)
                if ending == "falls" and t > rise:
                    rate = alpha * np.cos(np.pi / 2 * (t - 1 - rise) / (steps - rise)) ** 2
                dx, dy = loss(x + 1e-20j, y).imag / 1e-20, loss(x, y + 1e-20j).imag / 1e-20
                x = x - rate * (dx + 0.4 * rng.normal(size=walks))
                y = y - rate * (dy + 0.4 * rng.normal(size=walks))
                if t >= steps / 2:
                    later.append((x, y))
            there = (x >= -10) & (x <= 5) & (np.abs(y) <= 4)
            if ending == "mean":
                x, y = np.mean(later, axis=0)
            yield claim(PAGE, f"Loss at which walks end, full rate {alpha}: {ending}", ID, dict(alpha=alpha), ending,
                mean_t(loss(x, y)[there]), how, walks)


def spikes(quick):
    """Long-run probability of each position, on a grid, from the transition probabilities, without a run."""
    ID = "spikes"
    random = np.random.RandomState([0, 2])
    base = random.normal(size=100)
    alpha, width = 0.05, 0.01 if quick else 0.005
    grid = np.arange(-8, 12, width)
    how = "solved for the places' chances in the long run, on a grid; Huber's minimum by Newton"
    for sides, far in (("one", 30.0), ("both", -30.0)):
        x = base.copy()
        x[0], x[1] = 30.0, far
        lowest = x.mean()
        values = dict(clip=2, sides=sides, batchSize=1)
        chances = np.zeros(len(grid))
        chances[len(grid) // 2] = 1
        moves = []
        for xi in x:
            to = (grid - alpha * np.clip(grid - xi, -2, 2) - grid[0]) / width
            low = np.clip(np.floor(to).astype(int), 0, len(grid) - 2)
            moves.append((low, np.clip(to - low, 0, 1)))
        for _ in range(600):
            following = np.zeros(len(grid))
            for low, share in moves:
                following += np.bincount(low, (1 - share) * chances, len(grid)) / 100
                following += np.bincount(low + 1, share * chances, len(grid)) / 100
            chances = following
        middle = float(np.sum(chances * grid) - lowest)
        yield claim(PAGE, f"Clipped, far on {sides}: so much is left", ID, values, "clippedLeft",
            float(np.sum(chances * (grid - lowest) ** 2) / 2), how)
        yield claim(PAGE, f"Clipped, far on {sides}: it settles so far away", ID, values, "bias", middle, how)
        yield claim(PAGE, f"Without clipping, far on {sides}: so much is left", ID, values, "plainLeft",
            float(alpha * x.var() / (2 * (2 - alpha))), "exact, from the stationary variance")


def claims(quick):
    yield from weight_decay(quick)
    yield from turned(quick)
    yield from rise_and_fall(quick)
    yield from spikes(quick)
