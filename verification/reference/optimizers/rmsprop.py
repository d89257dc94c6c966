import torch
from runs import by_torch


def settings(rate):
    for alpha, gamma, beta, centred, weight in (
        (0.01, 0.99, 0, False, 0),
        (0.05, 0.9, 0, False, 0.1),
        (0.01, 0.99, 0.9, False, 0),
        (0.02, 0.9, 0, True, 0),
        (0.01, 0.95, 0.5, True, 0.01),
    ):
        hyper = dict(alpha=alpha, gamma=gamma, beta=beta, epsilon=1e-8, centred=centred, weightDecay=weight)
        yield hyper, "torch RMSprop", by_torch(
            torch.optim.RMSprop, lr=alpha, alpha=gamma, momentum=beta, eps=1e-8, centered=centred, weight_decay=weight
        )
