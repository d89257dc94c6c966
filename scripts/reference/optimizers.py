"""Prints src/references/optimizers.json: every update rule on three problems, 200 steps each, in float64.

Most rules are torch.optim's own. Where PyTorch has none, the moments are written out as sums over the whole history
of gradients instead of as recursions, so that the engine is never compared with a copy of itself.
"""

import json

import numpy as np
import torch

import losses

STEPS = 200
PROBLEMS = {
    "quadratic": (losses.ravine, [-4.0, 1.5], 0.03),
    "rosenbrock": (losses.rosenbrock, [-1.2, 1.0], 0.001),
    "gabor": (losses.gabor, [-1.5, 6.5], 0.1),
}


def torch_run(loss, start, make, look_ahead=0.0):
    """Iterates of a torch optimizer; `look_ahead` times its momentum buffer is added to undo PyTorch's Nesterov shift."""
    p = torch.tensor(start, requires_grad=True)
    optimizer = make([p])
    rows = [list(start)]
    for _ in range(STEPS):
        optimizer.zero_grad()
        loss(p).backward()
        optimizer.step()
        shown = p.detach()
        if look_ahead:
            shown = shown + look_ahead * optimizer.state[p]["momentum_buffer"]
        rows.append(shown.tolist())
    return rows


def history_run(loss, start, step):
    """Iterates of `phi - step(gradients so far, phi)`."""
    phi, gradients, rows = np.array(start), [], [list(start)]
    for _ in range(STEPS):
        gradients.append(losses.value_and_gradient(loss, phi)[1])
        phi = phi - step(np.array(gradients), phi)
        rows.append(phi.tolist())
    return rows


def averaged(values, decay):
    """(1 - decay) sum_k decay^(t - k) values_k, the moving average in closed form."""
    return (1 - decay) * np.power(decay, np.arange(len(values))[::-1]) @ values


