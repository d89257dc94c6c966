"""Shared by the Python contenders: reading the inputs, the clock, and answering `check ID` and `time ID` lines."""
import json
import os
import sys
import time

import numpy as np

FOLDER = sys.argv[1]
TYPES = {"f64": np.float64, "f32": np.float32, "i32": np.int32}

with open(os.path.join(FOLDER, "settings.json")) as file:
    settings = json.load(file)


def read(name):
    return np.fromfile(os.path.join(FOLDER, name), TYPES[name.split(".")[1]])


def gabor():
    return read("gabor-x.f64"), read("gabor-y.f64")


def network():
    """x (4000, 40), y (4000,), the weights and biases of each layer, and the order of the first epoch."""
    widths, phi, layers = settings["widths"], read("network-phi.f32"), []
    for inputs, outputs in zip(widths, widths[1:]):
        weights, biases, phi = np.split(phi, [inputs * outputs, (inputs + 1) * outputs])
        layers.append((weights.reshape(inputs, outputs), biases))
    x = read("network-x.f32").reshape(-1, widths[0])
    return x, read("network-y.i32").astype(np.int64), layers, read("network-orders.i32")[: settings["examples"]]


def libraries(*parts):
    """File names of the libraries in memory whose names contain one of these parts."""
    with open("/proc/self/maps") as file:
        paths = {line.split()[-1] for line in file if any(part in line for part in parts)}
    return sorted({os.path.basename(path) for path in paths if ".so" in path})


def measure(run):
    """Milliseconds of one run, a mean over as many as fit into 20 ms."""
    total, runs = 0.0, 0
    while total < 20:
        began = time.perf_counter()
        run()
        total += (time.perf_counter() - began) * 1e3
        runs += 1
    return total / runs


def serve(contenders, name):
    print(json.dumps({"ready": name}), flush=True)
    for line in sys.stdin:
        what, id = line.split()
        run = contenders.get(id)
        try:
            if run is None:
                answer = {"missing": True}
            elif what == "check":
                answer = {"result": np.asarray(run(), dtype=float).ravel().tolist()}
            else:
                answer = {"ms": measure(run)}
        except Exception as error:
            answer = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(answer), flush=True)
