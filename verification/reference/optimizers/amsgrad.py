import numpy as np
import torch
from runs import ADAM_SETTINGS, averaged, by_history, by_torch


def settings(rate):
    for alpha, beta, gamma, epsilon, weight in ADAM_SETTINGS:
        hyper = dict(alpha=alpha, beta=beta, gamma=gamma, epsilon=epsilon, correctBias=True, weightDecay=weight)
        yield hyper, "torch Adam, amsgrad", by_torch(
            torch.optim.Adam, lr=alpha, betas=(beta, gamma), eps=epsilon, weight_decay=weight, amsgrad=True
        )

    alpha, beta, gamma, epsilon = 0.05, 0.8, 0.95, 1e-8

    def largest(g):
        return np.max([averaged(g[: k + 1] ** 2, gamma) for k in range(len(g))], axis=0)

    hyper = dict(alpha=alpha, beta=beta, gamma=gamma, epsilon=epsilon, correctBias=False, weightDecay=0)
    yield hyper, "sum over the history", by_history(
        lambda g, _: alpha * averaged(g, beta) / (np.sqrt(largest(g)) + epsilon)
    )
