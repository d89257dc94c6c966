"""6.1: descent and line search on the Gabor loss and on a line through twelve points, and which minimum a start reaches."""

import math

import numpy as np

import gabor
from claims import claim, paired_share, share

PAGE = "6.1"
FIRST, LEFT = (-1.5, 8.5), (-5.0, 12.0)
LINE_X = np.array([0.03, 0.19, 0.34, 0.46, 0.78, 0.81, 1.08, 1.18, 1.39, 1.60, 1.65, 1.90])
LINE_Y = np.array([0.67, 0.85, 1.05, 1.00, 1.40, 1.50, 1.30, 1.54, 1.55, 1.68, 1.73, 1.60])


def close_bracket(height, longest, iterations, threshold=1e-4):
    """The notebooks' search. Returns where it ends, the rules used, and every set of four places."""
    places = [0.0, 0.33 * longest, 0.66 * longest, float(longest)]
    rules, seen = [], [tuple(places)]
    while len(rules) < iterations and places[2] - places[1] > threshold:
        heights = [height(one) for one in places]
        a, b, c, d = places
        if min(heights) == heights[0]:
            rules.append(1)
            places = [a, (a + b) / 2, (a + c) / 2, (a + d) / 2]
        else:
            low, high = (a, c) if heights[1] < heights[2] else (b, d)
            rules.append(2 if low == a else 3)
            places = [low, (2 * low + high) / 3, (low + 2 * high) / 3, high]
        seen.append(tuple(places))
    return (places[1] + places[2]) / 2, rules, seen


def two_wells(at):
    return 1 - 0.5 * math.exp(-((at - 0.65) ** 2) / 0.1) - 0.45 * math.exp(-((at - 0.35) ** 2) / 0.02)


def lowest_between(height, low, high, count=200001):
    """By a fine grid, and a parabola through its best point and the two beside."""
    at = np.linspace(low, high, count)
    values = height(at)
    k = int(np.argmin(values))
    if k in (0, count - 1):
        return at[k]
    left, mid, right = values[k - 1 : k + 2]
    return at[k] + (at[1] - at[0]) * (left - right) / (2 * (left - 2 * mid + right))


def search_run(loss, slope, start, steps, longest, iterations=15, threshold=1e-5):
    """Descent whose rate is searched at each step: states, rates, and how many losses were asked for."""
    path, rates, asked = [np.array(start, float)], [], 0
    for _ in range(steps):
        g = slope(path[-1])
        rate, rules, _ = close_bracket(lambda a: float(loss(path[-1] - a * g)), longest, iterations, threshold)
        asked += 4 * len(rules)
        rates.append(rate)
        path.append(path[-1] - rate * g)
    return np.array(path), np.array(rates), asked


