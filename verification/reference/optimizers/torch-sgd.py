import torch
from runs import by_torch


def settings(rate):
    for options in (
        dict(momentum=0.9),
        dict(momentum=0.9, dampening=0.9),
        dict(momentum=0.5, dampening=0.1, weight_decay=0.01),
        dict(momentum=0.9, nesterov=True),
        dict(momentum=0.0, dampening=0.5, weight_decay=0.1),
    ):
        hyper = dict(
            alpha=rate / 4,
            beta=options["momentum"],
            dampening=options.get("dampening", 0),
            nesterov=options.get("nesterov", False),
            weightDecay=options.get("weight_decay", 0),
        )
        yield hyper, "torch SGD", by_torch(torch.optim.SGD, lr=rate / 4, **options)
