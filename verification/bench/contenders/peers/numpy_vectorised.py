"""
The workloads on whole arrays: sin, cos and exp once for both derivatives; all cells of the surface and all starts at
once; a network's step as matrix products in single precision, on the BLAS that NumPy is built with.
"""
import numpy as np
from host import gabor, libraries, network, read, serve, settings

x, y = gabor()
start = np.array([-1.5, 8.5])
batches = read("gabor-batches.i32").reshape(settings["steps"], settings["batch"])
beta, gamma, epsilon = settings["beta"], settings["gamma"], settings["epsilon"]


def gradient(phi, x, y):
    """phi (2,) or (2, runs, 1); the gradient over the last axis, (2,) or (2, runs)."""
    u = phi[0] + 0.06 * phi[1] * x
    bell, sine = np.exp(-u * u / 32), np.sin(u)
    d = 2 * (sine * bell - y) * (np.cos(u) - sine * u / 16) * bell
    return np.stack([d.sum(-1), 0.06 * (d @ x)])


def loss(phi0, phi1):
    u = phi0[..., None] + 0.06 * phi1[..., None] * x
    return ((np.sin(u) * np.exp(-u * u / 32) - y) ** 2).sum(-1)


def descent():
    phi = start
    for _ in range(settings["steps"]):
        phi = phi - settings["descentRate"] * gradient(phi, x, y)
    return phi


def momentum():
    phi, m = start, np.zeros(2)
    for batch in batches:
        m = beta * m + (1 - beta) * gradient(phi, x[batch], y[batch])
        phi = phi - settings["momentumRate"] * m
    return phi


def adam():
    phi, m, v = start, np.zeros(2), np.zeros(2)
    for t, batch in enumerate(batches, 1):
        g = gradient(phi, x[batch], y[batch])
        m = beta * m + (1 - beta) * g
        v = gamma * v + (1 - gamma) * g * g
        phi = phi - settings["adamRate"] * (m / (1 - beta**t)) / (np.sqrt(v / (1 - gamma**t)) + epsilon)
    return phi


def surface():
    cells = settings["cells"]
    left, right, bottom, top = read("window.f64")
    middle = (np.arange(cells) + 0.5) / cells
    return loss((left + middle * (right - left))[None, :], (bottom + middle * (top - bottom))[:, None])


def starts():
    phi = read("starts.f64").reshape(-1, 2).T
    for _ in range(settings["runSteps"]):
        phi = phi - settings["runRate"] * gradient(phi[..., None], x, y)
    return loss(phi[0], phi[1])


inputs, labels, layers, order = network()


def epoch(size):
    weights = [[w.copy(), b.copy()] for w, b in layers]
    rate = np.float32(settings["networkRate"])
    losses = []
    for at in range(0, len(order), size):
        batch = order[at : at + size]
        rows = np.arange(len(batch))
        h = [inputs[batch]]
        for l, (w, b) in enumerate(weights):
            z = h[-1] @ w + b
            h.append(np.maximum(z, 0) if l < len(weights) - 1 else z)
        z = h.pop()
        z = z - z.max(1, keepdims=True)
        e = np.exp(z)
        total = e.sum(1, keepdims=True)
        losses.append((np.log(total[:, 0]) - z[rows, labels[batch]]).mean())
        dz = e / total
        dz[rows, labels[batch]] -= 1
        dz /= len(batch)
        for l in range(len(weights) - 1, -1, -1):
            w, b = weights[l]
            back = (dz @ w.T) * (h[l] > 0) if l > 0 else None
            w -= rate * (h[l].T @ dz)
            b -= rate * dz.sum(0)
            dz = back
    return [np.mean(losses)]


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
    f"NumPy {np.__version__} with {', '.join(libraries('blas')) or 'its own BLAS'}",
)