def gabor_claims():
    ID = "gabor-descent"
    found = gabor.stationary_points()
    positions, losses, steepest = gabor.minima()
    limit = 2 / steepest[0]
    exact = "own descent, gradients by an imaginary step"
    at = lambda **v: dict(dict(alpha=0.1, steps=80, phi0=FIRST[0], phi1=FIRST[1]), **v)
    _, run, _ = gabor.descend(FIRST, 0.1, 80)
    yield claim(PAGE, "The loss goes from this …", ID, at(), "startLoss", run[0], exact)
    yield claim(PAGE, "… to this", ID, at(), "loss", run[-1], exact)
    yield claim(PAGE, "Over the run shown the loss goes uphill at so many steps", ID, at(), "stepsUphill", float(np.sum(np.diff(run) > 1e-12 * run[:-1])), exact)
    path, run, _ = gabor.descend(FIRST, 0.01, 80)
    yield claim(PAGE, "With a small rate eighty steps do not arrive: the loss then", ID, at(alpha=0.01), "loss", run[-1], exact)
    path, run, _ = gabor.descend(FIRST, 0.5, 80)
    yield claim(PAGE, "With a large rate the run is carried into another valley: loss of its minimum (the lowest has 0.646)", ID, at(alpha=0.5), "reachedLoss", losses[gabor.ends(path[-1:])[0]], exact)
    newton = "Newton's method from 1600 starts, derivatives by differences"
    yield claim(PAGE, "The lowest minimum has the loss", ID, at(), "lowest", losses[0], newton)
    yield claim(PAGE, "Minima on the sheet", ID, at(), "minima", float(len(losses)), newton)
    yield claim(PAGE, "The largest curvature at the lowest minimum", ID, at(), "lambdaMax", steepest[0], newton)
    yield claim(PAGE, "The largest stable rate there", ID, at(), "limit", limit, newton)
    path, run, _ = gabor.descend(LEFT, 0.1, 80)
    left = int(gabor.ends(path[-1:])[0])
    yield claim(PAGE, "From (-5, 12) the same rule goes to a minimum with loss", ID, at(phi0=-5, phi1=12), "reachedLoss", losses[left], exact)
    lengths = np.linalg.norm(np.diff(path, axis=0), axis=1)
    yield claim(PAGE, "In that run the loss falls at every step: steps uphill", ID, at(phi0=-5, phi1=12), "stepsUphill", float(np.sum(np.diff(run) > 1e-12 * run[:-1])), exact)
    yield claim(PAGE, "In that run the steps shorten: steps longer than the one before, of 80", ID, at(phi0=-5, phi1=12), "stepsLonger", float(np.sum(np.diff(lengths) > 1e-12)), exact)
    yield claim(PAGE, "The last of those steps that is longer than the one before", ID, at(phi0=-5, phi1=12), "lastLonger", float(np.max(np.flatnonzero(np.diff(lengths) > 1e-12), initial=-1) + 2), exact)
    for phi0, which in ((-2.84, "the lowest valley"), (-2.86, "the other")):
        path, _, _ = gabor.descend((phi0, 9), 0.1, 80)
        yield claim(PAGE, f"From ({phi0}, 9) the run ends in {which}: loss of its minimum", ID, at(phi0=phi0, phi1=9), "reachedLoss", losses[gabor.ends(path[-1:])[0]], exact)
    for steps, name in ((20, "startLoss"), (20, "loss"), (40, "loss")):
        _, run, _ = gabor.descend((-2.85, 9.04), 0.05, steps)
        yield claim(PAGE, "Beside a saddle the loss is flat for twenty steps, and has fallen after twenty more", ID, at(alpha=0.05, phi0=-2.85, phi1=9.04, steps=steps), name, run[0] if name == "startLoss" else run[-1], exact)
    saddle = min((one for one in found if one[0] == "saddle"), key=lambda one: np.linalg.norm(one[1] - (-2.85, 9.04)))
    yield claim(PAGE, "The distance to that saddle grows by this factor at each step", ID, at(alpha=0.05), "growthAtSaddle", 1 - 0.05 * saddle[3][0], newton)

    path, run, _ = gabor.descend(FIRST, 0.2, 80)
    rises = np.flatnonzero(np.diff(run) > 1e-12 * run[:-1]) + 1
    yield claim(PAGE, "Twenty steps at 0.2 fall every time, to", ID, at(alpha=0.2, steps=20), "loss", run[20], exact)
    yield claim(PAGE, "Uphill steps among those twenty", ID, at(alpha=0.2, steps=20), "stepsUphill", float(np.sum(rises <= 20)), exact)
    yield claim("home", "At a rate of 0.2 it looks fine for twenty steps: uphill steps among them", ID, at(alpha=0.2, steps=20), "stepsUphill", float(np.sum(rises <= 20)), exact)
    yield claim("home", "Run for eighty, so many go uphill", ID, at(alpha=0.2), "stepsUphill", float(len(rises)), exact)
    yield claim(PAGE, "At 0.2 the loss first rises at step", ID, at(alpha=0.2), "firstRise", float(rises[0]), exact)
    yield claim(PAGE, "Of the eighty steps at 0.2 so many go uphill", ID, at(alpha=0.2), "stepsUphill", float(len(rises)), exact)
    for alpha in (0.176, 0.178, 0.2):
        _, run, _ = gabor.descend(FIRST, alpha, 1000)
        rises = np.flatnonzero(np.diff(run) > 1e-12 * run[:-1]) + 1
        yield claim(PAGE, f"After 1000 steps at {alpha} the loss is", ID, at(alpha=alpha, steps=1000), "loss", run[-1], exact)
        if alpha == 0.178:
            yield claim(PAGE, "At 0.178 the loss first rises at step", ID, at(alpha=alpha, steps=1000), "firstRise", float(rises[0]), exact)
    yield claim(PAGE, "The limit of the left valley", ID, at(phi0=-5, phi1=12), "reachedLimit", 2 / steepest[left], newton)
    path, run, _ = gabor.descend(LEFT, 1.0, 300)
    yield claim(PAGE, "At a rate of 1 the run from the left leaves the sheet and ends at a loss of", ID, at(alpha=1, steps=300, phi0=-5, phi1=12), "loss", run[-1], exact)
    yield claim(PAGE, "It is off the sheet at its end (1: yes)", ID, at(alpha=1, steps=300, phi0=-5, phi1=12), "left", float(np.any(path[-1] < gabor.LOW) or np.any(path[-1] > gabor.HIGH)), exact)

    for longest in (0.1, 2.0):
        for steps in (21, 80):
            values = dict(method="line-search", maxBracket=longest, steps=steps)
            path, rates, _ = search_run(gabor.loss, gabor.gradient, FIRST, steps, longest)
            run = gabor.loss(path)
            yield claim(PAGE, f"A line search up to {longest} ends after {steps} steps at", ID, values, "loss", run[-1], "own search on own losses")
            yield claim(PAGE, f"Of those {steps} steps, those within a hundredth of the longest allowed", ID, values, "atLongest", float(np.sum(rates > 0.99 * longest)), "own search on own losses")
            yield claim(PAGE, "The median rate it takes", ID, values, "medianRate", float(np.median(rates)), "own search on own losses")
            yield claim(PAGE, f"Uphill steps of that search", ID, values, "stepsUphill", float(np.sum(np.diff(run) > 1e-12 * run[:-1])), "own search on own losses")
            yield claim(PAGE, f"The fixed rate of 0.1 has after {steps} steps", ID, dict(alpha=0.1, steps=steps), "loss", gabor.descend(FIRST, 0.1, steps)[1][-1], exact)
        path, _, _ = search_run(gabor.loss, gabor.gradient, LEFT, 80, longest)
        yield claim(PAGE, f"From the left the search up to {longest} ends in a valley with loss", ID, dict(method="line-search", maxBracket=longest, phi0=-5, phi1=12), "reachedLoss", losses[gabor.ends(path[-1:])[0]], "own search on own losses")
    best = min((gabor.descend(FIRST, a, 80)[1][-1], a) for a in np.linspace(0.02, 0.26, 49))
    yield claim(PAGE, "The lowest loss of any fixed rate after 80 steps", ID, dict(steps=80), "bestFixed", best[0], exact)
    yield claim(PAGE, "That rate", ID, dict(steps=80), "bestFixedRate", best[1], exact)

    side = 400
    centres = (np.arange(side) + 0.5) / side
    sheet = gabor.LOW + (gabor.HIGH - gabor.LOW) * np.stack(np.meshgrid(centres, centres), -1).reshape(-1, 2)
    slope = np.linalg.norm(gabor.fast_gradient(sheet), axis=1)
    curve = np.array([np.linalg.eigvalsh(part)[:, -1] for part in np.array_split(gabor.hessian(sheet), 20)[:]], dtype=object)
    curve = np.concatenate(list(curve))
    for name, values in (("steepest", slope), ("mostCurved", curve)):
        where = sheet[np.argmax(values)]
        yield claim(PAGE, f"Where the sheet is {'steepest' if name == 'steepest' else 'most curved'}: phi0", "basins-of-attraction", {}, f"{name}Phi0", where[0], "a grid of 160 000 places")
        yield claim(PAGE, "… phi1", "basins-of-attraction", {}, f"{name}Phi1", where[1], "a grid of 160 000 places")
        yield claim(PAGE, "… and how much", "basins-of-attraction", {}, name, values.max(), "a grid of 160 000 places")
    lower = sheet[:, 1] < 5
    yield claim(PAGE, "The steepest place of the lower edge, phi1 below 5", "basins-of-attraction", {}, "steepestLower", slope[lower].max(), "a grid of 160 000 places")
    order = np.argsort(losses)
    yield claim(PAGE, "The minimum at the lower edge with the smallest limit is the shallowest of the eight (1: yes)", "basins-of-attraction", {}, "shallowestIsMostCurved", float(np.argmax(steepest) == order[-1]), newton)
    yield claim(PAGE, "The smallest limit of a minimum on the sheet", "basins-of-attraction", {}, "smallestLimit", 2 / steepest.max(), newton)


