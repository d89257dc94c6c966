"""The losses in PyTorch; gradients come from autograd, never from a formula. phi is a float64 tensor."""

import torch

from notebook_data import GABOR_X, GABOR_Y, LINE_X, LINE_Y

torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)

line_x, line_y = torch.tensor(LINE_X), torch.tensor(LINE_Y)
gabor_x, gabor_y = torch.tensor(GABOR_X), torch.tensor(GABOR_Y)
bump_x = torch.tensor([-2, -1.4, -0.9, -0.3, 0.3, 0.9, 1.4, 2])
bump_y = torch.tensor([-0.6, -0.1, 0.5, 0.95, 0.9, 0.55, -0.05, -0.65])


def rows(values, batch):
    return values if batch is None else values[batch]


def ravine(phi, batch=None):
    return 0.5 * (phi[0].square() + 50 * phi[1].square())


def rosenbrock(phi, batch=None):
    return (1 - phi[0]).square() + 100 * (phi[1] - phi[0].square()).square()


def gabor(phi, batch=None):
    u = phi[0] + 0.06 * phi[1] * rows(gabor_x, batch)
    return (torch.sin(u) * torch.exp(-u.square() / 32) - rows(gabor_y, batch)).square().sum()


def one_dimensional(phi, batch=None):
    return 1 - 0.5 * torch.exp(-(phi[0] - 0.65).square() / 0.1) - 0.45 * torch.exp(-(phi[0] - 0.35).square() / 0.02)


def gaussian_valley(phi, batch=None):
    return 1 - torch.exp(-2 * phi[1].square() - (phi[0] - 0.7).square() / 8)


def linear_regression(phi, batch=None):
    return (phi[0] + phi[1] * rows(line_x, batch) - rows(line_y, batch)).square().sum()


def saddle(phi, batch=None):
    return phi[0].square() / 2 - phi[1].square() / 2 + phi[1].pow(4) / 4


def double_well(phi, batch=None):
    return phi[0].pow(4) / 4 - phi[0].square() / 2 + 0.1 * phi[0]


def lessard(phi, batch=None):
    # The slope integrated from 0: 25 everywhere, less the part of the middle piece, where it grows by 1 only.
    inside = (phi[0].clamp(1, 2) - 1)
    return 12.5 * phi[0].square() - 12 * inside.square() - 24 * (phi[0] - 2).clamp(min=0)


def reddi(phi, batch=None):
    return (rows(torch.tensor([4.0, -1.0, -1.0]), batch) * phi[0]).sum()


def tanh_network(phi, batch=None):
    units = phi[:-1].reshape(-1, 3)
    hidden = torch.tanh(rows(bump_x, batch)[:, None] * units[:, 0] + units[:, 1])
    return ((hidden * units[:, 2]).sum(1) + phi[-1] - rows(bump_y, batch)).square().sum()


signs_x = torch.tensor([[-1.0, -1], [1, -1], [-1, 1], [1, 1]])
signs_y = torch.tensor([0, 1, 1, 0])


def perceptron(phi, batch=None):
    W, b, V, c = phi[:6].reshape(2, 3), phi[6:9], phi[9:15].reshape(3, 2), phi[15:]
    z = torch.tanh(rows(signs_x, batch) @ W + b) @ V + c
    return torch.nn.functional.cross_entropy(z, rows(signs_y, batch))


def value_and_gradient(loss, phi, batch=None):
    point = torch.tensor(phi, requires_grad=True)
    value = loss(point, batch)
    value.backward()
    return value.item(), point.grad.tolist()
