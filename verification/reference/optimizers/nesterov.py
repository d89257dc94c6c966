import torch
from runs import by_torch


def settings(rate):
    for alpha, beta in ((3 * rate, 0.9), (rate, 0.5)):
        a = alpha * (1 - beta)
        yield dict(alpha=alpha, beta=beta), "torch SGD, Nesterov, lr = alpha (1 - beta), seen from phi", by_torch(
            torch.optim.SGD, look_ahead=a * beta, lr=a, momentum=beta, nesterov=True
        )
