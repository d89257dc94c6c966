import torch

WIDTH = 3.0


def loss(phi, batch=None):
    bowl = phi[0].square() / 10 + 0.9 * phi[1].square()
    return bowl + 0.6 * torch.sin(2 * phi[0]) * torch.cos(1.5 * phi[1])
