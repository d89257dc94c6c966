WIDTH = 1.5


def loss(phi, batch=None):
    return (1 - phi[0]).square() + 100 * (phi[1] - phi[0].square()).square()
