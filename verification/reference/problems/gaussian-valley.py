import torch


def loss(phi, batch=None):
    return 1 - torch.exp(-2 * phi[1].square() - (phi[0] - 0.7).square() / 8)
