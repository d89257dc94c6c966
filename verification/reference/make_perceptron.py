"""Writes perceptron.json: MNIST-1D examples by NumPy, and losses, gradients, Hessian products and Adam steps by PyTorch.

Run with NumPy and PyTorch (made with 2.2.4 and 2.6.0): python3 verification/reference/make_perceptron.py
"""

import json
import pathlib

import numpy as np
import torch

torch.set_default_dtype(torch.float64)

DIGITS = """5 6 6.5 6.75 7 7 7 7 6.75 6.5 6 5
5 3 3 3.4 3.8 4.2 4.6 5 5.4 5.8 5 5
5 6 6.5 6.5 6 5.25 4.75 4 3.5 3.5 4 5
5 6 6.5 6.5 6 5 5 6 6.5 6.5 6 5
5 4.4 3.8 3.2 2.6 2.6 5 5 5 5 5 5
5 3 3 3 3 5 6 6.5 6.5 6 4.5 5
5 4 3.5 3.25 3 3 3 3 3.25 3.5 4 5
5 7 7 6.6 6.2 5.8 5.4 5 4.6 4.2 5 5
5 4 3.5 3.5 4 5 5 4 3.5 3.5 4 5
5 4 3.5 3.5 4 5 5 5 5 4.7 4.3 5"""


def mnist1d(seed, sizes):
    random = np.random.RandomState([seed, 2])
    digits = np.array([[float(p) for p in line.split()] for line in DIGITS.splitlines()])
    digits = (digits - digits.mean(1, keepdims=True)) / digits.std(1, keepdims=True)
    digits = (digits - digits[:, :1]) / 6
    kernel = np.exp(-0.5 * (np.arange(-8, 9) / 2.0) ** 2)
    kernel /= kernel.sum()
    rows = []
    for size in sizes:
        for i in range(size):
            x = np.concatenate([digits[i % 10] + 1e-8, np.zeros(36 + int(random.rand() * 25))])
            x = np.interp(np.linspace(0, 1, 72), np.linspace(0, 1, len(x)), x)
            x = np.roll(x * (1 + 0.4 * (random.rand() - 0.5)), random.choice(48))
            noise = np.convolve(np.pad(0.25 * random.randn(72), 8, mode="symmetric"), kernel, mode="valid")
            x = np.where(x == 0, noise, x) + 0.02 * random.randn(72)
            x = x - 0.75 * (random.rand() - 0.5) * np.linspace(-0.5, 0.5, 72)
            rows.append(np.interp(np.linspace(0, 1, 40), np.linspace(0, 1, 72), x))
    x = np.array(rows)
    y = np.concatenate([np.arange(size) % 10 for size in sizes])
    return (x - x.mean()) / x.std(), y


class Network(torch.nn.Module):
    def __init__(self, widths, activation):
        super().__init__()
        self.linear = torch.nn.ModuleList(torch.nn.Linear(m, n) for m, n in zip(widths, widths[1:]))
        self.activation = activation

    def forward(self, x):
        for linear in self.linear[:-1]:
            x = getattr(torch, self.activation)(linear(x))
        return self.linear[-1](x)


def flat(network, tensors):
    """Layer by layer, weights (transposed: a row for each input), then biases."""
    named = dict(zip([id(p) for p in network.parameters()], tensors))
    parts = []
    for linear in network.linear:
        parts += [named[id(linear.weight)].T.reshape(-1), named[id(linear.bias)]]
    return torch.cat(parts).tolist()


def start(network, seed, gain):
    random = np.random.RandomState([seed, 4])
    with torch.no_grad():
        for linear in network.linear:
            n, m = linear.weight.shape
            linear.weight.copy_(torch.tensor(np.sqrt(gain / m) * random.randn(m, n)).T)
            linear.bias.zero_()


def case(widths, activation, loss, gain, seed, x, y):
    network = Network(widths, activation)
    start(network, seed, gain)

    def objective(batch):
        z, target = network(torch.tensor(x[batch])), torch.tensor(y[batch])
        if loss == "cross-entropy":
            return torch.nn.functional.cross_entropy(z, target)
        return 0.5 * ((z - torch.nn.functional.one_hot(target, widths[-1])) ** 2).sum(1).mean()

    random = np.random.RandomState(seed + 100)
    batches = [random.permutation(len(y))[:7].tolist() for _ in range(3)]
    parameters = list(network.parameters())
    value = objective(batches[0])
    first = torch.autograd.grad(value, parameters, create_graph=True)
    # The direction of the product is the gradient of another batch: it touches every weight.
    along = torch.autograd.grad(objective(batches[1]), parameters)
    product = torch.autograd.grad(sum((g * v).sum() for g, v in zip(first, along)), parameters)
    result = {
        "widths": widths, "activation": activation, "loss": loss, "initialization": "he" if gain == 2 else "fan-in",
        "seed": seed, "batches": batches, "start": flat(network, parameters), "value": value.item(),
        "gradient": flat(network, first), "along": flat(network, along), "product": flat(network, product),
    }
    adam = torch.optim.Adam(parameters, lr=0.01)
    result["adam"] = []
    for batch in batches:
        adam.zero_grad()
        objective(batch).backward()
        adam.step()
        result["adam"].append(flat(network, parameters))
    return result


if __name__ == "__main__":
    x, y = mnist1d(3, [20, 0, 10])
    cases = [
        case([40, 5, 4, 10], "relu", "cross-entropy", 2.0, 1, x[:20], y[:20]),
        case([40, 5, 4, 10], "tanh", "cross-entropy", 1.0, 2, x[:20], y[:20]),
        case([40, 6, 10], "tanh", "squared-error", 1.0, 3, x[:20], y[:20]),
        case([40, 5, 3, 10], "relu", "squared-error", 2.0, 4, x[:20], y[:20]),
        case([40, 10], "relu", "cross-entropy", 2.0, 5, x[:20], y[:20]),
    ]
    output = {"numpy": np.__version__, "torch": torch.__version__,
              "mnist1d": {"seed": 3, "train": 20, "test": 10, "x": x.ravel().tolist(), "y": y.tolist()}, "cases": cases}
    path = pathlib.Path(__file__).parents[2] / "src" / "references" / "perceptron.json"
    path.write_text(json.dumps(output, separators=(",", ":")) + "\n")
