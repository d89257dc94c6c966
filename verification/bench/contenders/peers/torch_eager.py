"""PyTorch on one thread: gradients by autograd, the Gabor workloads in double, the network in single precision."""
import torch
from host import gabor, libraries, network, read, serve, settings

torch.set_num_threads(1)
x, y = (torch.from_numpy(column) for column in gabor())
batches = torch.from_numpy(read("gabor-batches.i32")).long().reshape(settings["steps"], settings["batch"])
beta, gamma, epsilon = settings["beta"], settings["gamma"], settings["epsilon"]


def loss(phi0, phi1, x, y):
    u = phi0 + 0.06 * phi1 * x
    return ((torch.sin(u) * torch.exp(-u * u / 32) - y) ** 2).sum(-1)


def steps(optimizer, batched):
    phi = torch.tensor([-1.5, 8.5], dtype=torch.float64, requires_grad=True)
    rule = optimizer([phi])
    for batch in batches:
        rule.zero_grad()
        (loss(phi[0], phi[1], x[batch], y[batch]) if batched else loss(phi[0], phi[1], x, y)).backward()
        rule.step()
    return phi.detach()


def descent():
    return steps(lambda phi: torch.optim.SGD(phi, settings["descentRate"]), False)


def momentum():
    # PyTorch keeps m / (1 - beta).
    rate = settings["momentumRate"] * (1 - beta)
    return steps(lambda phi: torch.optim.SGD(phi, rate, momentum=beta), True)


def adam():
    return steps(lambda phi: torch.optim.Adam(phi, settings["adamRate"], (beta, gamma), epsilon), True)


@torch.no_grad()
def surface():
    cells = settings["cells"]
    left, right, bottom, top = read("window.f64")
    middle = (torch.arange(cells, dtype=torch.float64) + 0.5) / cells
    return loss((left + middle * (right - left))[None, :, None], (bottom + middle * (top - bottom))[:, None, None], x, y)


def starts():
    phi = torch.from_numpy(read("starts.f64").reshape(-1, 2).T.copy()).requires_grad_()
    rule = torch.optim.SGD([phi], settings["runRate"])
    for _ in range(settings["runSteps"]):
        rule.zero_grad()
        loss(phi[0][:, None], phi[1][:, None], x, y).sum().backward()
        rule.step()
    return loss(phi[0][:, None], phi[1][:, None], x, y).detach()


inputs, labels, layers, order = network()
inputs, labels, order = torch.from_numpy(inputs), torch.from_numpy(labels), torch.from_numpy(order).long()
widths = settings["widths"]
relu = torch.nn.ReLU
model = torch.nn.Sequential(
    *[part for i, o in zip(widths, widths[1:]) for part in (torch.nn.Linear(i, o), relu())][:-1]
)


def epoch(size):
    with torch.no_grad():
        for linear, (w, b) in zip(model[::2], layers):
            linear.weight.copy_(torch.from_numpy(w.T))
            linear.bias.copy_(torch.from_numpy(b))
    rule = torch.optim.SGD(model.parameters(), settings["networkRate"])
    losses = []
    for batch in order.split(size):
        rule.zero_grad()
        mean = torch.nn.functional.cross_entropy(model(inputs[batch]), labels[batch])
        mean.backward()
        rule.step()
        losses.append(mean.item())
    return [sum(losses) / len(losses)]


serve(
    {
        "gabor-descent": descent,
        "gabor-momentum": momentum,
        "gabor-adam": adam,
        "surface": surface,
        "starts": starts,
        "epoch-8": lambda: epoch(8),
        "epoch-64": lambda: epoch(64),
        "epoch-512": lambda: epoch(512),
    },
    f"PyTorch {torch.__version__}, one thread, with {', '.join(libraries('blas', 'mkl')) or 'its own BLAS'}",
)
