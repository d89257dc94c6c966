import torch
from runs import by_torch


def settings(rate):
    for alpha in (0.01, 0.08):
        for epsilon in (1e-20, 0.1):
            hyper = dict(alpha=alpha, epsilon=epsilon)
            yield hyper, "torch RMSprop, alpha = 0", by_torch(torch.optim.RMSprop, lr=alpha, alpha=0, eps=epsilon)
