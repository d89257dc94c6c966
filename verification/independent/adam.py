"""6.4 except for the length of steps and the race: Figure 6.9, Adam's steps, the correction, scale and turn, and where it fails."""

import math

import numpy as np

from claims import claim

SHARES = {
    "": "data, estimator", "by hand": "data", "derivatives of": "data", "the weights": "data", "less imaginary": "data",
    "bisection": "data", "Lyapunov": "data", "settled v": "data",
}
PAGE = "6.4"
START = (-0.7, -0.9)


def valley(phi):
    return -np.expm1(-2 * phi[..., 1] ** 2 - (phi[..., 0] - 0.7) ** 2 / 8)


def valley_slope(phi):
    """The slope by an imaginary step, which has no cancellation error."""
    h = 1e-30
    return np.stack([valley(phi + h * 1j * e).imag / h for e in np.eye(2)], axis=-1)


def valley_hessian(phi):
    x, y = phi[0] - 0.7, phi[1]
    height = math.exp(-2 * y * y - x * x / 8)
    return height * np.array([[1 / 4 - x * x / 16, -x * y], [-x * y, 4 - 16 * y * y]])


def adam_run(slope, start, alpha, beta, gamma, steps, epsilon=1e-8, corrected=True, project=None, rate=None):
    """States and steps of Adam; `slope(phi, t)`, t from 1."""
    phi, m, v, path, moves = np.array(start, float), 0.0, 0.0, [np.array(start, float)], []
    for t in range(1, steps + 1):
        g = slope(phi, t)
        m = beta * m + (1 - beta) * g
        v = gamma * v + (1 - gamma) * g * g
        if corrected:
            move = m / (1 - beta**t) / (np.sqrt(v / (1 - gamma**t)) + epsilon)
        else:
            move = m / (np.sqrt(v) + epsilon)
        phi = phi - (alpha if rate is None else alpha * rate(t)) * move
        if project:
            phi = project(phi)
        path.append(phi)
        moves.append(move)
    return np.array(path), np.array(moves)


def first_below(losses, floor=0.01):
    below = np.flatnonzero(losses <= floor)
    return float(below[0]) if len(below) else None


def descent(alpha, steps, start=START):
    """All states; in plain floats, since some runs are long."""
    x, y = start[0] - 0.7, start[1]
    path = np.empty((steps + 1, 2))
    for t in range(steps):
        path[t] = x + 0.7, y
        height = math.exp(-2 * y * y - x * x / 8)
        x, y = x - alpha * height * x / 4, y - alpha * height * 4 * y
    path[steps] = x + 0.7, y
    return path


def momentum_end(alpha, beta, steps, start=START):
    phi, m = np.array(start, float), np.zeros(2)
    for _ in range(steps):
        m = beta * m + (1 - beta) * valley_slope(phi)
        phi = phi - alpha * m
    return phi


def widest(rates, good):
    """Largest over smallest rate of the widest stretch without a gap."""
    best, since = 0.0, None
    for rate, fine in zip(rates, good):
        since = (since or rate) if fine else None
        best = max(best, rate / since if since else 0.0)
    return best


def signs(alpha, steps):
    path = [np.array(START, float)]
    for _ in range(steps):
        path.append(path[-1] - alpha * np.sign(valley_slope(path[-1])))
    return np.array(path)


def period_of(path, most=64):
    tail = path[-4 * most :]
    for p in range(1, most + 1):
        if np.abs(tail[p:] - tail[:-p]).max() < 1e-6:
            return p
    return 0


def exponent(alpha, steps, drop):
    """Lyapunov exponent: the mean logarithm of how a small difference grows at a step, after the first `drop` steps."""
    (x, y), dx, dy, total = (START[0] - 0.7, START[1]), 0.6, 0.8, 0.0
    for t in range(steps):
        height = alpha * math.exp(-2 * y * y - x * x / 8)
        cross = height * x * y
        dx, dy = dx - height * (1 / 4 - x * x / 16) * dx + cross * dy, dy - height * (4 - 16 * y * y) * dy + cross * dx
        x, y = x - height * x / 4, y - height * 4 * y
        size = math.hypot(dx, dy)
        dx, dy = dx / size, dy / size
        total += math.log(size) if t >= drop else 0.0
    return total / (steps - drop)


