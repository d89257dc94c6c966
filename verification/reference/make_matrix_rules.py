"""Muon and Shampoo on matrices, and clipping, computed in other ways than the engine's: writes src/references/matrix-rules.json.

A linear network of two layers with a bias, its gradients by autograd. Singular values alone go through Muon's polynomial;
Shampoo's roots come from the singular values of all gradients side by side; clipping is PyTorch's own.
"""

import json
from pathlib import Path

import numpy as np
import torch

torch.set_default_dtype(torch.float64)
STEPS = 16
SHAPES = [(3, 5), (1, 5), (5, 2), (1, 2)]
SIZES = [rows * columns for rows, columns in SHAPES]
random = np.random.RandomState(32)
X, Y = torch.tensor(random.normal(size=(12, 3))), torch.tensor(random.normal(size=(12, 2)))
START = [0.5 * random.normal(size=shape) for shape in SHAPES]


def gradients(parts):
    first, bias, second, last = [torch.tensor(part, requires_grad=True) for part in parts]
    loss = ((torch.tanh(X @ first + bias) @ second + last - Y) ** 2).sum() / 2
    loss.backward()
    return [part.grad.numpy() for part in (first, bias, second, last)]


def run(step):
    parts, met = [part.copy() for part in START], []
    rows = [np.concatenate([part.ravel() for part in parts]).tolist()]
    slopes = []
    for _ in range(STEPS):
        now = gradients(parts)
        slopes.append(np.concatenate([g.ravel() for g in now]).tolist())
        met.append(now)
        parts = [step(part, [past[k] for past in met]) for k, part in enumerate(parts)]
        rows.append(np.concatenate([part.ravel() for part in parts]).tolist())
    return dict(phi=rows, gradients=slopes)


def muon(alpha, beta, decay):
    def step(part, met):
        weights = (1 - beta) * beta ** np.arange(len(met))[::-1]
        mean = sum(weight * g for weight, g in zip(weights, met))
        left, s, right = np.linalg.svd(beta * mean + (1 - beta) * met[-1], full_matrices=False)
        s = s / (np.sqrt(np.sum(s**2)) + 1e-7)
        for _ in range(5):
            s = 3.4445 * s - 4.775 * s**3 + 2.0315 * s**5
        return (1 - alpha * decay) * part - alpha * np.sqrt(max(1, part.shape[1] / part.shape[0])) * (left * s) @ right

    return step


def root(stacked, power):
    """(epsilon I + sum of G' G) to a power, from the matrix of all rows of the gradients."""
    _, s, right = np.linalg.svd(stacked, full_matrices=False)
    return right.T @ np.diag(s ** (2 * power)) @ right


def shampoo(alpha, epsilon):
    def step(part, met):
        rows, columns = part.shape
        right = np.vstack([np.sqrt(epsilon) * np.eye(columns), *met])
        if rows == 1:
            return part - alpha * met[-1] @ root(right, -1 / 2)
        left = np.vstack([np.sqrt(epsilon) * np.eye(rows), *[g.T for g in met]])
        return part - alpha * root(left, -1 / 4) @ met[-1] @ root(right, -1 / 4)

    return step


def clipped(kind, bound, alpha):
    """PyTorch's SGD behind its own clipping; the stored gradients are those before clipping."""
    parts = [torch.tensor(part, requires_grad=True) for part in START]
    optimizer = torch.optim.SGD(parts, lr=alpha)
    flat = lambda of: np.concatenate([one.detach().numpy().ravel() for one in of]).tolist()
    rows, slopes = [flat(parts)], []
    for _ in range(STEPS):
        for part, g in zip(parts, gradients([part.detach().numpy() for part in parts])):
            part.grad = torch.tensor(g)
        slopes.append(flat([part.grad for part in parts]))
        clip = torch.nn.utils.clip_grad_norm_ if kind == "norm" else torch.nn.utils.clip_grad_value_
        clip(parts, bound)
        optimizer.step()
        rows.append(flat(parts))
    return dict(phi=rows, gradients=slopes)


def factors(make):
    """The factor on the rate at each of 60 steps, by PyTorch's schedulers."""
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=1.0)
    scheduler = make(optimizer)
    rates = []
    for _ in range(60):
        rates.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        scheduler.step()
    return rates


Linear, Cosine = torch.optim.lr_scheduler.LinearLR, torch.optim.lr_scheduler.CosineAnnealingLR
schedules = {
    "cosine": factors(lambda o: Cosine(o, T_max=60, eta_min=0.1)),
    "linear": factors(lambda o: Linear(o, start_factor=1, end_factor=0, total_iters=60)),
    "warm-up": factors(lambda o: Linear(o, start_factor=1 / 10, end_factor=1, total_iters=9)),
}

made = [
    *[
        dict(rule="muon", hyper=dict(alpha=alpha, beta=beta, weightDecay=decay), **run(muon(alpha, beta, decay)))
        for alpha, beta, decay in ((0.02, 0.95, 0), (0.05, 0.5, 0.1))
    ],
    *[
        dict(rule="shampoo", hyper=dict(alpha=alpha, epsilon=epsilon), **run(shampoo(alpha, epsilon)))
        for alpha, epsilon in ((0.1, 1e-4), (0.3, 0.1))
    ],
    *[
        dict(rule="gradient-descent", clip={kind: bound}, hyper=dict(alpha=0.05), **clipped(kind, bound, 0.05))
        for kind, bound in (("norm", 1.0), ("norm", 6.0), ("value", 0.4))
    ],
]
file = Path(__file__).resolve().parents[2] / "src" / "references" / "matrix-rules.json"
lines = ",\n".join(json.dumps(one, separators=(",", ":")) for one in made)
file.write_text(
    f'{{"numpy":"{np.__version__}","torch":"{torch.__version__}","sizes":{json.dumps(SHAPES)},'
    f'"schedules":{json.dumps(schedules, separators=(",", ":"))},"runs":[\n{lines}\n]}}\n'
)
