"""Runs of update rules at the settings of each: verification/reference/optimizers/<id>.py has `settings(rate)`.

It yields (hyperparameters by the engine's names, what made the run, the run); `rate` is one that suits the problem. The
run is PyTorch's own rule where there is one (`by_torch`), else the rule as a sum over all gradients so far
(`by_history`), so that the engine is never compared with a copy of itself.
"""

import numpy as np
import torch

from losses import value_and_gradient

STEPS = 200
"""(alpha, beta, gamma, epsilon, weight decay) of the rules related to Adam."""
ADAM_SETTINGS = (
    (0.01, 0.9, 0.999, 1e-8, 0),
    (0.1, 0.9, 0.99, 1e-20, 0),
    (0.1, 0.5, 0.9, 1e-3, 0.1),
)


def by_torch(make, look_ahead=0.0, **options):
    """A torch optimizer; `look_ahead` times its momentum buffer is added to undo PyTorch's Nesterov shift."""

    def run(loss, start):
        p = torch.tensor(start, requires_grad=True)
        optimizer = make([p], **options)
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

    return run


def by_history(step):
    """phi - step(gradients so far, phi), repeated; gradients are rows of a matrix, the first at the top."""

    def run(loss, start):
        phi, gradients, rows = np.array(start), [], [list(start)]
        for _ in range(STEPS):
            gradients.append(value_and_gradient(loss, phi)[1])
            phi = phi - step(np.array(gradients), phi)
            rows.append(phi.tolist())
        return rows

    return run


def averaged(values, decay):
    """(1 - decay) sum_k decay^(t - k) values_k, the moving average in closed form."""
    return (1 - decay) * np.power(decay, np.arange(len(values))[::-1]) @ values


def by_means(name, beta, decay, lr, **options):
    """Schedule-free: PyTorch's own rule moves z by gradients taken at (1 - beta) z + beta x, and x is the mean of all z so far."""

    def run(loss, start):
        z = torch.tensor(start, requires_grad=True)
        optimizer = getattr(torch.optim, name)([z], lr=lr, **options)
        met, x, rows = [], z.detach().clone(), [list(start)]
        for _ in range(STEPS):
            y = ((1 - beta) * z.detach() + beta * x).requires_grad_()
            loss(y).backward()
            z.grad = y.grad + (decay * y.detach() if name == "SGD" else 0)
            optimizer.step()
            if name != "SGD":
                with torch.no_grad():
                    z -= lr * decay * y.detach()
            met.append(z.detach().clone())
            x = torch.stack(met).mean(dim=0)
            rows.append(x.tolist())
        return rows

    return run
