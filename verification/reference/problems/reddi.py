import torch
from losses import rows

slopes = torch.tensor([4.0, -1.0, -1.0])


def loss(phi, batch=None):
    return (rows(slopes, batch) * phi[0]).sum()