def figure_claims(quick):
    ID = "figure-6-9"
    exact = "own run, slopes by an imaginary step"
    top = np.linalg.eigvalsh(valley_hessian((0.7, 0.0)))[1]
    yield claim(PAGE, "2/lambda_max at the minimum", ID, {}, "limit", 2 / top, "second derivatives by hand")
    yield claim(PAGE, "Gradient descent at the small rate needs so many steps to the floor",
        ID, dict(length="figure"), "smallSteps", first_below(valley(descent(0.08, 200))), exact)
    path = signs(0.08, 200)
    yield claim(PAGE, "Normalized gradients are at the floor after so many steps",
        ID, dict(length="figure"), "normalizedSteps", first_below(valley(path)), exact)
    yield claim(PAGE, "… of sixty",
        ID, {}, "normalizedSteps", first_below(valley(path[:61])), exact)
    for k, name in ((-2, "cycleFrom"), (-1, "cycleTo")):
        for i in (0, 1):
            yield claim(PAGE, "Normalized gradients jump between two points",
                ID, {}, f"{name}{i}", path[39 if name == "cycleFrom" else 40][i], exact)
    yield claim(PAGE, "… for ever: period after 200 steps",
        ID, {}, "normalizedPeriod", float(period_of(path, 8)), exact)
    yield claim(PAGE, "Their loss after 200 steps", ID, dict(length="equal"), "normalizedLoss", valley(path[-1]), exact)
    yield claim(PAGE, "At half the rate it is",
        ID, dict(length="equal", alphaNormalized=0.04), "normalizedLoss", valley(signs(0.04, 200)[-1]), exact)
    rates = np.linspace(0.06, 0.1, 81)
    pairs = [[valley(signs(a, 400)[-2:]).mean() for a in (one, one / 2)] for one in rates]
    ratios = np.array([a / b for a, b in pairs])
    yield claim(PAGE,
        "Half the rate divides the loss by so much: median and middle 80 % over rates from 0.06 to 0.1, mean of both "
        "points",
        ID, {}, "halfTheRate", (np.median(ratios), *np.quantile(ratios, (0.1, 0.9))), exact)
    mean_ratio = np.mean([a for a, _ in pairs]) / np.mean([b for _, b in pairs])
    yield claim(PAGE, "The mean loss over those rates falls by", ID, {}, "halfTheRateOnAverage", mean_ratio, exact)
    slope = lambda phi, _: valley_slope(phi)
    path, _ = adam_run(slope, START, 0.05, 0.9, 0.99, 200)
    losses = valley(path)
    for values in ({}, dict(length="figure")):
        yield claim(PAGE, "Adam is there after so many steps", ID, values, "adamSteps", first_below(losses[:61]), exact)
    yield claim(PAGE, "It overshoots: the largest loss after it was first there",
        ID, {}, "adamOvershoot", losses[int(first_below(losses)) :].max(), exact)
    yield claim(PAGE, "With 200 steps Adam is down at", ID, dict(length="equal"), "adamLoss", losses[-1], exact)
    rates = 10 ** (np.arange(61) / 20 - 2)
    ends = {
        "small": [valley(descent(rate, 61)[60]) for rate in rates],
        "momentum": [valley(momentum_end(rate, 0.9, 60)) for rate in rates],
        "adam": [valley(adam_run(slope, START, rate, 0.9, 0.99, 60)[0][-1]) for rate in rates],
    }
    for rule, heights in ends.items():
        yield claim(PAGE, f"Of {rule}, rates at which sixty steps are enough: the largest over the smallest",
            ID, {}, f"{rule}Span", widest(rates, np.array(heights) <= 0.01), exact)
    yield claim(PAGE, "Just below the limit gradient descent is at the floor after so many steps, ahead of Adam",
        ID, dict(alphaLarge=0.4), "largeSteps", first_below(valley(descent(0.4, 60))), exact)
    yield claim(PAGE, "At four times its rate Adam is at the floor after",
        ID, dict(alphaAdam=0.2), "adamSteps", first_below(valley(adam_run(slope, START, 0.2, 0.9, 0.99, 200)[0])),
        exact)
    yield claim(PAGE, "… and ends its 60 steps at a loss of",
        ID, dict(alphaAdam=0.2), "adamLoss", valley(adam_run(slope, START, 0.2, 0.9, 0.99, 60)[0][-1]), exact)

    path = descent(1.0, 40)
    yield claim(PAGE, "At a rate of 1 the run ends at a loss of",
        ID, dict(length="figure", alphaLarge=1), "largeLoss", valley(path[-1]), exact)
    product = np.eye(2)
    for phi in path[:-1]:
        product = (np.eye(2) - valley_hessian(phi)) @ product
    yield claim(PAGE, "In forty steps at 1 a small difference along phi0 grows so many times",
        ID, dict(alphaLarge=1), "growth", np.linalg.norm(product[:, 0]),
        "derivatives of all steps, multiplied")
    yield claim(PAGE, "… and one in the direction that grows most",
        ID, dict(alphaLarge=1), "growthMost", np.linalg.norm(product, 2), "derivatives of all steps, multiplied")
    phi = np.array(START)
    for _ in range(40):
        d = 1e-5
        phi = phi - np.array([(valley(phi + d / 2 * e) - valley(phi - d / 2 * e)) / d for e in np.eye(2)])
    yield claim(PAGE, "With central differences of 1e-5, as in the notebook, the end differs by",
        ID, dict(alphaLarge=1), "differenceError", valley(phi) - valley(path[-1]), "own run")

    slopes = np.abs(np.diff(descent(1.0, 1), axis=0)[0] + valley_slope(np.array(START))).max()
    yield claim(PAGE, "The slope of the long runs is that of the others: largest difference",
        ID, {}, "slopeError", slopes, "formula less imaginary step")
    long = 2000 if quick else 8000
    for rate in (0.501, 0.51, 0.52, 0.6, 0.7, 0.8, 0.82, 0.83, 0.85, 0.88, 0.9, 0.92, 0.95, 1.0, 1.1, 1.2, 1.5, 2.0):
        yield claim(PAGE, f"The period that a run at {rate} settles into (0: none up to 64)",
            ID, dict(alphaLarge=rate), "period", float(period_of(descent(rate, long))), f"own run of {long} steps")
        yield claim(PAGE, f"Its Lyapunov exponent (above 0: chaos)",
            ID, dict(alphaLarge=rate), "exponent", exponent(rate, long, long // 2), "derivatives of the steps")
        growth = np.eye(2)
        for phi in descent(rate, 40)[:-1]:
            growth = (np.eye(2) - rate * valley_hessian(phi)) @ growth
        yield claim(PAGE, f"How many times a difference along phi0 has grown after the forty steps of the figure",
            ID, dict(alphaLarge=rate), "growth", np.linalg.norm(growth[:, 0]),
            "derivatives of all steps, multiplied")
    yield claim(PAGE, "The cycle across the valley, (0.7, -y), (0.7, y), is stable up to the rate",
        ID, {}, "cycleStableTo", math.exp(0.5) / 2, "its derivative, -1 + 4 ln 2a, reaches 1: by hand")
    low, high = 0.83, 1.0
    for _ in range(12 if quick else 16):
        middle = (low + high) / 2
        low, high = (middle, high) if period_of(descent(middle, 4 * long)) == 2 else (low, middle)
    yield claim(PAGE, "The run settles into some cycle of two up to the rate",
        ID, {}, "twoCycleTo", low, "bisection on own runs")
    low, high = 0.83, 1.0
    for _ in range(10 if quick else 13):
        middle = (low + high) / 2
        low, high = (middle, high) if exponent(middle, 3 * long, long) < 1e-3 else (low, middle)
    yield claim(PAGE, "It is first chaotic at about the rate",
        ID, {}, "chaosFrom", low, "bisection on the Lyapunov exponent; windows of order lie beyond")
    grid = np.arange(0.92, 1.21, 0.01)
    chaotic = np.array([exponent(a, long, long // 2) > 1e-3 for a in grid])
    yield claim(PAGE, "Share of the rates from 0.92 to 1.20, in steps of 0.01, at which it is chaotic",
        ID, {}, "chaoticShare", chaotic.mean(), "Lyapunov exponents")


def step_claims():
    ID = "adam-moments"
    slope = lambda phi, _: valley_slope(phi)
    _, moves = adam_run(slope, START, 0.05, 0.9, 0.99, 60)
    fixed = np.all(np.abs(np.abs(moves) - 1) < 0.05, axis=1)
    yield claim(PAGE,
        "In the notebook's run so many of 60 steps go alpha along both coordinates, give or take a twentieth",
        ID, {}, "fixedSteps", float(fixed.sum()), "own run, slopes by an imaginary step")
    yield claim(PAGE, "At step 0 the step along each is so many alpha",
        ID, {}, "share0AtStart", abs(moves[0, 0]), "own run")
    yield claim(PAGE, "At step 20 the step along phi0 is still so many alpha",
        ID, {}, "share0At20", abs(moves[20, 0]), "own run")
    yield claim(PAGE, "… and along phi1 has shrunk to", ID, {}, "share1At20", abs(moves[20, 1]), "own run")
    path, _ = adam_run(slope, START, 0.05, 0.9, 0.99, 60)
    g = np.array([valley_slope(one) for one in path])
    m1 = np.array([sum(0.1 * 0.9 ** (t - k) * g[k, 1] for k in range(t + 1)) for t in range(60)])
    yield claim(PAGE, "At step 20 the gradient along phi1 has turned and its average has not (1: yes)",
        ID, {}, "turnedAt20", float(g[20, 1] * m1[20] < 0), "own run, the average as a sum")
    _, none = adam_run(slope, START, 0.05, 0.0, 0.0, 60)
    yield claim(PAGE, "Without both memories every step is at a corner, give or take a twentieth: of 60 those that are",
        ID, dict(beta=0, gamma=0), "fixedSteps", float(np.sum(np.all(np.abs(np.abs(none) - 1) < 0.05, axis=1))),
        "own run, epsilon 1e-8")
    _, plain = adam_run(slope, START, 0.05, 0.9, 0.99, 60, corrected=False)
    yield claim(PAGE, "Uncorrected, the first step at gamma 0.99 is so many alpha: by accident right",
        ID, dict(correctBias=False), "firstUncorrected", abs(plain[0, 0]), "own run")
    yield claim(PAGE, "Uncorrected, the step after step 12 along phi0",
        ID, dict(correctBias=False), "share0At12", abs(plain[12, 0]), "own run")


def correction_claims():
    ID = "bias-correction"
    t = np.arange(1, 2001)
    for gamma in (0.9, 0.99, 0.999):
        weight = lambda decay: np.cumsum((1 - decay) * decay ** (t - 1))
        length = weight(0.9) / np.sqrt(weight(gamma))
        how = "the weights of a constant gradient, added up"
        yield claim(PAGE, f"At gamma {gamma} an uncorrected step comes to so many alpha",
            ID, dict(gamma=gamma), "peak", length.max(), how)
        if length.max() > 1.001:
            yield claim(PAGE, "… at step", ID, dict(gamma=gamma), "peakAt", float(t[length.argmax()]), how)
        yield claim(PAGE, "The first step is so many alpha", ID, dict(gamma=gamma), "first", length[0], how)
    slope = lambda phi, _: valley_slope(phi)
    for corrected, name in ((True, "loss"), (False, "plainLoss")):
        path, _ = adam_run(slope, START, 0.05, 0.9, 0.99, 60, corrected=corrected)
        yield claim(PAGE, f"The run {'with' if corrected else 'without'} the correction ends at",
            ID, {}, name, valley(path[-1]), "own run, slopes by an imaginary step")
    rng = np.random.default_rng(643)
    lower = 0
    starts = rng.uniform(-1, 1, (200, 2))
    for start in starts:
        with_it, without = (valley(adam_run(slope, start, 0.05, 0.9, 0.99, 60, corrected=c)[0][-1]) for c in (True, False))
        lower += without < with_it
    yield claim(PAGE, "Share of starts in the square of side 2 from which the run without it ends lower",
        ID, {}, "plainLower", lower / 200, "own runs from 200 random starts", 200)


def scale_claims():
    ID = "adam-scale"
    for scale, epsilon in ((1.0, 1e-8), (1e-6, 1e-8), (1e-8, 1e-8), (1e-8, 1e-11), (1e4, 1e-8), (1e-4, 1e-8)):
        name = "adamUnit" if scale == 1 else "adamEnd"
        path, _ = adam_run(lambda phi, _: scale * phi, [1.0], 0.01, 0.9, 0.999, 200, epsilon)
        yield claim(PAGE,
            f"With the loss multiplied by {scale:g} and epsilon {epsilon:g} Adam ends so far from the minimum",
            ID, dict(scale=scale, epsilon=epsilon), name, abs(path[-1, 0]), "own run")
    yield claim(PAGE, "Gradient descent diverges at scale 300 (its factor a step, above 1)",
        ID, dict(scale=300), "descentFactor", abs(1 - 0.01 * 300), "by hand")
    for angle in (0, 15, 30, 45):
        turn = math.radians(angle)
        c, s = math.cos(turn), math.sin(turn)
        R = np.array([[c, -s], [s, c]])
        A = R @ np.diag([1.0, 100.0]) @ R.T
        # The figure's numbers of starts and rates; then so many that more change nothing.
        for name, low, high, starts, rates in (
            ("adamSteps", 0.01, 2.0, 64, 25), ("momentumSteps", 0.01, 0.4, 64, 25),
            ("adamStepsFine", 0.01, 2.0, 400, 97), ("momentumStepsFine", 0.01, 0.4, 400, 97),
        ):  # fmt: skip
            around = 2 * math.pi * (np.arange(starts) + 0.5) / starts
            best = (math.inf, 0.0)
            for rate in low * (high / low) ** (np.arange(rates) / (rates - 1)):
                phi = np.stack([np.cos(around), np.sin(around)], axis=1)
                first = np.einsum("ri,ij,rj->r", phi, A, phi)
                m, v, arrived = np.zeros_like(phi), np.zeros_like(phi), np.full(len(phi), np.inf)
                for t in range(1, 151):
                    g = phi @ A
                    m = 0.9 * m + 0.1 * g
                    if name.startswith("adam"):
                        v = 0.99 * v + 0.01 * g * g
                        phi = phi - rate * m / (1 - 0.9**t) / (np.sqrt(v / (1 - 0.99**t)) + 1e-8)
                    else:
                        phi = phi - rate * m
                    now = np.einsum("ri,ij,rj->r", phi, A, phi)
                    arrived[np.isinf(arrived) & (now <= 1e-3 * first)] = t
                best = min(best, (float(np.median(arrived)), rate))
            rule = "Adam" if name.startswith("adam") else "momentum"
            yield claim(PAGE, f"In the ravine turned by {angle} degrees {rule} needs so many steps, at its best rate",
                ID, dict(angle=angle), name, best[0], f"{starts} starts on the circle, {rates} rates")


def failure_claims():
    ID = "adam-fails"
    slopes = (4.0, -1.0, -1.0)
    inside = lambda phi: np.clip(phi, -1, 1)

    def end(gamma, largest=False, steps=3000):
        phi, v, top = 0.0, 0.0, 0.0
        for t in range(1, steps + 1):
            g = slopes[(t - 1) % 3]
            v = gamma * v + (1 - gamma) * g * g
            top = max(top, v) if largest else v
            phi = float(inside(phi - 0.1 / math.sqrt(t) * g / (math.sqrt(top) + 1e-8)))
        return phi

    how = "own run"
    yield claim(PAGE, "With gamma = 1/17 Adam ends at", ID, dict(gamma=1 / 17), "paperEnd", end(1 / 17), how)
    yield claim(PAGE, "AMSGrad ends at", ID, dict(gamma=1 / 17), "paperAmsgradEnd", end(1 / 17, True), how)
    for gamma in (0.2, 0.3, 0.34, 0.5, 0.99):
        yield claim(PAGE, f"At {gamma} Adam is after 3000 steps at", ID, dict(gamma=gamma), "adamEnd", end(gamma), how)

    def moves(gamma):
        # v after many cycles, from the equation that a cycle does not change it.
        v2 = (1 - gamma) * (gamma**2 * 16 + gamma + 1) / (1 - gamma**3)
        v0 = gamma * v2 + (1 - gamma) * 16
        v1 = gamma * v0 + (1 - gamma)
        return -4 / math.sqrt(v0), 1 / math.sqrt(v1), 1 / math.sqrt(gamma * v1 + (1 - gamma))

    low, high = 0.05, 0.9
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if sum(moves(middle)) > 0 else (low, middle)
    yield claim(PAGE, "The long step wins above about a third: the gamma at which a cycle moves nowhere",
        ID, {}, "turnsAt", low, "the settled v of a cycle, and bisection")
    a, b, c = moves(0.2)
    yield claim(PAGE, "At 0.2 the two short steps up add to so many times the long one down",
        ID, dict(gamma=0.2), "upOverDown", (b + c) / -a, "the settled v of a cycle")
    first = next(g for g in np.arange(0.3, 0.7, 0.01) if end(g) <= -0.9)
    yield claim(PAGE, "The smallest gamma, in steps of 0.01, at which Adam is at the correct end after 3000 steps",
        ID, {}, "correctFrom", float(first), how)


def claims(quick):
    yield from figure_claims(quick)
    yield from step_claims()
    yield from correction_claims()
    yield from scale_claims()
    yield from failure_claims()
