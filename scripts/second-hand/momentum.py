"""6.3: momentum and Nesterov momentum, by roots of their recursions, impulse responses, and own runs."""

import math

import numpy as np

import gabor
from claims import claim, share

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


def average_claims():
    ID = "moving-average"
    for beta in (0.6, 0.9):
        weights = (1 - beta) * beta ** np.arange(2000)
        yield claim(PAGE, f"At {beta} the last five gradients carry this share of the weight", ID, dict(beta=beta), "lastFive", weights[:5].sum(), "the weights, added up")
        yield claim(PAGE, f"At {beta} six gradients have this weight together", ID, dict(beta=beta), "weightSum", weights[:6].sum(), "the weights, added up")
        if beta == 0.9:
            yield claim(PAGE, "At 0.9 what happened twenty steps ago and before still counts: its weight", ID, dict(beta=beta), "older", weights[20:].sum(), "the weights, added up")
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
    yield claim(PAGE, "From one step to the next the gradients of batches change by", ID, dict(beta=0.6), "jumpBatch", jump(g_all), how)
    yield claim(PAGE, "… and their moving average by", ID, dict(beta=0.6), "jumpAverage", jump(m_all), how)
    n = next(n for n in range(1, 200) if 0.1 * sum(0.9**k for k in range(n)) >= 0.95)
    yield claim(PAGE, "At 0.9 the weights sum to 0.95 after so many gradients", ID, dict(beta=0.9), "gradientsTo95", float(n), "counted up")


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
        yield claim(PAGE, f"In notebook 6.4 {name} ends at a loss of", ID, at, f"{name}Loss", float(gabor.loss(path[-1])), how)
        if name != "nesterov":
            yield claim(PAGE, f"The trajectory of {name} is so long", ID, at, f"{name}Length", np.linalg.norm(steps, axis=1).sum(), how)
            z = steps[:, 0] + 1j * steps[:, 1]
            yield claim(PAGE, f"It turns by so many degrees a step", ID, at, f"{name}Turn", np.degrees(np.abs(np.angle(z[1:] / z[:-1]))).mean(), how)
    top = gabor.minima()[2][0] * 5 / 30
    yield claim(PAGE, "Sums over five: plain descent is stable at the lowest minimum below", ID, at, "sgdLimit", 2 / top, "Newton's method; the limit is where an eigenvalue of the step reaches 1")
    low, high = 0.1, 20.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if factor(middle, 0.6, top) < 1 else (low, middle)
    yield claim(PAGE, "With this beta momentum is stable below", ID, at, "limit", low, "bisection on the largest eigenvalue of a step")
    yield claim(PAGE, "The notebook's 0.6 over the limit of plain descent: more than half, where every step overshoots", ID, at, "shareOfLimit", 0.6 * top / 2, "Newton's method")
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
        yield claim(PAGE, f"At {alpha} and {beta} momentum ends lower in this share of the seeds", ID, values, "below", share(below, runs), f"{runs} pairs of runs with the same batches, single precision", runs)
        p = below / runs
        half = 1.96 * math.sqrt(p * (1 - p) / 100)
        yield claim(PAGE, "Where that share falls for a hundred seeds", ID, values, "belowOfHundred", (p, p - half, p + half), "binomial spread", runs)
        for name, end in zip(("sgd", "momentum"), ends):
            yield claim(PAGE, f"Median last loss of {name}", ID, values, f"{name}Median", float(np.median(end)), f"{runs} runs", runs)


