import torch
from losses import rows

x = torch.tensor([-2, -1.4, -0.9, -0.3, 0.3, 0.9, 1.4, 2])
y = torch.tensor([-0.6, -0.1, 0.5, 0.95, 0.9, 0.55, -0.05, -0.65])


def loss(phi, batch=None):
    units = phi[:-1].reshape(-1, 3)
    hidden = torch.tanh(rows(x, batch)[:, None] * units[:, 0] + units[:, 1])
    return ((hidden * units[:, 2]).sum(1) + phi[-1] - rows(y, batch)).square().sum()
