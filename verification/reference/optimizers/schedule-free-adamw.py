from runs import by_means


def settings(rate):
    for alpha, beta, gamma, epsilon, decay in ((0.01, 0.9, 0.999, 1e-8, 0), (0.01, 0.5, 0.99, 1e-1, 0.1), (0.02, 0, 0.99, 1e-8, 0.01)):
        hyper = dict(alpha=alpha, beta=beta, gamma=gamma, epsilon=epsilon, weightDecay=decay)
        yield hyper, "PyTorch Adam without momentum and the mean of its points", by_means(
            "Adam", beta, lr=alpha, betas=(0.0, gamma), eps=epsilon, decay=decay
        )
