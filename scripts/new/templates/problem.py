WIDTH = 1.5  # How far from 0 the points lie at which the loss and its slopes are compared.


def loss(phi, batch=None):
    return phi[0].square() / 2 + 2 * phi[1].pow(4) / 4
