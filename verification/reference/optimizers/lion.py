import numpy as np
from runs import averaged, by_history

SETTINGS = ((0.01, 0.9, 0.99, 0), (0.003, 0.5, 0.9, 0.2), (0.02, 0, 0.95, 0.1))


def settings(rate):
    for alpha, beta, memory, decay in SETTINGS:
        hyper = dict(alpha=alpha, beta=beta, memory=memory, weightDecay=decay)

        def step(g, phi, alpha=alpha, beta=beta, memory=memory, decay=decay):
            before = averaged(g[:-1], memory) if len(g) > 1 else np.zeros(2)
            return alpha * (decay * phi + np.sign(beta * before + (1 - beta) * g[-1]))

        yield hyper, "sum over the history", by_history(step)
