import torch
from runs import by_torch


def settings(rate):
    for alpha in (rate, rate / 2):
        yield dict(alpha=alpha), "torch SGD", by_torch(torch.optim.SGD, lr=alpha)
