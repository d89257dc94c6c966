"""6.4, the race: twelve rules on six problems, a hundred gradients each; the rate tuned alone, or with the memories too.

All settings of a rule run at once, from all starts. Settings are chosen on some starts and judged on others.
"""

import itertools

import numpy as np

import gabor
from claims import claim, percentile_interval

SHARES = {"": "data, estimator"}
PAGE, ID = "6.4", "optimizer-race"
BUDGET, SOLVED = 100, 1e-10
RATES = 2.5e-4 * 2.0 ** np.arange(16)
# The finest rates that the figure tries.
FINE = 2.5e-4 * 2.0 ** np.arange(-1, 17.01, 0.5)
LINE_X = np.array([0.03, 0.19, 0.34, 0.46, 0.78, 0.81, 1.08, 1.18, 1.39, 1.60, 1.65, 1.90])
LINE_Y = np.array([0.67, 0.85, 1.05, 1.00, 1.40, 1.50, 1.30, 1.54, 1.55, 1.68, 1.73, 1.60])
DESIGN = np.stack([np.ones(12), LINE_X], axis=1)
LINE_H = 2 * DESIGN.T @ DESIGN
LINE_BEST = np.linalg.lstsq(DESIGN, LINE_Y, rcond=None)[0]


def of_two(function):
    """A problem given by (x, y) -> loss and both slopes, on states of shape (…, 2)."""

    def both(phi):
        loss, gx, gy = function(phi[..., 0], phi[..., 1])
        return loss, np.stack([gx, gy], axis=-1)

    return both


def gabor_both(phi):
    flat = phi.reshape(-1, 2)
    u = flat[:, :1] + 0.06 * flat[:, 1:] * gabor.X
    bell = np.exp(-u * u / 32)
    sine = np.sin(u)
    rest = sine * bell - gabor.Y
    back = 2 * rest * (np.cos(u) - sine * u / 16) * bell
    slope = np.stack([back.sum(1), (0.06 * back * gabor.X).sum(1)], axis=1)
    return np.sum(rest * rest, axis=1).reshape(phi.shape[:-1]), slope.reshape(phi.shape)


def valley(x, y):
    height = np.exp(-2 * y * y - (x - 0.7) ** 2 / 8)
    return -np.expm1(-2 * y * y - (x - 0.7) ** 2 / 8), height * (x - 0.7) / 4, height * 4 * y


def line(x, y):
    # From the exact solution, so that the excess is not lost in rounding.
    ex, ey = x - LINE_BEST[0], y - LINE_BEST[1]
    gx, gy = LINE_H[0, 0] * ex + LINE_H[0, 1] * ey, LINE_H[1, 0] * ex + LINE_H[1, 1] * ey
    return 0.5 * (ex * gx + ey * gy), gx, gy


def rosenbrock(x, y):
    off = y - x * x
    return (1 - x) ** 2 + 100 * off * off, -2 * (1 - x) - 400 * off * x, 200 * off


PROBLEMS = {
    "gabor": (gabor_both, (-10, 10), (2.5, 22.5), None),
    "gaussianValley": (of_two(valley), (-1, 1), (-1, 1), 0.0),
    "linearRegression": (of_two(line), (0, 2), (-1, 1), 0.0),
    "quadratic": (of_two(lambda x, y: (0.5 * x * x + 25 * y * y, x, 50 * y)), (-1, 1), (-1, 1), 0.0),
    "rosenbrock": (of_two(rosenbrock), (-2, 2), (-1, 3), 0.0),
    "saddle": (of_two(lambda x, y: (x * x / 2 + (y * y - 1) ** 2 / 4, x, y**3 - y)), (-1, 1), (-1, 1), 0.0),
}
# The saddle's loss is written with its lowest value, -1/4, taken off.


def momentum_run(both, phi, h, ahead=False):
    m = np.zeros_like(phi)
    for _ in range(BUDGET):
        g = both(phi - h["alpha"] * h["beta"] * m if ahead else phi)[1]
        m = h["beta"] * m + (1 - h["beta"]) * g
        phi = phi - h["alpha"] * m
    return phi


