import torch
from runs import averaged, by_history, by_torch


def settings(rate):
    for alpha, beta in ((rate / 4, 0.9), (rate / 2, 0.5)):
        hyper = dict(alpha=alpha, beta=beta)
        yield hyper, "torch SGD", by_torch(torch.optim.SGD, lr=alpha, momentum=beta)
        # As a rule without a twin in PyTorch is compared: from all gradients so far, not from the step before.
        yield hyper, "sum over the history", by_history(lambda g, _, a=alpha, b=beta: a * averaged(g, b) / (1 - b))
