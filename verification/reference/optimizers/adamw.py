import numpy as np
import torch
from runs import ADAM_SETTINGS, averaged, by_history, by_torch


def settings(rate):
    for alpha, beta, gamma, epsilon, weight in ADAM_SETTINGS:
        decay = weight + 0.01
        hyper = dict(alpha=alpha, beta=beta, gamma=gamma, epsilon=epsilon, correctBias=True, weightDecay=decay)
        yield hyper, "torch AdamW", by_torch(
            torch.optim.AdamW, lr=alpha, betas=(beta, gamma), eps=epsilon, weight_decay=decay
        )

    alpha, beta, gamma, epsilon = 0.05, 0.8, 0.95, 1e-8
    hyper = dict(alpha=alpha, beta=beta, gamma=gamma, epsilon=epsilon, correctBias=False, weightDecay=0.1)
    yield hyper, "sum over the history", by_history(
        lambda g, phi: alpha * (0.1 * phi + averaged(g, beta) / (np.sqrt(averaged(g * g, gamma)) + epsilon))
    )
