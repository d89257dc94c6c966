"""Building blocks of the problems' losses; gradients come from autograd, never from a formula.

verification/reference/problems/<id>.py has `loss(phi, batch)` in PyTorch: phi is a float64 tensor, batch a list of indices or None.
"""

import importlib.util
from pathlib import Path

import torch

torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)

HERE = Path(__file__).parent


def own_module(folder, name):
    """The module verification/reference/<folder>/<name>.py, or None if there is none."""
    file = HERE / folder / f"{name}.py"
    if not file.exists():
        return None
    spec = importlib.util.spec_from_file_location(f"{folder}.{name}", file)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def rows(values, batch):
    """The examples of a batch."""
    return values if batch is None else values[batch]


def value_and_gradient(loss, phi, batch=None):
    point = torch.tensor(phi, requires_grad=True)
    value = loss(point, batch)
    value.backward()
    return value.item(), point.grad.tolist()
