"""6.3: momentum, by eigenvalues of its step, impulse responses, and new runs."""

import math

import numpy as np

import gabor
from claims import claim, share

SHARES = {
    "": "data, estimator", "matrix of one step": "data", "bisection": "data", "the weights": "data", "eigenvalue": "data",
    "stationary covariance": "data", "a grid of": "data", "finer and finer": "data", "impulse responses": "data",
}
PAGE = "6.3"


def factor(alpha, beta, curvature, ahead=False):
    """Long-run factor a step: the larger modulus of the eigenvalues of one step of (phi, m)."""
    k = 1 - beta
    slope = np.array([curvature, -curvature * alpha * beta if ahead else 0.0])
    m = np.array([0.0, beta]) + k * slope
    return np.abs(np.linalg.eigvals(np.array([np.array([1.0, 0.0]) - alpha * m, m]))).max()


def regime(alpha, beta, curvature):
    a, b = np.linalg.eigvals(np.array([[1 - alpha * (1 - beta) * curvature, -alpha * beta], [(1 - beta) * curvature, beta]]))
    if max(abs(a), abs(b)) >= 1:
        return "divergent"
    if abs(a - b) < 1e-6:
        return "critical"
    if abs(a.imag) > 0:
        return "ripples"
    return "oscillating" if min(a.real, b.real) < 0 else "monotone"


def direction(alpha, beta, curvature, start, steps):
    """Position at each step along one direction, by powers of the matrix of one step of (phi, m)."""
    k = (1 - beta) * curvature
    step = np.array([[1 - alpha * k, -alpha * beta], [k, beta]])
    state, places = np.array([start, 0.0]), [(start, 0.0)]
    for _ in range(steps):
        state = step @ state
        places.append(tuple(state))
    return np.array(places)


def valley_claims():
    ID = "momentum-valley"
    how = "powers of the matrix of one step, each direction by itself"

    def runs(alpha=3.0, beta=0.8, phi0=-9.0, phi1=2.1, kappa=50.0, steps=40):
        best = 2 / (1 + 1 / kappa)
        both = lambda a, b: (direction(a, b, 1 / kappa, phi0, steps), direction(a, b, 1.0, phi1, steps))
        return both(alpha, beta), both(best, 0.0)

    away = lambda run: math.hypot(run[0][-1, 0], run[1][-1, 0])
    walked = lambda run: np.hypot(np.diff(run[0][:, 0]), np.diff(run[1][:, 0])).sum()
    for setting in (dict(), dict(alpha=3, beta=0.8), dict(alpha=1.96, beta=0.8), dict(phi1=0),
                    dict(alpha=1.96, phi1=0)):
        own, descent = runs(**setting)
        yield claim(PAGE, "After forty steps momentum is so far from the minimum", ID, setting, "distance", away(own), how)
        yield claim(PAGE, "… and plain descent at its best rate", ID, setting, "descentDistance", away(descent), how)
    long = dict(alpha=1.96, beta=0, steps=115)
    yield claim(PAGE, "So many steps from the wall end so far from the lowest place",
        ID, long, "descentDistance", away(runs(**long)[1]), how)
    for setting in (dict(phi1=2.1), dict(phi1=0)):
        own, descent = runs(**setting)
        yield claim(PAGE, "Plain descent walks so many times as far as momentum",
            ID, setting, "lengthRatio", walked(descent) / walked(own), how)
    (along, across), _ = runs()
    # The fourth step: the state before it holds the memory, and the place whose slope is new.
    for name, run, curvature in (("Along", along, 1 / 50), ("Across", across, 1.0)):
        place, memory = run[3]
        yield claim(PAGE, f"Of the step in the formula, what is kept: {name.lower()}",
            ID, {}, f"kept{name}", 0.8 * memory, how)
        yield claim(PAGE, f"… and what is new: {name.lower()}", ID, {}, f"added{name}", 0.2 * curvature * place, how)
    kept, added = 0.8 * across[:40, 1], 0.2 * across[:40, 0]
    clash = np.where(kept * added < 0, np.minimum(np.abs(kept), np.abs(added)), 0.0)
    yield claim(PAGE, "The early step at which what is kept and what is new oppose each other the most",
        ID, {}, "shown", float(2 + np.argmax(clash[2:13])), how)
    low, high = 2.0, 100.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if factor(middle, 0.8, 1.0) < 1 else (low, middle)
    yield claim(PAGE, "With a momentum of 0.8 the largest stable rate across the valley is",
        ID, dict(beta=0.8), "limit", low, "bisection on the eigenvalues of one step")


