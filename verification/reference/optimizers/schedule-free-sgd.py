from runs import by_means


def settings(rate):
    for alpha, beta, decay in ((rate, 0.9, 0), (2 * rate, 0.5, 0), (rate, 0, 0.1)):
        hyper = dict(alpha=alpha, beta=beta, weightDecay=decay)
        yield hyper, "PyTorch SGD and the mean of its points", by_means("SGD", beta, lr=alpha, decay=decay)
