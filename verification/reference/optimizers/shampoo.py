import numpy as np
from runs import by_history


def settings(rate):
    for alpha in (0.02, 0.2):
        for epsilon in (1e-4, 0.1):

            def step(g, phi, alpha=alpha, epsilon=epsilon):
                # The gradients stacked below the root of epsilon I: their singular values are the roots of R's eigenvalues.
                _, s, right = np.linalg.svd(np.vstack([np.sqrt(epsilon) * np.eye(2), g]), full_matrices=False)
                return alpha * right.T @ ((right @ g[-1]) / s)

            yield dict(alpha=alpha, epsilon=epsilon), "singular values of all gradients", by_history(step)
