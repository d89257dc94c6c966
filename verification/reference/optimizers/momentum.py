import torch
from runs import averaged, by_history, by_torch


def settings(rate):
    for alpha, beta in ((3 * rate, 0.9), (rate, 0.5)):
        hyper = dict(alpha=alpha, beta=beta)
        yield hyper, "torch SGD, lr = alpha (1 - beta)", by_torch(torch.optim.SGD, lr=alpha * (1 - beta), momentum=beta)
        yield hyper, "sum over the history", by_history(lambda g, _, a=alpha, b=beta: a * averaged(g, b))
