import torch
from losses import rows

x = torch.tensor([[-1.0, -1], [1, -1], [-1, 1], [1, 1]])
y = torch.tensor([0, 1, 1, 0])


def loss(phi, batch=None):
    W, b, V, c = phi[:6].reshape(2, 3), phi[6:9], phi[9:15].reshape(3, 2), phi[15:]
    z = torch.tanh(rows(x, batch) @ W + b) @ V + c
    return torch.nn.functional.cross_entropy(z, rows(y, batch))
