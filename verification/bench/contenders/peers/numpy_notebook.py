"""
The Gabor workloads in the manner of the notebooks of chapter 6: phi is a column, loss and each partial derivative are
separate functions over all the data, and a surface is two loops over its cells.
"""
import numpy as np
from host import gabor, read, serve, settings

x, y = gabor()
data = np.stack([x, y])


def model(phi, x):
    u = phi[0] + 0.06 * phi[1] * x
    return np.sin(u) * np.exp(-u * u / 32.0)


def compute_loss(x, y, phi):
    return np.sum((model(phi, x) - y) ** 2)


def derivative_phi0(x, y, phi):
    u = phi[0] + 0.06 * phi[1] * x
    slope = np.cos(u) * np.exp(-u * u / 32.0) - (u / 16.0) * np.sin(u) * np.exp(-u * u / 32.0)
    return np.sum(2 * (model(phi, x) - y) * slope)


def derivative_phi1(x, y, phi):
    u = phi[0] + 0.06 * phi[1] * x
    slope = np.cos(u) * np.exp(-u * u / 32.0) - (u / 16.0) * np.sin(u) * np.exp(-u * u / 32.0)
    return np.sum(2 * (model(phi, x) - y) * 0.06 * x * slope)


def compute_gradient(x, y, phi):
    return np.array([[derivative_phi0(x, y, phi)], [derivative_phi1(x, y, phi)]])


start = np.array([[-1.5], [8.5]])
batches = read("gabor-batches.i32").reshape(settings["steps"], settings["batch"])
beta, gamma, epsilon = settings["beta"], settings["gamma"], settings["epsilon"]


def descent():
    phi = start.copy()
    for _ in range(settings["steps"]):
        phi = phi - settings["descentRate"] * compute_gradient(data[0], data[1], phi)
    return phi


def momentum():
    phi, m = start.copy(), np.zeros((2, 1))
    for batch in batches:
        m = beta * m + (1 - beta) * compute_gradient(data[0, batch], data[1, batch], phi)
        phi = phi - settings["momentumRate"] * m
    return phi


def adam():
    phi, m, v = start.copy(), np.zeros((2, 1)), np.zeros((2, 1))
    for t, batch in enumerate(batches, 1):
        g = compute_gradient(data[0, batch], data[1, batch], phi)
        m = beta * m + (1 - beta) * g
        v = gamma * v + (1 - gamma) * g**2
        phi = phi - settings["adamRate"] * (m / (1 - beta**t)) / (np.sqrt(v / (1 - gamma**t)) + epsilon)
    return phi


def surface():
    cells = settings["cells"]
    left, right, bottom, top = read("window.f64")
    middle = (np.arange(cells) + 0.5) / cells
    losses = np.zeros((cells, cells))
    for r, phi1 in enumerate(bottom + middle * (top - bottom)):
        for c, phi0 in enumerate(left + middle * (right - left)):
            losses[r, c] = compute_loss(data[0], data[1], np.array([[phi0], [phi1]]))
    return losses


def starts():
    losses = []
    for first in read("starts.f64").reshape(-1, 2, 1):
        phi = first
        for _ in range(settings["runSteps"]):
            phi = phi - settings["runRate"] * compute_gradient(data[0], data[1], phi)
        losses.append(compute_loss(data[0], data[1], phi))
    return losses


serve(
    {
        "gabor-descent": descent,
        "gabor-momentum": momentum,
        "gabor-adam": adam,
        "surface": surface,
        "starts": starts,
    },
    f"NumPy {np.__version__}",
)
