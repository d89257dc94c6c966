"""Since the book, S.2 to S.5: weight decay, a turned valley, rates of convergence, and clipping."""

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
    """PyTorch's rules if it is there, else their update in NumPy; all runs are the entries of one parameter."""
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


def turned(quick):
    """The layer in the eigenvectors of its valley: the problem stays straight, and the rules' axes are turned instead."""
    ID = "drop-the-coordinates"
    starts, rates, steps = (16 if quick else 60), 13, 60
    rng = np.random.default_rng(3203)
    how = "own starts; singular values in the place of iterations and roots; the valley stays and the axes are turned; quarters of the starts"
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
            best = 1e6 * min(found, key=lambda left: np.median(np.where(np.isfinite(left), left, np.inf)))
            value = (np.median(best), *np.quantile(best, [0.25, 0.75]))
            name = f"{rule}{'Straight' if degrees == 0 else 'Left'}"
            yield claim(PAGE, f"{rule} leaves so many millionths at {degrees} degrees",
                ID, dict(angle=45), name, tuple(float(one) for one in value), how, starts)


def fast(quick):
    ID = "how-fast"
    values, kappa = dict(kappa=100, sd=1), 100

    def count(rule, kappa):
        """Each curvature's two-step recursion to the power t, by its eigenvalues: no step is made."""
        lam = kappa ** (np.arange(12) / 11 - 1)
        root = np.sqrt(kappa)
        if rule == "descent":
            a, b, nesterov = 2 / (1 + 1 / kappa), 0.0, False
        elif rule == "nesterov":
            a, b, nesterov = 1.0, (root - 1) / (root + 1), True
        else:
            a, b, nesterov = 4 / (1 + 1 / root) ** 2, ((root - 1) / (root + 1)) ** 2, False
        # Velocity form: u <- b u - a h (x + nesterov b u); x <- x + u.
        first = 0.5 * np.sum(lam)

        def left(t):
            total = 0.0
            for h in lam:
                A = np.array([[b - (a * h * b if nesterov else 0), -a * h], [b - (a * h * b if nesterov else 0), 1 - a * h]])
                x = np.linalg.matrix_power(A, t) @ np.array([0.0, 1.0])
                total += 0.5 * h * x[1] ** 2
            return total / first

        # The loss of momentum ripples, so every t is asked up to the first that is low enough.
        t = 1
        while left(t) > 1e-6:
            t += 1
        return t

    how = "the recursion of each curvature, solved by powers of its matrix"
    kappas = (10, 30, 100) if quick else (10, 30, 100, 300, 1000)
    for rule in ("descent", "nesterov", "momentum"):
        yield claim(PAGE, f"{rule} needs so many gradients", ID, values, f"{rule}Steps", float(count(rule, kappa)), how)
        yield claim(PAGE, f"{rule} needs so many at 400", ID, dict(kappa=400), f"{rule}Steps", float(count(rule, 400)), how)
        slope = np.polyfit(np.log(kappas), np.log([count(rule, one) for one in kappas]), 1)[0]
        yield claim(PAGE, f"{rule}: the power of kappa", ID, values, f"{rule}Slope", float(slope), how)
    root = np.sqrt(kappa)
    yield claim(PAGE, "momentum in theory", ID, values, "momentumTheory",
        round(np.log(1e-3) / np.log((root - 1) / (root + 1))), "exact, from the double root")

    T, runs = 1000, 2000 if quick else 20000
    rng = np.random.default_rng(3204)
    fixed = falling = np.ones(runs)
    corner, mean = np.ones(runs), np.zeros(runs)
    for t in range(1, T + 1):
        noise = rng.normal(size=(3, runs))
        fixed = fixed - 0.1 * (fixed + noise[0])
        falling = falling - (falling + noise[1]) / t
        mean += corner / T
        corner = corner - (np.sign(corner) + noise[2]) / np.sqrt(2 * T)
    own = "own noise, all runs side by side; the mean with Student's t"
    yield claim(PAGE, "At a fixed rate so much is left", ID, values, "fixedLeft", mean_t(fixed**2 / 2), own, runs)
    yield claim(PAGE, "At 1/t so much is left", ID, values, "fallingLeft", mean_t(falling**2 / 2), own, runs)
    yield claim(PAGE, "At a corner so much is left", ID, values, "cornerLeft", mean_t(np.abs(mean)), own, runs)
    yield claim(PAGE, "The floor in theory", ID, values, "fixedTheory", 0.1 / (2 * (2 - 0.1)), "exact, from the stationary variance")
    yield claim(PAGE, "The bound at a corner", ID, values, "cornerTheory", float(np.sqrt(2 / T)), "exact, from the bound")


def spikes(quick):
    """How likely each place is in the long run, on a grid, from the chances of the next place: no run is made."""
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
    yield from fast(quick)
    yield from spikes(quick)
