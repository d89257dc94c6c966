import torch
from runs import by_torch


def settings(rate):
    for alpha, decay, initial, epsilon, weight in ((0.1, 0, 0, 1e-10, 0), (1.0, 0.01, 0.1, 1e-10, 0), (0.5, 0, 0, 0.1, 0.1)):
        hyper = dict(alpha=alpha, rateDecay=decay, initialSquares=initial, epsilon=epsilon, weightDecay=weight)
        yield hyper, "torch Adagrad", by_torch(
            torch.optim.Adagrad,
            lr=alpha,
            lr_decay=decay,
            initial_accumulator_value=initial,
            eps=epsilon,
            weight_decay=weight,
        )