def basin_claims(quick):
    ID = "basins-of-attraction"
    rng = np.random.default_rng(615)
    side = 60 if quick else 100
    starts = gabor.spread_starts(rng, side)
    at_small = None
    positions, losses, steepest = gabor.minima()
    how = f"{side * side} starts, one at random in each cell of a grid, single precision"
    for alpha in (0.05, 0.18, 0.22, 0.3, 0.5, 1.0):
        last = gabor.ensemble(starts, np.full(300, alpha))
        end = gabor.ends(last)
        count = len(end)
        values = dict(alpha=alpha)
        if alpha == 0.05:
            at_small = end
        if alpha == 0.3:
            yield claim(PAGE, "At 0.3 the lowest valley has won some: more of the starts than at 0.05, paired", ID, values, "shareWon", paired_share(end == 0, at_small == 0), how, count)
            changed = end != at_small
            low_edge = starts[:, 1] < 6.5
            yield claim(PAGE, "The borders dissolve first at the lower edge: starts of the lowest fifth that end elsewhere than at 0.05", ID, values, "changedLower", share(changed[low_edge].sum(), low_edge.sum()), how, count)
            yield claim(PAGE, "… and of the rest of the sheet", ID, values, "changedRest", share(changed[~low_edge].sum(), (~low_edge).sum()), how, count)
        yield claim(PAGE, f"At a rate of {alpha} this share of the starts reaches the lowest minimum", ID, values, "share", share(np.sum(end == 0), count), how, count)
        yield claim(PAGE, "Minima that still have starts", ID, values, "kept", float(len(set(end[end >= 0]))), how, count)
        if alpha == 0.05:
            yield claim(PAGE, "At a small rate this share ends at no minimum on the sheet", ID, values, "none", share(np.sum(end < 0), count), how, count)
            lost = end < 0
            on = np.all((last >= gabor.LOW) & (last <= gabor.HIGH), axis=1)
            yield claim(PAGE, "Of those, the share that is off the sheet after its 300 steps", ID, values, "noneOff", float(np.mean(~on[lost])), how, count)
        if alpha in (0.18, 0.22):
            yield claim(PAGE, "The minimum of the lower edge that is most curved keeps this share of the starts", ID, values, "shareOfMostCurved", share(np.sum(end == np.argmax(steepest)), count), how, count)
    fine = np.arange(0.18, 0.2301, 0.005)
    near = starts[gabor.ends(starts.astype(np.float32)) == np.argmax(steepest)]
    kept = [np.mean(gabor.ends(gabor.ensemble(near, np.full(300, a))) == np.argmax(steepest)) for a in fine]
    yield claim(PAGE, "The rate at which that basin has lost all its starts, of those tried (steps of 0.005)", ID, {}, "emptyFrom", float(fine[np.argmax(np.array(kept) == 0)]) if 0 in kept else None, how, len(near))


