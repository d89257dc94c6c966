"""6.1: descent on the Gabor loss, at a fixed rate and with a line search, and which minimum a start reaches."""

import numpy as np

import gabor
from claims import claim, paired_share, share
from line_search import search_run

SHARES = {
    "": "data, estimator", "a grid of 160 000 places": "data", "powers of the factor": "data", "the power of the factor": "data",
}
PAGE = "6.1"
FIRST, LEFT = (-1.5, 8.5), (-5.0, 12.0)


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
    yield claim(PAGE, "Over the run shown the loss goes uphill at so many steps",
        ID, at(), "stepsUphill", float(np.sum(np.diff(run) > 1e-12 * run[:-1])), exact)
    path, run, _ = gabor.descend(FIRST, 0.01, 80)
    yield claim(PAGE, "With a small rate eighty steps do not arrive: the loss then",
        ID, at(alpha=0.01), "loss", run[-1], exact)
    path, run, _ = gabor.descend(FIRST, 0.5, 80)
    yield claim(PAGE,
        "With a large rate the run is carried into another valley: loss of its minimum (the lowest has 0.646)",
        ID, at(alpha=0.5), "reachedLoss", losses[gabor.ends(path[-1:])[0]], exact)
    newton = "Newton's method from 1600 starts, derivatives by differences"
    yield claim(PAGE, "The lowest minimum has the loss", ID, at(), "lowest", losses[0], newton)
    yield claim(PAGE, "Minima on the sheet", ID, at(), "minima", float(len(losses)), newton)
    yield claim(PAGE, "The largest curvature at the lowest minimum", ID, at(), "lambdaMax", steepest[0], newton)
    yield claim(PAGE, "The largest stable rate there", ID, at(), "limit", limit, newton)
    path, run, _ = gabor.descend(LEFT, 0.1, 80)
    left = int(gabor.ends(path[-1:])[0])
    yield claim(PAGE, "From (-5, 12) the same rule goes to a minimum with loss",
        ID, at(phi0=-5, phi1=12), "reachedLoss", losses[left], exact)
    lengths = np.linalg.norm(np.diff(path, axis=0), axis=1)
    yield claim(PAGE, "In that run the loss falls at every step: steps uphill",
        ID, at(phi0=-5, phi1=12), "stepsUphill", float(np.sum(np.diff(run) > 1e-12 * run[:-1])), exact)
    yield claim(PAGE, "In that run the steps shorten: steps longer than the one before, of 80",
        ID, at(phi0=-5, phi1=12), "stepsLonger", float(np.sum(np.diff(lengths) > 1e-12)), exact)
    yield claim(PAGE, "The last of those steps that is longer than the one before",
        ID, at(phi0=-5, phi1=12), "lastLonger", float(np.max(np.flatnonzero(np.diff(lengths) > 1e-12), initial=-1) + 2),
        exact)
    for phi0, which in ((-2.84, "the lowest valley"), (-2.86, "the other")):
        path, _, _ = gabor.descend((phi0, 9), 0.1, 80)
        yield claim(PAGE, f"From ({phi0}, 9) the run ends in {which}: loss of its minimum",
            ID, at(phi0=phi0, phi1=9), "reachedLoss", losses[gabor.ends(path[-1:])[0]], exact)
    for steps, name in ((20, "startLoss"), (20, "loss"), (40, "loss")):
        _, run, _ = gabor.descend((-2.85, 9.04), 0.05, steps)
        yield claim(PAGE, "Beside a saddle the loss is flat for twenty steps, and has fallen after twenty more",
            ID, at(alpha=0.05, phi0=-2.85, phi1=9.04, steps=steps), name, run[0] if name == "startLoss" else run[-1],
            exact)
    saddle = min((one for one in found if one[0] == "saddle"), key=lambda one: np.linalg.norm(one[1] - (-2.85, 9.04)))
    yield claim(PAGE, "The distance to that saddle grows by this factor at each step",
        ID, at(alpha=0.05), "growthAtSaddle", 1 - 0.05 * saddle[3][0], newton)

    path, run, _ = gabor.descend(FIRST, 0.2, 80)
    rises = np.flatnonzero(np.diff(run) > 1e-12 * run[:-1]) + 1
    yield claim(PAGE, "Twenty steps at 0.2 fall every time, to", ID, at(alpha=0.2, steps=20), "loss", run[20], exact)
    yield claim(PAGE, "Uphill steps among those twenty",
        ID, at(alpha=0.2, steps=20), "stepsUphill", float(np.sum(rises <= 20)), exact)
    yield claim("home", "At a rate of 0.2 it looks fine for twenty steps: uphill steps among them",
        ID, at(alpha=0.2, steps=20), "stepsUphill", float(np.sum(rises <= 20)), exact)
    yield claim("home", "Run for eighty, so many go uphill", ID, at(alpha=0.2), "stepsUphill", float(len(rises)), exact)
    yield claim(PAGE, "At 0.2 the loss first rises at step", ID, at(alpha=0.2), "firstRise", float(rises[0]), exact)
    yield claim(PAGE, "Of the eighty steps at 0.2 so many go uphill",
        ID, at(alpha=0.2), "stepsUphill", float(len(rises)), exact)
    for alpha in (0.176, 0.178, 0.2):
        _, run, _ = gabor.descend(FIRST, alpha, 1000)
        rises = np.flatnonzero(np.diff(run) > 1e-12 * run[:-1]) + 1
        yield claim(PAGE, f"After 1000 steps at {alpha} the loss is",
            ID, at(alpha=alpha, steps=1000), "loss", run[-1], exact)
        if alpha == 0.178:
            yield claim(PAGE, "At 0.178 the loss first rises at step",
                ID, at(alpha=alpha, steps=1000), "firstRise", float(rises[0]), exact)
    yield claim(PAGE, "The limit of the left valley",
        ID, at(phi0=-5, phi1=12), "reachedLimit", 2 / steepest[left], newton)
    path, run, _ = gabor.descend(LEFT, 1.0, 300)
    yield claim(PAGE, "At a rate of 1 the run from the left leaves the sheet and ends at a loss of",
        ID, at(alpha=1, steps=300, phi0=-5, phi1=12), "loss", run[-1], exact)
    yield claim(PAGE, "It is off the sheet at its end (1: yes)",
        ID, at(alpha=1, steps=300, phi0=-5, phi1=12), "left",
        float(np.any(path[-1] < gabor.LOW) or np.any(path[-1] > gabor.HIGH)), exact)

    for longest in (0.1, 2.0):
        for steps in (21, 80):
            values = dict(method="line-search", maxBracket=longest, steps=steps)
            path, rates, _ = search_run(gabor.loss, gabor.gradient, FIRST, steps, longest)
            run = gabor.loss(path)
            yield claim(PAGE, f"A line search up to {longest} ends after {steps} steps at",
                ID, values, "loss", run[-1], "own search on own losses")
            yield claim(PAGE, f"Of those {steps} steps, those within a hundredth of the longest allowed",
                ID, values, "atLongest", float(np.sum(rates > 0.99 * longest)), "own search on own losses")
            yield claim(PAGE, "The median rate it takes",
                ID, values, "medianRate", float(np.median(rates)), "own search on own losses")
            yield claim(PAGE, f"Uphill steps of that search",
                ID, values, "stepsUphill", float(np.sum(np.diff(run) > 1e-12 * run[:-1])), "own search on own losses")
            yield claim(PAGE, f"The fixed rate of 0.1 has after {steps} steps",
                ID, dict(alpha=0.1, steps=steps), "loss", gabor.descend(FIRST, 0.1, steps)[1][-1], exact)
        path, _, _ = search_run(gabor.loss, gabor.gradient, LEFT, 80, longest)
        yield claim(PAGE, f"From the left the search up to {longest} ends in a valley with loss",
            ID, dict(method="line-search", maxBracket=longest, phi0=-5, phi1=12), "reachedLoss",
            losses[gabor.ends(path[-1:])[0]], "own search on own losses")
    best = min((gabor.descend(FIRST, a, 80)[1][-1], a) for a in np.linspace(0.02, 0.26, 49))
    yield claim(PAGE, "The lowest loss of any fixed rate after 80 steps",
        ID, dict(steps=80), "bestFixed", best[0], exact)
    yield claim(PAGE, "That rate", ID, dict(steps=80), "bestFixedRate", best[1], exact)

    side = 400
    centres = (np.arange(side) + 0.5) / side
    sheet = gabor.LOW + (gabor.HIGH - gabor.LOW) * np.stack(np.meshgrid(centres, centres), -1).reshape(-1, 2)
    slope = np.linalg.norm(gabor.fast_gradient(sheet), axis=1)
    curve = np.array([np.linalg.eigvalsh(part)[:, -1] for part in np.array_split(gabor.hessian(sheet), 20)[:]], dtype=object)
    curve = np.concatenate(list(curve))
    for name, values in (("steepest", slope), ("mostCurved", curve)):
        where = sheet[np.argmax(values)]
        yield claim(PAGE, f"Where the sheet is {'steepest' if name == 'steepest' else 'most curved'}: phi0",
            "basins-of-attraction", {}, f"{name}Phi0", where[0], "a grid of 160 000 places")
        yield claim(PAGE, "… phi1", "basins-of-attraction", {}, f"{name}Phi1", where[1], "a grid of 160 000 places")
        yield claim(PAGE, "… and how much", "basins-of-attraction", {}, name, values.max(), "a grid of 160 000 places")
    lower = sheet[:, 1] < 5
    yield claim(PAGE, "The steepest place of the lower edge, phi1 below 5",
        "basins-of-attraction", {}, "steepestLower", slope[lower].max(), "a grid of 160 000 places")
    order = np.argsort(losses)
    yield claim(PAGE, "The minimum at the lower edge with the smallest limit is the shallowest of the eight (1: yes)",
        "basins-of-attraction", {}, "shallowestIsMostCurved", float(np.argmax(steepest) == order[-1]), newton)
    yield claim(PAGE, "The smallest limit of a minimum on the sheet",
        "basins-of-attraction", {}, "smallestLimit", 2 / steepest.max(), newton)


