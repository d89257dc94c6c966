"""Writes random-state.json: draws of numpy.random.RandomState that src/engine/random-state.ts must repeat.

Run with NumPy 2 (made with 2.2.4): python3 verification/reference/make_random_state.py
"""

import json
import pathlib

import numpy as np

SEEDS = [0, 1, 42, 123456789, 2**32 - 1, [7], [1, 1], [1, 2], [0, 3], [5, 4], [2**32 - 1, 9, 0, 8], list(range(700))]


def draws(seed):
    r = np.random.RandomState(seed)
    # One generator in one order: a draw too many or too few anywhere shows in everything after it.
    return {
        "seed": seed,
        "randomSample": [r.random_sample() for _ in range(400)],
        "randint": [[lo, hi, int(r.randint(lo, hi))] for lo, hi in [(0, 30), (-5, 6), (3, 4), (0, 2**32), (0, 1000)] * 40],
        "permutation": [[n, r.permutation(n).tolist()] for n in [0, 1, 2, 30, 300, 30]],
        "normal": [r.normal() for _ in range(301)],
        "normalScaled": [r.normal(3.0, 0.5) for _ in range(20)],
        "uniform": [r.uniform(-2.0, 5.0) for _ in range(20)],
        "shuffle": shuffled(r),
        "last": r.random_sample(),
    }


def shuffled(r):
    x = np.arange(100)
    r.shuffle(x)
    r.shuffle(x)
    return x.tolist()


if __name__ == "__main__":
    path = pathlib.Path(__file__).parents[2] / "src" / "references" / "random-state.json"
    path.write_text(json.dumps({"numpy": np.__version__, "states": [draws(s) for s in SEEDS]}, separators=(",", ":")) + "\n")