def line_search_claims():
    ID = "line-search"
    exact = "own search"
    wells = np.vectorize(two_wells)
    for iterations in (10, 30):
        at, rules, seen = close_bracket(two_wells, 1.0, iterations)
        values = dict(iterations=iterations)
        yield claim(PAGE, "The search on the loss of notebook 6.1 makes so many iterations", ID, values, "iterations", float(len(rules)), exact)
        yield claim(PAGE, "It ends at", ID, values, "at", at, exact)
        yield claim(PAGE, "Its bracket is then as wide as this share of the first", ID, values, "width", seen[-1][3] - seen[-1][0], exact)
        yield claim(PAGE, "Losses it asks for", ID, values, "evaluations", 4.0 * len(rules), exact)
        distinct = len({round(place, 12) for four in seen[:-1] for place in four})
        yield claim(PAGE, "Different places among them: what it would ask if it kept what it knows", ID, values, "differentPlaces", float(distinct), exact)
        golden = 1 + max(1, math.ceil(math.log(seen[-1][3] - seen[-1][0]) / math.log((math.sqrt(5) - 1) / 2)))
        yield claim(PAGE, "Losses that a golden section asks for", ID, values, "goldenEvaluations", float(golden), "counted: two, then one for each cut")
        yield claim(PAGE, "Times that rule 1 is used on it", ID, values, "rule1", float(rules.count(1)), exact)
    yield claim(PAGE, "Its minimum is at", ID, {}, "lowest", lowest_between(lambda x: wells(x), 0, 1), "a grid of 200 001 places and a parabola")
    third = (0, 1 / 3, 2 / 3, 1)
    for rule, new in ((1, (0, 1 / 6, 1 / 3, 1 / 2)), (2, (0, 2 / 9, 4 / 9, 2 / 3)), (3, (1 / 3, 5 / 9, 7 / 9, 1))):
        kept = sum(any(abs(a - b) < 1e-12 for b in third) for a in new)
        yield claim(PAGE, f"Of the four new places after rule {rule}, those where the loss is known already", ID, {}, f"knownAfterRule{rule}", float(kept), "counted")
        yield claim(PAGE, f"Rule {rule} leaves this share of the bracket", ID, {}, f"leftByRule{rule}", new[3] - new[0], "counted")
    at, _, seen = close_bracket(two_wells, 0.3, 10)
    yield claim(PAGE, "With the first bracket ended at 0.3 the search closes on its right end", ID, dict(max=0.3), "at", at, exact)
    start = np.array((6.0, 11.0))
    g = gabor.gradient(start)
    along = lambda a: gabor.loss(start - np.asarray(a)[..., None] * g)
    for longest in (1.4, 1.6):
        at, rules, _ = close_bracket(lambda a: float(along(a)), longest, 10)
        lowest = lowest_between(along, 0, longest, 20001)
        yield claim(PAGE, "Along this gradient of the Gabor loss the search ends at", ID, dict(loss="gabor", max=longest), "at", at, exact)
        yield claim(PAGE, "… while the lowest point of the first bracket is at", ID, dict(loss="gabor", max=longest), "lowest", lowest, "a grid and a parabola")
        if longest == 1.4:
            yield claim(PAGE, "The loss at b there", ID, dict(loss="gabor", max=longest), "lossAtB", float(along(0.33 * longest)), "evaluated")
            yield claim(PAGE, "The loss at c is a little higher than at b: by", ID, dict(loss="gabor", max=longest), "cOverB", float(along(0.66 * longest) - along(0.33 * longest)), "evaluated")