def library_run(both, phi, h):
    b = 0.0
    for _ in range(BUDGET):
        b = h["beta"] * b + both(phi)[1]
        phi = phi - h["alpha"] * b
    return phi


def descent_run(both, phi, h):
    for _ in range(BUDGET):
        phi = phi - h["alpha"] * both(phi)[1]
    return phi


def sign_run(both, phi, h):
    for _ in range(BUDGET):
        phi = phi - h["alpha"] * np.sign(both(phi)[1])
    return phi


def adagrad_run(both, phi, h):
    s = 0.0
    for _ in range(BUDGET):
        g = both(phi)[1]
        s = s + g * g
        phi = phi - h["alpha"] * g / (np.sqrt(s) + 1e-10)
    return phi


def rmsprop_run(both, phi, h):
    v, b = 0.0, 0.0
    for _ in range(BUDGET):
        g = both(phi)[1]
        v = h["gamma"] * v + (1 - h["gamma"]) * g * g
        b = h["beta"] * b + g / (np.sqrt(v) + 1e-8)
        phi = phi - h["alpha"] * b
    return phi


def adam_run(both, phi, h, decay=0.0, largest=False):
    m, v, top = np.zeros_like(phi), np.zeros_like(phi), np.zeros_like(phi)
    for t in range(1, BUDGET + 1):
        g = both(phi)[1]
        m = h["beta"] * m + (1 - h["beta"]) * g
        v = h["gamma"] * v + (1 - h["gamma"]) * g * g
        top = np.maximum(top, v) if largest else v
        step = m / (1 - h["beta"] ** t) / (np.sqrt(top / (1 - h["gamma"] ** t)) + 1e-8)
        phi = (1 - h["alpha"] * decay) * phi - h["alpha"] * step
    return phi


def nadam_run(both, phi, h, psi=0.004):
    m, v, product = np.zeros_like(phi), np.zeros_like(phi), 1.0
    for t in range(1, BUDGET + 1):
        g = both(phi)[1]
        now, after = (h["beta"] * (1 - 0.5 * 0.96 ** (k * psi)) for k in (t, t + 1))
        product = product * now
        m = h["beta"] * m + (1 - h["beta"]) * g
        v = h["gamma"] * v + (1 - h["gamma"]) * g * g
        ahead = after * m / (1 - product * after) + (1 - now) * g / (1 - product)
        phi = phi - h["alpha"] * ahead / (np.sqrt(v / (1 - h["gamma"] ** t)) + 1e-8)
    return phi


def search_run(both, phi, h):
    """Line search: a gradient, and four losses for each cut of the bracket, until the next step would cost too much."""
    shape = np.broadcast_shapes(phi.shape[:-1], h["alpha"].shape[:-1])
    phi = np.broadcast_to(phi, shape + (2,)).copy()
    longest = np.broadcast_to(h["alpha"][..., 0], shape)
    spent = np.zeros(shape, int)
    most = h["iterations"][..., 0] * np.ones(shape)
    while True:
        g = both(phi)[1]
        points = np.stack([0 * longest, 0.33 * longest, 0.66 * longest, longest], axis=-1)
        cuts = np.zeros(shape, int)
        while True:
            going = (cuts < most) & (np.abs(points[..., 1] - points[..., 2]) > 1e-5)
            if not going.any():
                break
            losses = np.stack([both(phi - points[..., k : k + 1] * g)[0] for k in range(4)], axis=-1)
            a, b, c, d = np.moveaxis(points, -1, 0)
            first = np.argmin(losses, axis=-1) == 0
            low = losses[..., 1] < losses[..., 2]
            left, right = np.where(low, a, b), np.where(low, c, d)
            third = (right - left) / 3
            new = np.stack([left, left + third, left + 2 * third, right], axis=-1)
            halved = a[..., None] + (points - a[..., None]) / 2
            points = np.where(going[..., None], np.where(first[..., None], halved, new), points)
            cuts += going
        spent += 1 + 4 * cuts
        afford = spent <= BUDGET
        if not afford.any():
            return phi
        step = (points[..., 1] + points[..., 2])[..., None] / 2 * g
        phi = np.where(afford[..., None], phi - step, phi)