def rate_claims():
    ID = "momentum-rates"
    roots = "eigenvalues of one step of (phi, m)"
    for name, alpha, beta in (("monotone", 0.15, 0.18), ("critical", 0.25, 0.36), ("ripples", 2.5, 0.86), ("oscillating", 1.9, 0.06), ("divergent", 6.6, 0.52)):
        yield claim(PAGE, f"({alpha}, {beta}) is {name} along the steepest direction (1: yes)", ID, dict(alpha=alpha, beta=beta), f"is{name.title()}", float(regime(alpha, beta, 1.0) == name), roots)
    low, high = 1.0, 100.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if factor(middle, 0.9, 1.0) < 1 else (low, middle)
    yield claim(PAGE, "At 0.9 the limit is", ID, dict(beta=0.9), "limit", low, "bisection on the largest eigenvalue of a step")
    for beta in (0.0, 0.5):
        yield claim(PAGE, f"At a rate of 0.3 with momentum {beta} the distance along the flattest direction is multiplied by", ID, dict(alpha=0.3, beta=beta), "rateFlat", factor(0.3, beta, 0.1), roots)
    for beta in (0.6, 0.8, 0.9):
        yield claim(PAGE, f"At 3 and {beta} the factor is", ID, dict(alpha=3, beta=beta), "rate", max(factor(3, beta, 0.1), factor(3, beta, 1.0)), roots)
    for kappa in (10, 100):
        grid_a = np.exp(np.linspace(math.log(0.3 * math.sqrt(kappa)), math.log(3 * math.sqrt(kappa)), 301))
        grid_b = np.linspace(0, 0.9, 361)
        worst = np.zeros((len(grid_b), len(grid_a)))
        for h in (1 / kappa, 1.0):
            total = 1 + grid_b[:, None] - grid_a * (1 - grid_b[:, None]) * h
            inside = total**2 - 4 * grid_b[:, None]
            worst = np.maximum(worst, np.where(inside < 0, np.sqrt(grid_b)[:, None], (np.abs(total) + np.sqrt(np.maximum(inside, 0))) / 2))
        b, a = np.unravel_index(worst.argmin(), worst.shape)
        how = "a grid of 301 rates and 361 momenta"
        values = dict(kappa=kappa)
        root = math.sqrt(kappa)
        yield claim(PAGE, f"The fastest pair at kappa {kappa}: factor", ID, values, "fastestRate", max(factor(root, ((root - 1) / (root + 1)) ** 2, h) for h in (1 / kappa, 1.0)), roots)
        yield claim(PAGE, "The lowest factor on a grid is no lower", ID, values, "fastestRateOnGrid", worst.min(), how)
        yield claim(PAGE, "It is at the rate", ID, values, "fastestAlpha", grid_a[a], how)
        yield claim(PAGE, "… and the momentum", ID, values, "fastestBeta", grid_b[b], how)
        best = min(np.linspace(0.5, 2, 15001), key=lambda rate: max(abs(1 - rate / kappa), abs(1 - rate)))
        yield claim(PAGE, "Plain descent at its best has the factor", ID, values, "descentRate", max(abs(1 - best / kappa), abs(1 - best)), "a grid of rates")
        beside = max(factor(root, ((root - 1) / (root + 1)) ** 2 - 0.03, h) for h in (1 / kappa, 1.0))
        yield claim(PAGE, "The corner is sharp: the factor 0.03 below the best momentum", ID, values, "besideCorner", beside, roots)
    for beta in (0.0, 0.6):
        total = 0.0
        for h in (0.1, 1.0):
            alpha, k = 0.5, 1 - beta
            step = np.array([[1 - alpha * k * h, -alpha * beta], [k * h, beta]])
            push = np.array([-alpha * k, k]) * 0.2
            # The covariance that one step leaves as it is: linear equations for its four entries.
            solved = np.linalg.solve(np.eye(4) - np.kron(step, step), np.outer(push, push).ravel())
            total += solved[0]
        yield claim(PAGE, f"At a rate of 0.5 and momentum {beta} noise 0.2 leaves this share of the first distance", ID, dict(alpha=0.5, beta=beta, noise=0.2), "floorTheory", math.sqrt(total / 2), "the stationary covariance, solved for")


def count(kappa, rule, alphas, betas, most, dimension=20):
    """Steps to a millionth of the first distance for many settings at once; inf where it takes more than `most`."""
    h = kappa ** (np.arange(dimension) / (dimension - 1))
    alphas, betas = np.broadcast_arrays(np.asarray(alphas, float), np.asarray(betas, float))
    shape = alphas.shape
    a, b = alphas.reshape(-1, 1), betas.reshape(-1, 1)
    phi = np.ones((a.size, dimension))
    m = np.zeros_like(phi)
    steps = np.full(a.size, np.inf)
    for t in range(1, most + 1):
        at = phi - a * b * m if rule == "nesterov" else phi
        m = b * m + (1 - b) * h * at
        phi = phi - a * m
        size = np.sum(phi * phi, axis=1)
        new = np.isinf(steps) & (size < 1e-12 * dimension)
        steps[new] = t
        if not np.isinf(steps).any():
            break
    return steps.reshape(shape)