def line_claims():
    ID = "linear-regression"
    X = np.stack([np.ones(12), LINE_X], axis=1)
    best, lowest = np.linalg.lstsq(X, LINE_Y, rcond=None)[:2]
    lowest = float(lowest[0])
    curvatures, directions = np.linalg.eigh(2 * X.T @ X)
    loss = lambda phi: float(np.sum((X @ phi - LINE_Y) ** 2))
    slope = lambda phi: 2 * X.T @ (X @ phi - LINE_Y)
    best_rate = 2 / curvatures.sum()
    solved = "least squares and eigenvalues by NumPy"
    for name, value in (
        ("lowest", lowest), ("lambdaMin", curvatures[0]), ("lambdaMax", curvatures[1]), ("condition", curvatures[1] / curvatures[0]),
        ("limit", 2 / curvatures[1]), ("bestRate", best_rate), ("worstFactor", ((curvatures[1] - curvatures[0]) / curvatures.sum()) ** 2),
    ):  # fmt: skip
        yield claim(PAGE, f"The line: {name}", ID, {}, name, value, solved)
    for start in ((1.6, -0.5), (1.63, -0.08)):
        path, rates, asked = search_run(loss, slope, start, 10, 0.1)
        values = dict(method="line-search", steps=10, phi0=start[0], phi1=start[1])
        excess = [loss(one) - lowest for one in path]
        how = "own search on own losses"
        yield claim(PAGE, "A line search takes this factor of the excess over to the next step", ID, values, "factor", (excess[-1] / excess[0]) ** 0.1, how)
        if start[0] == 1.6:
            yield claim(PAGE, "Ten steps with a line search go from this loss …", ID, values, "startLoss", loss(path[0]), how)
            yield claim(PAGE, "… to this", ID, values, "loss", loss(path[-1]), how)
            yield claim(PAGE, "Its shortest rate", ID, values, "shortestRate", rates.min(), how)
            yield claim(PAGE, "Its longest rate", ID, values, "longestRate", rates.max(), how)
            yield claim(PAGE, "Losses for ten steps", ID, values, "lossEvaluations", float(asked), how)
            moves = np.diff(path, axis=0)
            cosines = np.sum(moves[1:] * moves[:-1], axis=1) / np.linalg.norm(moves[1:], axis=1) / np.linalg.norm(moves[:-1], axis=1)
            yield claim(PAGE, "The path turns by a right angle: furthest from 90 degrees", ID, values, "worstAngle", float(np.degrees(np.abs(np.arcsin(cosines))).max()), how)
            yield claim(PAGE, "Short and long rates take turns (1: at every step)", ID, values, "alternates", float(np.all(np.diff(rates)[1:] * np.diff(rates)[:-1] < 0)), how)
    # The factor of an exact search from every direction: the worst case is the page's claim.
    e = directions @ np.stack([np.cos(np.linspace(0, np.pi, 2001)), np.sin(np.linspace(0, np.pi, 2001))])
    gg = 2 * X.T @ X @ e
    kept = 1 - np.sum(gg * gg, 0) ** 2 / np.sum(gg * (2 * X.T @ X @ gg), 0) / np.sum(e * gg, 0)
    yield claim(PAGE, "The worst case of a line search is exactly the best fixed rate: its worst factor", ID, {}, "worstOfSearch", kept.max(), "exact searches from 2001 directions")
    c = directions.T @ (np.array((1.6, -0.5)) - best)
    excess = lambda alpha, t: 0.5 * np.sum(curvatures * c**2 * (1 - alpha * curvatures) ** (2 * t))
    for alpha in (0.0355, 0.03702):
        for t in (10, 60):
            yield claim(PAGE, f"Excess after {t} steps at {alpha}", ID, dict(method="fixed", alpha=alpha, steps=t), "excess", excess(alpha, t), "the two directions, each its own power")
    grid = np.linspace(0.03, 0.0399, 99001)
    yield claim(PAGE, "The fixed rate with the lowest loss after ten steps", ID, dict(method="fixed", steps=10), "bestRateAfterTen", grid[np.argmin([excess(a, 10) for a in grid])], "a grid of rates")
    yield claim(PAGE, "From this start the steep direction has this share of the first excess: less than half", ID, {}, "steepShare", curvatures[1] * c[1] ** 2 / np.sum(curvatures * c**2), "eigenvectors")
    for alpha in (0.0355, 0.03702):
        parts = 0.5 * curvatures * c**2 * (1 - alpha * curvatures) ** 20
        yield claim(PAGE, f"After ten steps at {alpha} the flat direction has this excess left", ID, dict(method="fixed", alpha=alpha, steps=10), "flatExcess", parts[0], "eigenvectors")
        yield claim(PAGE, "… and the steep one this", ID, dict(method="fixed", alpha=alpha, steps=10), "steepExcess", parts[1], "eigenvectors")
    yield claim(PAGE, "Past the limit the run diverges: growth of the steep error a step at 0.041", ID, dict(method="fixed", alpha=0.041), "steepFactor", abs(1 - 0.041 * curvatures[1]), "eigenvalues")
    yield claim(PAGE, "At a small rate the flattest direction hardly moves: what is left of it after 60 steps at 0.005", ID, dict(method="fixed", alpha=0.005, steps=60), "flatLeft", (1 - 0.005 * curvatures[0]) ** 60, "eigenvalues")


def claims(quick):
    yield from gabor_claims()
    yield from basin_claims(quick)
    yield from line_search_claims()
    yield from line_claims()
