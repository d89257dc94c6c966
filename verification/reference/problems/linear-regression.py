import torch
from losses import rows
from notebook_data import LINE_X, LINE_Y

WIDTH = 2.0
x, y = torch.tensor(LINE_X), torch.tensor(LINE_Y)


def loss(phi, batch=None):
    return (phi[0] + phi[1] * rows(x, batch) - rows(y, batch)).square().sum()