def spring_claims():
    ID = "damping"
    how = "the first step after which the weight stays within a twentieth, by powers of the matrix of one step"

    def at_rest(beta, k):
        places = np.abs(direction(k / (1 - beta), beta, 1.0, -1.0, 2000)[:, 0])
        return float(np.flatnonzero(places > 0.05)[-1] + 1)

    critical = lambda k: (1 - math.sqrt(k)) ** 2
    for setting, k in ((dict(beta=0.8), 0.1), (dict(beta=0.6), 0.1), (dict(stiffness=0.02, beta=0.81), 0.02)):
        yield claim(PAGE, "The critically damped weight is at rest after", ID, setting, "atRestCritical", at_rest(critical(k), k), how)
        yield claim(PAGE, "… and the reader's own", ID, setting, "atRest", at_rest(setting["beta"], k), how)


def average_claims():
    ID = "moving-average"
    for beta in (0.6, 0.9):
        weights = (1 - beta) * beta ** np.arange(2000)
        yield claim(PAGE, f"At {beta} the last five gradients carry this share of the weight",
            ID, dict(beta=beta), "lastFive", weights[:5].sum(), "the weights, added up")
        yield claim(PAGE, f"At {beta} six gradients have this weight together",
            ID, dict(beta=beta), "weightSum", weights[:6].sum(), "the weights, added up")
        if beta == 0.9:
            yield claim(PAGE, "At 0.9 what happened twenty steps ago and before still counts: its weight",
                ID, dict(beta=beta), "older", weights[20:].sum(), "the weights, added up")
    np.random.seed(1)
    phi, m = np.array([-1.5, 6.5]), np.zeros(2)
    g_all, m_all = [], []
    for _ in range(81):
        batch = np.random.permutation(30)[:5]
        g = gabor.gradient(phi, gabor.X[batch], gabor.Y[batch])
        m = 0.6 * m + 0.4 * g
        phi = phi - 0.6 * m
        g_all.append(g)
        m_all.append(m)
    jump = lambda rows: np.linalg.norm(np.diff(rows, axis=0), axis=1).mean()
    how = "own run with numpy.random.seed(1), gradients by an imaginary step"
    yield claim(PAGE, "From one step to the next the gradients of batches change by",
        ID, dict(beta=0.6), "jumpBatch", jump(g_all), how)
    yield claim(PAGE, "… and their moving average by", ID, dict(beta=0.6), "jumpAverage", jump(m_all), how)
    n = next(n for n in range(1, 200) if 0.1 * sum(0.9**k for k in range(n)) >= 0.95)
    yield claim(PAGE, "At 0.9 the weights sum to 0.95 after so many gradients",
        ID, dict(beta=0.9), "gradientsTo95", float(n), "counted up")


def notebook(alpha, beta, ahead):
    np.random.seed(1)
    path, m = [np.array([-1.5, 6.5])], np.zeros(2)
    for _ in range(81):
        batch = np.random.permutation(30)[:5]
        at = path[-1] - alpha * beta * m if ahead else path[-1]
        m = beta * m + (1 - beta) * gabor.gradient(at, gabor.X[batch], gabor.Y[batch])
        path.append(path[-1] - alpha * m)
    return np.array(path)


