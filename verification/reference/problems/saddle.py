WIDTH = 1.5


def loss(phi, batch=None):
    return phi[0].square() / 2 - phi[1].square() / 2 + phi[1].pow(4) / 4