def nesterov_claims(quick):
    ID = "nesterov"
    for kappa in (10, 100, 1000):
        root = math.sqrt(kappa)
        ball, look = ((root - 1) / (root + 1)) ** 2, (root - 1) / (root + 1)
        lessard = (math.sqrt(3 * kappa + 1) - 2) / (math.sqrt(3 * kappa + 1) + 2)
        values = dict(kappa=kappa)
        how = "own runs"
        most = {10: 200, 100: 2000, 1000: 8000}[kappa]
        one = lambda rule, a, b: float(count(kappa, rule, a / (1 - b), b, most))
        yield claim(PAGE, f"At kappa {kappa} descent needs so many steps at 2/(1 + kappa)", ID, values, "descent", one("ball", 2 / (1 + kappa), 0.0), how)
        yield claim(PAGE, "The heavy ball at its textbook settings", ID, values, "heavyBall", one("ball", (2 / (1 + root)) ** 2, ball), how)
        yield claim(PAGE, "Nesterov at its textbook settings, for all convex functions of these curvatures", ID, values, "nesterov", one("nesterov", 1 / kappa, look), how)
        yield claim(PAGE, "Nesterov at Lessard's settings, best on bowls: a = 4/(3 kappa + 1)", ID, values, "nesterovLessard", one("nesterov", 4 / (3 * kappa + 1), lessard), how)
        # The best of a grid of a (a library's rate) and beta: what is won by tuning to this count.
        tight = np.linspace(0.8, 1.25, 19 if quick else 46)
        gaps = np.exp(np.linspace(math.log(0.5), math.log(2), 21 if quick else 61))
        for name, rule, a0, b0 in (("nesterovGrid", "nesterov", 4 / (3 * kappa + 1), lessard), ("heavyBallGrid", "ball", (2 / (1 + root)) ** 2, ball)):
            b = 1 - np.minimum(1, (1 - b0) * gaps)
            a = a0 * tight
            steps = count(kappa, rule, a[:, None] / (1 - b), np.broadcast_to(b, (len(a), len(b))), {10: 60, 100: 200, 1000: 600}[kappa])
            yield claim(PAGE, f"{'Nesterov' if 'nest' in name else 'The heavy ball'} at the best of a grid around those settings", ID, values, name, steps.min(), f"{steps.size} settings")
        a = np.linspace(0.9, 1.05, 76) * 2 / (1 + kappa)
        yield claim(PAGE, "Descent at the best of a grid of rates", ID, values, "descentGrid", count(kappa, "ball", a, np.zeros_like(a), most).min(), "76 rates")
    for name, scale in (("book", 1.0), ("library", 0.4)):
        low, high = 0.5, 50.0
        for _ in range(60):
            middle = (low + high) / 2
            low, high = (middle, high) if factor(middle, 0.6, 1.0, ahead=True) < 1 else (low, middle)
        yield claim(PAGE, f"At 0.6 Nesterov's limit in the {name}'s rate", ID, dict(beta=0.6, rate=name), "nesterovLimit", low * scale, "bisection on the largest eigenvalue of a step")


def bent_slope(x):
    return np.where(x < 1, 25 * x, np.where(x < 2, x + 24, 25 * x - 24))


def bent_run(alpha, beta, starts, steps, ahead=False):
    x, m, path = np.array(starts, float), 0.0, []
    for _ in range(steps):
        at = x - alpha * beta * m if ahead else x
        m = beta * m + (1 - beta) * bent_slope(at)
        x = x - alpha * m
        path.append(x)
    return np.array(path)