BETAS = (0.0, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95)
GAMMAS = (0.5, 0.9, 0.99, 0.999)
# The run, the default settings, and the values that may be tuned besides the rate.
RULES = {
    "gradientDescent": (descent_run, dict(alpha=0.1), {}),
    "lineSearch": (search_run, dict(alpha=0.1, iterations=15), dict(iterations=(3, 6, 10, 15))),
    "momentum": (momentum_run, dict(alpha=0.1, beta=0.9), dict(beta=BETAS)),
    "nesterov": (lambda *a: momentum_run(*a, ahead=True), dict(alpha=0.1, beta=0.9), dict(beta=BETAS)),
    "normalizedGradients": (sign_run, dict(alpha=0.08), {}),
    "adagrad": (adagrad_run, dict(alpha=0.1), {}),
    "rmsprop": (rmsprop_run, dict(alpha=0.01, gamma=0.99, beta=0.0), dict(gamma=GAMMAS, beta=(0.0, 0.5, 0.9))),
    "adam": (adam_run, dict(alpha=0.001, beta=0.9, gamma=0.999), dict(beta=BETAS, gamma=GAMMAS)),
    "amsgrad": (lambda *a: adam_run(*a, largest=True), dict(alpha=0.001, beta=0.9, gamma=0.999), dict(beta=BETAS, gamma=GAMMAS)),
    "adamw": (lambda *a: adam_run(*a, decay=0.01), dict(alpha=0.001, beta=0.9, gamma=0.999), dict(beta=BETAS, gamma=GAMMAS)),
    "nadam": (nadam_run, dict(alpha=0.002, beta=0.9, gamma=0.999), dict(beta=BETAS, gamma=GAMMAS)),
    "torchSgd": (library_run, dict(alpha=0.01, beta=0.9), dict(beta=BETAS)),
}


def left(problem, run, settings, starts):
    """Share of the first excess left, (setting, start); inf if a run has overflowed or passed 1e8."""
    both, _, _, lowest = PROBLEMS[problem]
    floor = gabor.minima()[1][0] if lowest is None else lowest
    h = {name: np.array([one[name] for one in settings], float)[:, None, None] for name in settings[0]}
    phi = run(both, np.broadcast_to(starts, (len(settings),) + starts.shape), h)
    share = np.maximum(0, both(phi)[0] - floor) / (both(starts)[0] - floor)
    lost = ~np.isfinite(share) | ~(np.linalg.norm(phi, axis=-1) <= 1e8)
    return np.where(lost, np.inf, share)


def draw(rng, problem, count):
    _, x, y, _ = PROBLEMS[problem]
    return np.stack([rng.uniform(*x, count), rng.uniform(*y, count)], axis=1)


def ranks(scores):
    """Ranks from 1 along the first axis; equal scores share the mean of their places."""
    s = np.maximum(scores, SOLVED)
    return (s[:, None] > s[None]).sum(1) + ((s[:, None] == s[None]).sum(1) + 1) / 2


def settings_of(kind, rule, rates=RATES):
    """The defaults, or every rate with the default memories, or with all of them."""
    _, usual, tuned = RULES[rule]
    if kind == "defaults":
        return [usual]
    memories = itertools.product(*tuned.values()) if kind == "all" else [()]
    names = tuned if kind == "all" else ()
    return [dict(usual, alpha=a, **dict(zip(names, more))) for a, more in itertools.product(rates, list(memories))]