def settings(rate):
    """(optimizer, hyperparameters in the engine's names, what made the run, the run)."""
    sgd, adam = torch.optim.SGD, torch.optim.Adam

    def by_torch(make, **options):
        return lambda loss, start: torch_run(loss, start, make, **options)

    def by_history(step):
        return lambda loss, start: history_run(loss, start, step)

    for alpha in (rate, rate / 2):
        yield "gradient-descent", dict(alpha=alpha), "torch SGD", by_torch(lambda p, a=alpha: sgd(p, lr=a))

    for alpha, beta in ((3 * rate, 0.9), (rate, 0.5)):
        hyper, a = dict(alpha=alpha, beta=beta), alpha * (1 - beta)
        yield "momentum", hyper, "torch SGD, lr = alpha (1 - beta)", by_torch(lambda p, a=a, b=beta: sgd(p, lr=a, momentum=b))
        yield "momentum", hyper, "sum over the history", by_history(lambda g, _, al=alpha, b=beta: al * averaged(g, b))
        yield "nesterov", hyper, "torch SGD, Nesterov, lr = alpha (1 - beta), seen from phi", by_torch(
            lambda p, a=a, b=beta: sgd(p, lr=a, momentum=b, nesterov=True), look_ahead=a * beta
        )

    for options in (
        dict(momentum=0.9),
        dict(momentum=0.9, dampening=0.9),
        dict(momentum=0.5, dampening=0.1, weight_decay=0.01),
        dict(momentum=0.9, nesterov=True),
        dict(momentum=0.0, dampening=0.5, weight_decay=0.1),
    ):
        hyper = dict(
            alpha=rate / 4,
            beta=options["momentum"],
            dampening=options.get("dampening", 0),
            nesterov=options.get("nesterov", False),
            weightDecay=options.get("weight_decay", 0),
        )
        yield "torch-sgd", hyper, "torch SGD", by_torch(lambda p, o=options: sgd(p, lr=rate / 4, **o))

    for alpha in (0.01, 0.08):
        for epsilon in (1e-20, 0.1):
            yield "normalized-gradients", dict(alpha=alpha, epsilon=epsilon), "torch RMSprop, alpha = 0", by_torch(
                lambda p, a=alpha, e=epsilon: torch.optim.RMSprop(p, lr=a, alpha=0, eps=e)
            )

    for alpha, decay, initial, epsilon, weight in ((0.1, 0, 0, 1e-10, 0), (1.0, 0.01, 0.1, 1e-10, 0), (0.5, 0, 0, 0.1, 0.1)):
        hyper = dict(alpha=alpha, rateDecay=decay, initialSquares=initial, epsilon=epsilon, weightDecay=weight)
        yield "adagrad", hyper, "torch Adagrad", by_torch(
            lambda p, h=hyper: torch.optim.Adagrad(
                p,
                lr=h["alpha"],
                lr_decay=h["rateDecay"],
                initial_accumulator_value=h["initialSquares"],
                eps=h["epsilon"],
                weight_decay=h["weightDecay"],
            )
        )

    for alpha, gamma, beta, centred, weight in (
        (0.01, 0.99, 0, False, 0),
        (0.05, 0.9, 0, False, 0.1),
        (0.01, 0.99, 0.9, False, 0),
        (0.02, 0.9, 0, True, 0),
        (0.01, 0.95, 0.5, True, 0.01),
    ):
        hyper = dict(alpha=alpha, gamma=gamma, beta=beta, epsilon=1e-8, centred=centred, weightDecay=weight)
        yield "rmsprop", hyper, "torch RMSprop", by_torch(
            lambda p, h=hyper: torch.optim.RMSprop(
                p,
                lr=h["alpha"],
                alpha=h["gamma"],
                momentum=h["beta"],
                eps=1e-8,
                centered=h["centred"],
                weight_decay=h["weightDecay"],
            )
        )

    for alpha, beta, gamma, epsilon, weight in (
        (0.01, 0.9, 0.999, 1e-8, 0),
        (0.1, 0.9, 0.99, 1e-20, 0),
        (0.1, 0.5, 0.9, 1e-3, 0.1),
    ):
        hyper = dict(alpha=alpha, beta=beta, gamma=gamma, epsilon=epsilon, correctBias=True, weightDecay=weight)
        options = dict(lr=alpha, betas=(beta, gamma), eps=epsilon, weight_decay=weight)
        yield "adam", hyper, "torch Adam", by_torch(lambda p, o=options: adam(p, **o))
        yield "amsgrad", hyper, "torch Adam, amsgrad", by_torch(lambda p, o=options: adam(p, amsgrad=True, **o))
        yield "adamw", dict(hyper, weightDecay=weight + 0.01), "torch AdamW", by_torch(
            lambda p, o=dict(options, weight_decay=weight + 0.01): torch.optim.AdamW(p, **o)
        )
        for psi in (0.004, 0.1):
            yield "nadam", dict(alpha=alpha, beta=beta, gamma=gamma, psi=psi, epsilon=epsilon, weightDecay=weight), "torch NAdam", by_torch(
                lambda p, o=options, psi=psi: torch.optim.NAdam(p, momentum_decay=psi, **o)
            )

    alpha, beta, gamma, epsilon = 0.05, 0.8, 0.95, 1e-8
    hyper = dict(alpha=alpha, beta=beta, gamma=gamma, epsilon=epsilon, correctBias=False)

    def squares(g):
        return averaged(g * g, gamma)

    def largest(g):
        return np.max([squares(g[: k + 1]) for k in range(len(g))], axis=0)

    yield "adam", dict(hyper, weightDecay=0), "sum over the history", by_history(
        lambda g, _: alpha * averaged(g, beta) / (np.sqrt(squares(g)) + epsilon)
    )
    yield "amsgrad", dict(hyper, weightDecay=0), "sum over the history", by_history(
        lambda g, _: alpha * averaged(g, beta) / (np.sqrt(largest(g)) + epsilon)
    )
    yield "adamw", dict(hyper, weightDecay=0.1), "sum over the history", by_history(
        lambda g, phi: alpha * (0.1 * phi + averaged(g, beta) / (np.sqrt(squares(g)) + epsilon))
    )


def main():
    runs = []
    for problem, (loss, start, rate) in PROBLEMS.items():
        for optimizer, hyper, by, run in settings(rate):
            rows = run(loss, start)
            lost = np.flatnonzero(~np.isfinite(rows).all(axis=1))
            if lost.size:
                raise SystemExit(
                    f"{optimizer} ({by}) leaves the numbers on {problem} at step {lost[0]} of {STEPS} with {hyper}: "
                    f"give it a smaller rate in settings() of scripts/reference/optimizers.py"
                )
            moved = run(loss, [start[0] + 1e-12, start[1]])
            spread = float(np.max(np.abs(np.array(moved) - np.array(rows))) / 1e-12)
            runs.append(dict(problem=problem, optimizer=optimizer, hyper=hyper, by=by, spread=float(f"{spread:.3g}"), phi=rows))
    print(json.dumps(dict(numpy=np.__version__, torch=torch.__version__, runs=runs), separators=(",", ":"), allow_nan=False))


main()