def cycle_claims():
    ID = "heavy-ball-cycle"
    starts = (np.arange(1001) - 500) / 100
    path = bent_run(0.2, 4 / 9, starts, 3000)
    moving = np.abs(path[-12:]).max(0) > 1e-6
    yield claim(PAGE, "This share of the starts never settles", ID, {}, "share", moving.mean(), "3000 steps from 1001 starts")
    fine = (np.arange(20001) - 10000) / 2000
    path = bent_run(0.2, 4 / 9, fine, 3000)
    yield claim(PAGE, "The same on a grid twenty times as fine", ID, {}, "shareFine", np.mean(np.abs(path[-12:]).max(0) > 1e-6), "3000 steps from 20 001 starts")
    path = bent_run(0.2, 4 / 9, [3.3], 3000)[:, 0]
    for name, value, exact in zip(("High", "Middle", "Low"), sorted(path[-3:])[::-1], (2592 / 1225, 792 / 1225, -2208 / 1225)):
        yield claim(PAGE, f"From 3.3 the run goes round three points: {name.lower()}", ID, {}, name.lower(), value, "own run")
        yield claim(PAGE, "Its difference from the published cycle", ID, {}, f"cycleError{name}", value - exact, "own run; Lessard, Recht and Packard 2016")
    yield claim(PAGE, "From 0.5 the run settles: distance after 3000 steps", ID, dict(start=0.5), "settled", abs(bent_run(0.2, 4 / 9, [0.5], 3000)[-1, 0]), "own run")
    path = bent_run(0.12, 0.3, starts, 3000)
    yield claim(PAGE, "At 0.12 and 0.3 all starts settle: share that does not", ID, dict(alpha=0.12, beta=0.3), "share", np.mean(np.abs(path[-12:]).max(0) > 1e-6), "3000 steps from 1001 starts")
    look = (5 - 1) / (5 + 1)
    for name, alpha, beta, ahead in (("descent", 2 / 26, 0.0, False), ("Nesterov", 1 / 25 / (1 - look), look, True)):
        path = bent_run(alpha, beta, starts, 3000, ahead)
        yield claim(PAGE, f"{name} at its own settings settles here too: share of starts that does not", ID, {}, f"share{name.title()}", np.mean(np.abs(path[-12:]).max(0) > 1e-6), "3000 steps from 1001 starts")
    path = bent_run(0.92, 0.9, [3.3], 30000)[:, 0]
    period = next((p for p in range(1, 60) if np.allclose(path[-600:], path[-600 - p : -p], atol=1e-6)), 0)
    yield claim(PAGE, "At 0.92 and 0.9 it goes round so many points", ID, dict(alpha=0.92, beta=0.9), "period", float(period), "own run, 30 000 steps")


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
        yield claim(PAGE, f"With batches of {size} the best of the drawn momenta saves this share", ID, dict(batchSize=size), f"bestGain{size}", gains[beta], how)
        if size == 256:
            yield claim(PAGE, "That momentum is", ID, dict(batchSize=256), "bestBeta256", beta, how)
            yield claim(PAGE, "A momentum of 0.9 saves", ID, dict(batchSize=256, beta=0.9), "gain", gains[0.9], how)
        own = best_loss(0.9, size, 200)
        yield claim(PAGE, f"With batches of {size} at ten times the best rate momentum 0.9 has so many times its lowest loss", ID, dict(batchSize=size, beta=0.9), "tenTimesMomentum", expected([10 * own[0]], 0.9, size, 200)[0] / own[1], how)
        yield claim(PAGE, f"… and plain descent so many times (more than 1e6: it diverges)", ID, dict(batchSize=size), "tenTimesPlain", min(1e9, expected([10 * plain[0]], 0.0, size, 200)[0] / plain[1]), how)
    yield claim(PAGE, "After twenty steps at 0.98 the loss is so many times that of plain descent", ID, dict(beta=0.98, steps=20, batchSize=256), "times", best_loss(0.98, 256, 20)[1] / best_loss(0.0, 256, 20)[1], how)


def claims(quick):
    yield from average_claims()
    yield from three_runs(quick)
    yield from rate_claims()
    yield from nesterov_claims(quick)
    yield from cycle_claims()
    yield from helps_claims()