def slope_claims():
    yield claim(PAGE, "Twelve tiny steps on the one slope leave this distance to the lowest place", "one-dimension",
        dict(alpha=0.02), "away", 2.5 * (1 - 2 * 0.02) ** 12, "the power of the factor of one step")


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
            yield claim(PAGE, "At 0.3 the lowest valley has won some: more of the starts than at 0.05, paired",
                ID, values, "shareWon", paired_share(end == 0, at_small == 0), how, count)
            changed = end != at_small
            low_edge = starts[:, 1] < 6.5
            yield claim(PAGE,
                "The borders dissolve first at the lower edge: starts of the lowest fifth that end elsewhere than at "
                "0.05",
                ID, values, "changedLower", share(changed[low_edge].sum(), low_edge.sum()), how, count)
            yield claim(PAGE, "… and of the rest of the sheet",
                ID, values, "changedRest", share(changed[~low_edge].sum(), (~low_edge).sum()), how, count)
        yield claim(PAGE, f"At a rate of {alpha} this share of the starts reaches the lowest minimum",
            ID, values, "share", share(np.sum(end == 0), count), how, count)
        yield claim(PAGE, "Minima that still have starts",
            ID, values, "kept", float(len(set(end[end >= 0]))), how, count)
        if alpha == 0.05:
            yield claim(PAGE, "At a small rate this share ends at no minimum on the sheet",
                ID, values, "none", share(np.sum(end < 0), count), how, count)
            lost = end < 0
            on = np.all((last >= gabor.LOW) & (last <= gabor.HIGH), axis=1)
            yield claim(PAGE, "Of those, the share that is off the sheet after its 300 steps",
                ID, values, "noneOff", float(np.mean(~on[lost])), how, count)
        if alpha in (0.18, 0.22):
            yield claim(PAGE, "The minimum of the lower edge that is most curved keeps this share of the starts",
                ID, values, "shareOfMostCurved", share(np.sum(end == np.argmax(steepest)), count), how, count)
    some = starts[:: 4 if quick else 2]
    slowly = gabor.ends(gabor.ensemble(some, np.full(3000, 0.005)))
    off = np.sum(slowly != at_small[:: 4 if quick else 2])
    yield claim(PAGE, "At a small rate the cells follow the borders of endlessly short steps: starts that end elsewhere at a tenth of it", ID,
        dict(alpha=0.05), "offBorders", share(off, len(some)), how, len(some))
    fine = np.arange(0.18, 0.2301, 0.005)
    near = starts[gabor.ends(starts.astype(np.float32)) == np.argmax(steepest)]
    kept = [np.mean(gabor.ends(gabor.ensemble(near, np.full(300, a))) == np.argmax(steepest)) for a in fine]
    yield claim(PAGE, "The rate at which that basin has lost all its starts, of those tried (steps of 0.005)",
        ID, {}, "emptyFrom", float(fine[np.argmax(np.array(kept) == 0)]) if 0 in kept else None, how, len(near))


def claims(quick):
    yield from slope_claims()
    yield from gabor_claims()
    yield from basin_claims(quick)