def three_runs(quick):
    ID = "momentum"
    how = "own run with numpy.random.seed(1), gradients by an imaginary step"
    at = dict(alpha=0.6, beta=0.6)
    for name, beta, ahead in (("sgd", 0.0, False), ("momentum", 0.6, False), ("nesterov", 0.6, True)):
        path = notebook(0.6, beta, ahead)
        steps = np.diff(path, axis=0)
        yield claim(PAGE, f"In notebook 6.4 {name} ends at a loss of",
            ID, at, f"{name}Loss", float(gabor.loss(path[-1])), how)
        if name != "nesterov":
            yield claim(PAGE, f"The trajectory of {name} is so long",
                ID, at, f"{name}Length", np.linalg.norm(steps, axis=1).sum(), how)
            z = steps[:, 0] + 1j * steps[:, 1]
            yield claim(PAGE, f"It turns by so many degrees a step",
                ID, at, f"{name}Turn", np.degrees(np.abs(np.angle(z[1:] / z[:-1]))).mean(), how)
    top = gabor.minima()[2][0] * 5 / 30
    yield claim(PAGE, "Sums over five: plain descent is stable at the lowest minimum below",
        ID, at, "sgdLimit", 2 / top, "Newton's method; the limit is where an eigenvalue of the step reaches 1")
    low, high = 0.1, 20.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if factor(middle, 0.6, top) < 1 else (low, middle)
    yield claim(PAGE, "With this beta momentum is stable below",
        ID, at, "limit", low, "bisection on the largest eigenvalue of a step")
    yield claim(PAGE, "The notebook's 0.6 over the limit of plain descent: more than half, where every step overshoots",
        ID, at, "shareOfLimit", 0.6 * top / 2, "Newton's method")
    runs = 4000 if quick else 20000
    rng = np.random.default_rng(634)
    x, y = gabor.X.astype(np.float32), gabor.Y.astype(np.float32)
    for alpha, beta in ((0.6, 0.6), (0.2, 0.6), (0.6, 0.95)):
        sgd = np.tile(np.array([-1.5, 6.5], np.float32), (runs, 1))
        own, m = sgd.copy(), np.zeros_like(sgd)
        for _ in range(81):
            batch = np.argpartition(rng.random((runs, 30), np.float32), 5, axis=1)[:, :5]
            bx, by = x[batch], y[batch]
            sgd -= np.float32(alpha) * gabor.fast_gradient(sgd, bx, by)
            m = np.float32(beta) * m + np.float32(1 - beta) * gabor.fast_gradient(own, bx, by)
            own -= np.float32(alpha) * m
        ends = gabor.loss(sgd.astype(float)), gabor.loss(own.astype(float))
        below = np.sum(ends[1] < ends[0])
        values = dict(alpha=alpha, beta=beta)
        yield claim(PAGE, f"At {alpha} and {beta} momentum ends lower in this share of the seeds",
            ID, values, "below", share(below, runs), f"{runs} pairs of runs with the same batches, single precision",
            runs)
        p = below / runs
        half = 1.96 * math.sqrt(p * (1 - p) / 100)
        yield claim(PAGE, "Where that share falls for a hundred seeds",
            ID, values, "belowOfHundred", (p, p - half, p + half), "binomial spread", runs)
        for name, end in zip(("sgd", "momentum"), ends):
            hundreds = np.median(end[: runs // 100 * 100].reshape(-1, 100), axis=1)
            yield claim(PAGE, f"Median last loss of {name}; the interval is where that of a hundred seeds falls",
                ID, values, f"{name}Median", (float(np.median(end)), *np.quantile(hundreds, (0.025, 0.975))),
                f"{runs} runs", runs)


def fastest(kappa, alpha, beta):
    """Rate and momentum of the least factor, from a place near them: it is at a corner, which gradients cannot find."""
    width = 0.1
    for _ in range(60):
        rates = alpha * np.exp(width * np.linspace(-1, 1, 21))
        momenta = np.clip(beta + 0.2 * width * np.linspace(-1, 1, 21), 0, 0.999)
        worst = [[max(factor(a, b, h) for h in (1 / kappa, 1.0)) for a in rates] for b in momenta]
        b, a = np.unravel_index(np.argmin(worst), (21, 21))
        alpha, beta, width = rates[a], momenta[b], 0.7 * width
    return alpha, beta


def rate_claims():
    ID = "momentum-rates"
    roots = "eigenvalues of one step of (phi, m)"
    for name, alpha, beta in (
        ("monotone", 0.15, 0.18),
        ("critical", 0.25, 0.36),
        ("ripples", 2.5, 0.86),
        ("oscillating", 1.9, 0.06),
        ("divergent", 6.6, 0.52),
    ):
        yield claim(PAGE, f"({alpha}, {beta}) is {name} along the steepest direction (1: yes)",
            ID, dict(alpha=alpha, beta=beta), f"is{name.title()}", float(regime(alpha, beta, 1.0) == name), roots)
    low, high = 1.0, 100.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if factor(middle, 0.9, 1.0) < 1 else (low, middle)
    yield claim(PAGE, "At 0.9 the limit is",
        ID, dict(beta=0.9), "limit", low, "bisection on the largest eigenvalue of a step")
    for beta in (0.0, 0.5):
        yield claim(PAGE,
            f"At a rate of 0.3 with momentum {beta} the distance along the flattest direction is multiplied by",
            ID, dict(alpha=0.3, beta=beta), "rateFlat", factor(0.3, beta, 0.1), roots)
    for beta in (0.6, 0.8, 0.9):
        yield claim(PAGE, f"At 3 and {beta} the factor is",
            ID, dict(alpha=3, beta=beta), "rate", max(factor(3, beta, 0.1), factor(3, beta, 1.0)), roots)
    for kappa in (10, 100):
        grid_a = np.exp(np.linspace(math.log(0.3 * math.sqrt(kappa)), math.log(3 * math.sqrt(kappa)), 301))
        grid_b = np.linspace(0, 0.9, 361)
        worst = np.zeros((len(grid_b), len(grid_a)))
        for h in (1 / kappa, 1.0):
            total = 1 + grid_b[:, None] - grid_a * (1 - grid_b[:, None]) * h
            inside = total**2 - 4 * grid_b[:, None]
            real = (np.abs(total) + np.sqrt(np.maximum(inside, 0))) / 2
            worst = np.maximum(worst, np.where(inside < 0, np.sqrt(grid_b)[:, None], real))
        b, a = np.unravel_index(worst.argmin(), worst.shape)
        how = "a grid of 301 rates and 361 momenta"
        fast_alpha, fast_beta = fastest(kappa, grid_a[a], grid_b[b])
        values = dict(kappa=kappa)
        root = math.sqrt(kappa)
        yield claim(PAGE, f"The fastest pair at kappa {kappa}: factor",
            ID, values, "fastestRate", max(factor(root, ((root - 1) / (root + 1)) ** 2, h) for h in (1 / kappa, 1.0)),
            roots)
        yield claim(PAGE, "The lowest factor on a grid is no lower", ID, values, "fastestRateOnGrid", worst.min(), how)
        how = "the best place of that grid, then of finer and finer ones around it"
        yield claim(PAGE, "It is at the rate", ID, values, "fastestAlpha", fast_alpha, how)
        yield claim(PAGE, "… and the momentum", ID, values, "fastestBeta", fast_beta, how)
        best = min(np.linspace(0.5, 2, 15001), key=lambda rate: max(abs(1 - rate / kappa), abs(1 - rate)))
        for at in (values, dict(values, beta=0.9)):
            yield claim(PAGE, "Plain descent at its best has the factor",
                ID, at, "descentRate", max(abs(1 - best / kappa), abs(1 - best)), "a grid of rates")
        beside = max(factor(root, ((root - 1) / (root + 1)) ** 2 - 0.03, h) for h in (1 / kappa, 1.0))
        yield claim(PAGE, "The corner is sharp: the factor 0.03 below the best momentum",
            ID, values, "besideCorner", beside, roots)
    for beta in (0.0, 0.6):
        total = 0.0
        for h in (0.1, 1.0):
            alpha, k = 0.5, 1 - beta
            step = np.array([[1 - alpha * k * h, -alpha * beta], [k * h, beta]])
            push = np.array([-alpha * k, k]) * 0.02
            # The covariance unchanged by one step: linear equations for its four entries.
            solved = np.linalg.solve(np.eye(4) - np.kron(step, step), np.outer(push, push).ravel())
            total += solved[0]
        yield claim(PAGE, f"At a rate of 0.5 and momentum {beta} noise 0.02 leaves this share of the first distance",
            ID, dict(alpha=0.5, beta=beta, noise=0.02), "floorTheory", math.sqrt(total / 2),
            "the stationary covariance, solved for")


H = 1 / np.arange(1, 21)


def expected(alphas, beta, size, steps):
    """Mean loss after `steps` for many rates: the mean by the recursion, the variance by the squared impulse response."""
    a = np.asarray(alphas, float)[:, None] * (1 - beta)
    push = 1 + beta - a * H
    # phi after m = 0: the first step has no memory.
    before, now = np.ones_like(push), 1 - a * H
    for _ in range(steps - 1):
        before, now = now, push * now - beta * before
    echo_before, echo = np.zeros_like(push), np.ones_like(push)
    total = np.zeros_like(push)
    for _ in range(steps):
        total += echo**2
        echo_before, echo = echo, push * echo - beta * echo_before
    loss = 0.5 * np.sum(H * (9 / 20 * now**2 + a**2 * (H / size) * total), axis=1)
    return np.where(np.isfinite(loss), loss, np.inf)


def best_loss(beta, size, steps):
    grid = np.exp(np.linspace(math.log(0.01), math.log(80), 900))
    losses = expected(grid, beta, size, steps)
    k = int(np.argmin(losses))
    fine = np.linspace(grid[max(0, k - 1)], grid[min(len(grid) - 1, k + 1)], 400)
    losses = expected(fine, beta, size, steps)
    return fine[np.argmin(losses)], losses.min()


def helps_claims():
    ID = "momentum-helps"
    how = "impulse responses, the best of 900 rates and 400 around it"
    for size in (1, 16, 256, 4096):
        plain = best_loss(0.0, size, 200)
        gains = {beta: 1 - best_loss(beta, size, 200)[1] / plain[1] for beta in (0.5, 0.9, 0.95)}
        beta = max(gains, key=gains.get)
        yield claim(PAGE, f"With batches of {size} the best of the drawn momenta saves this share",
            ID, {}, f"bestGain{size}", gains[beta], how)
        if size == 256:
            yield claim(PAGE, "That momentum is", ID, {}, "bestBeta256", beta, how)
            yield claim(PAGE, "A momentum of 0.9 saves", ID, dict(batchSize=256, beta=0.9), "gain", gains[0.9], how)
        own = best_loss(0.9, size, 200)
        yield claim(PAGE,
            f"With batches of {size} at ten times the best rate momentum 0.9 has so many times its lowest loss",
            ID, dict(batchSize=size, beta=0.9), "tenTimesMomentum", expected([10 * own[0]], 0.9, size, 200)[0] / own[1],
            how)
        yield claim(PAGE, f"… and plain descent so many times (more than 1e6: it diverges)",
            ID, dict(batchSize=size), "tenTimesPlain",
            min(1e9, expected([10 * plain[0]], 0.0, size, 200)[0] / plain[1]), how)
    yield claim(PAGE, "After twenty steps at 0.98 the loss is so many times that of plain descent",
        ID, dict(beta=0.98, steps=20, batchSize=256), "times", best_loss(0.98, 256, 20)[1] / best_loss(0.0, 256, 20)[1],
        how)


def claims(quick):
    yield from valley_claims()
    yield from spring_claims()
    yield from average_claims()
    yield from three_runs(quick)
    yield from rate_claims()
    yield from helps_claims()
