import torch
from runs import ADAM_SETTINGS, by_torch


def settings(rate):
    for alpha, beta, gamma, epsilon, weight in ADAM_SETTINGS:
        for psi in (0.004, 0.1):
            hyper = dict(alpha=alpha, beta=beta, gamma=gamma, psi=psi, epsilon=epsilon, weightDecay=weight)
            yield hyper, "torch NAdam", by_torch(
                torch.optim.NAdam, lr=alpha, betas=(beta, gamma), eps=epsilon, weight_decay=weight, momentum_decay=psi
            )