def choose(problem, rule, settings, starts):
    """The setting with the lowest median; among equal ones, as when several solve it to the last bit, the middle one."""
    scores = np.median(left(problem, RULES[rule][0], settings, starts), axis=1)
    ties = np.flatnonzero(np.maximum(scores, SOLVED) == np.maximum(scores.min(), SOLVED))
    return settings[ties[len(ties) // 2]]


AGAIN = (
    "the whole choice made again each time, with starts of its own: what is left after exactly a hundred steps ripples with "
    "the rate, and other starts choose another rate"
)


def race_again(rng, kind, rule, problem, times):
    """Median shares left on twenty-five starts, and momenta, of settings chosen each time on fifteen others."""
    shares, betas = [], []
    settings = settings_of(kind, rule, FINE)
    for _ in range(times):
        pick = choose(problem, rule, settings, draw(rng, problem, 15))
        shares.append(np.median(left(problem, RULES[rule][0], [pick], draw(rng, problem, 25))[0]))
        betas.append(pick.get("beta", np.nan))
    return np.array(shares), np.array(betas)


def claims(quick):
    rng = np.random.default_rng(647)
    judged, chosen = (45, 9) if quick else (180, 27)
    kinds = ("defaults", "rate", "all")
    runs = {}
    for problem in PROBLEMS:
        tune, judge = draw(rng, problem, chosen), draw(rng, problem, judged)
        for rule, (run, _, _) in RULES.items():
            for kind in kinds:
                pick = choose(problem, rule, settings_of(kind, rule), tune)
                runs[kind, rule, problem] = left(problem, run, [pick], judge)[0]
    names = list(RULES)
    how = f"own rules; chosen on {chosen} starts, judged on {judged} others; the interval is where nine of these fall"
    for kind in kinds:
        table = np.array([[np.median(runs[kind, rule, problem]) for problem in PROBLEMS] for rule in names])
        order = ranks(table)
        nines = [rng.choice(judged, 9, replace=False) for _ in range(400)]
        middle = lambda nine: [[np.median(runs[kind, rule, problem][nine]) for problem in PROBLEMS] for rule in names]
        drawn = np.array([ranks(np.array(middle(nine))) for nine in nines])
        values = dict(rates={"defaults": "defaults", "rate": "rate", "all": "tuned"}[kind])
        for k, rule in enumerate(names):
            mean = percentile_interval(order[k].mean(), drawn[:, k].mean(1))
            yield claim(PAGE, f"Mean rank of {rule}", ID, dict(values, follow=rule), "rank", mean, how, judged)
            wins = percentile_interval(np.sum(order[k] <= order.min(0)), np.sum(drawn[:, k] <= drawn.min(1), axis=1))
            yield claim(PAGE, f"Problems on which {rule} is first, or level with the first",
                ID, dict(values, follow=rule), "wins", wins, how, judged)
            yield claim(PAGE, f"Problems on which the median run of {rule} diverges",
                ID, dict(values, follow=rule), "diverged", float(np.isinf(table[k]).sum()), how, judged)
        yield claim(PAGE, "The lowest mean rank of all rules",
            ID, values, "bestRank", percentile_interval(order.mean(1).min(), drawn.mean(2).min(1)), how, judged)
        first = np.argmin(order.mean(1))
        yield claim(PAGE, f"Share of nine-start races in which {names[first]} has the lowest mean rank",
            ID, values, "bestIsBest", float(np.mean(drawn.mean(2).argmin(1) == first)), how, judged)
        yield claim(PAGE, "The most problems on which one rule is first, or level",
            ID, values, "mostWins", float(np.sum(order <= order.min(0), axis=1).max()), how, judged)
    problem = "linearRegression"
    for kind in ("rate", "all"):
        for rule in ("gradientDescent", "momentum"):
            shares, betas = race_again(rng, kind, rule, problem, 12 if quick else 60)
            values = dict(rates="tuned" if kind == "all" else kind, follow=rule, problem=problem)
            yield claim(PAGE, f"Share of the first excess that {rule} leaves on {problem}",
                ID, values, "left", percentile_interval(np.median(shares), shares), AGAIN, len(shares))
            if rule == "momentum" and kind == "all":
                yield claim(PAGE, "The momentum that is best for it there",
                    ID, values, "beta", percentile_interval(np.median(betas), betas), AGAIN, len(betas))
