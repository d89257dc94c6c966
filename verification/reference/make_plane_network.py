"""Writes plane-network.json: data sets of the laboratory by NumPy, and losses, gradients and steps of its networks by PyTorch.

Run with NumPy and PyTorch: python3 verification/reference/make_plane_network.py
"""

import json
import pathlib

import numpy as np
import torch

torch.set_default_dtype(torch.float64)


def place(name, kind, random, noise):
    """One point, from the same draws in the same order as the page makes them."""
    if name == "moons":
        turn = np.pi * random.rand()
        away = noise * random.randn(2)
        middle = np.array([0.5, 0.25]) if kind else np.array([-0.5, -0.25])
        arc = np.array([np.cos(turn), np.sin(turn)])
        return middle + (-arc if kind else arc) + away
    if name == "circle":
        turn, share = 2 * np.pi * random.rand(), random.rand()
        radius = 0.55 * share**0.5 if kind else (0.64 + share * 0.8) ** 0.5
        return radius * np.array([np.cos(turn), np.sin(turn)]) + noise * random.randn(2)
    if name in ("spiral", "winding"):
        way = (0.03 + 0.97 * random.rand()) ** 0.5
        turn = (2.7 if name == "spiral" else 3.6) * np.pi * way + (np.pi if kind else 0)
        return 1.25 * way * np.array([np.cos(turn), np.sin(turn)]) + noise / 2 * random.randn(2)
    if name == "blobs":
        return np.array([1, 0.6]) * (0.65 if kind else -0.65) + (0.2 + 1.5 * noise) * random.randn(2)
    size = 0.08 + 1.1 * random.rand(2)
    right = 1 if random.rand() < 0.5 else -1
    return right * size * np.array([1, 1 if kind else -1]) + noise * random.randn(2)


def points(name, noise, seed):
    random = np.random.RandomState([seed, 2])
    return np.array([place(name, i % 2, random, noise) for i in range(240)])


def flat(linears, tensors):
    named = dict(zip([id(p) for linear in linears for p in linear.parameters()], tensors))
    return torch.cat([named[id(p)].T.reshape(-1) for linear in linears for p in (linear.weight, linear.bias)]).tolist()


def case(hidden, activation, optimizer, rate, data, noise, seed, size):
    widths = [2, *hidden, 1]
    linears = [torch.nn.Linear(m, n) for m, n in zip(widths, widths[1:])]
    random = np.random.RandomState([seed, 4])
    with torch.no_grad():
        for linear in linears:
            n, m = linear.weight.shape
            gain = 2 if activation == "relu" else 1
            linear.weight.copy_(torch.tensor((gain / m) ** 0.5 * random.randn(m, n)).T)
            linear.bias.zero_()
    parameters = [p for linear in linears for p in (linear.weight, linear.bias)]
    everything = points(data, noise, seed)
    x, y = torch.tensor(everything[:120]), torch.arange(120) % 2

    def outputs(h):
        for linear in linears[:-1]:
            h = getattr(torch, activation)(linear(h))
        return linears[-1](h)[:, 0]

    def loss(some):
        return torch.nn.functional.binary_cross_entropy_with_logits(outputs(x[some]), y[some].double())

    value = loss(slice(None))
    gradient = torch.autograd.grad(value, parameters)
    start = flat(linears, [p.detach().clone() for p in parameters])
    rule = (torch.optim.Adam(parameters, lr=rate) if optimizer == "adam" else
            torch.optim.SGD(parameters, lr=rate * 0.1, momentum=0.9))
    shuffled = np.random.RandomState(seed)
    order, steps = np.arange(120), []
    for t in range(5):
        some = slice(None)
        if size:
            per = 120 // size
            if t % per == 0:
                shuffled.shuffle(order)
            some = torch.tensor(order[size * (t % per):size * (t % per + 1)].copy())
        rule.zero_grad()
        loss(some).backward()
        rule.step()
        steps.append(flat(linears, [p.detach().clone() for p in parameters]))
    test = torch.tensor(everything[120:])
    shares = torch.sigmoid(outputs(test)).tolist()
    right = int(((outputs(test) > 0).long() == torch.arange(120) % 2).sum())
    return {"hidden": hidden, "activation": activation, "rule": optimizer, "rate": rate, "data": data, "noise": noise,
            "seed": seed, "batch": size, "start": start, "value": value.item(), "gradient": flat(linears, gradient),
            "steps": steps, "shares": shares, "right": right}


if __name__ == "__main__":
    names = ["moons", "circle", "spiral", "blobs", "corners", "winding"]
    output = {
        "numpy": np.__version__, "torch": torch.__version__,
        "data": {name: points(name, 0.11, 7 + i)[:12].ravel().tolist() + points(name, 0.11, 7 + i)[-2:].ravel().tolist()
                 for i, name in enumerate(names)},
        "cases": [
            case([4, 3], "tanh", "adam", 0.03, "moons", 0.11, 7, 0),
            case([8, 8], "relu", "adam", 0.03, "spiral", 0.05, 3, 30),
            case([5], "tanh", "momentum", 1.0, "circle", 0.0, 2, 10),
            case([2, 6], "relu", "momentum", 0.5, "corners", 0.1, 11, 0),
        ],
    }
    path = pathlib.Path(__file__).parents[2] / "src" / "references" / "plane-network.json"
    path.write_text(json.dumps(output, separators=(",", ":")) + "\n")
