"""python3 verification/independent/run.py [--quick] [--out=FILE] [--jobs=N] [NAME …]

Computes the numbers of the pages a second time, apart from the engine: with NumPy, other seeds and, if there is one,
another method; SHARES of a script lists what each of its methods shares with the engine, by words of the method.
Writes a JSON list, one entry for each number. Without names all scripts run, several side by side.
"""

import importlib
import json
import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor

# One thread each: several run side by side, and sums have the same order every time.
for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"

FOLDER = os.path.dirname(os.path.abspath(__file__))


def makes_claims(file):
    with open(os.path.join(FOLDER, file), encoding="utf-8") as script:
        return any(line.startswith("def claims(") for line in script)


# The scripts of this folder that make claims; the others are their helpers.
NAMES = sorted(file[:-3] for file in os.listdir(FOLDER) if file.endswith(".py") and makes_claims(file))
# Started first, since they take longest.
LONGEST = ["generalizes", "batch_rate_network", "searches", "edge_of_stability"]


def compute(name, quick):
    import numpy as np

    np.seterr(over="ignore", invalid="ignore", divide="ignore")
    from claims import shared

    script = importlib.import_module(name)
    made, last = [], time.perf_counter()
    for entry in script.claims(quick):
        now = time.perf_counter()
        shares = shared(script.SHARES, entry["method"])
        made.append(dict(entry, shares=shares, script=name, seconds=round(now - last, 3)))
        last = now
    return made


def in_own_process(name, quick):
    started = time.perf_counter()
    with tempfile.NamedTemporaryFile(suffix=".json") as file:
        options = ["--quick"] if quick else []
        subprocess.run([sys.executable, "-B", __file__, name, f"--out={file.name}", *options], check=True)
        with open(file.name, encoding="utf-8") as made:
            entries = json.load(made)
    print(f"{name}: {len(entries)} numbers, {time.perf_counter() - started:.0f} s", file=sys.stderr, flush=True)
    return entries


def main(arguments):
    given = dict(one[2:].split("=", 1) if "=" in one else (one[2:], "") for one in arguments if one.startswith("--"))
    names = [one for one in arguments if not one.startswith("--")]
    strange = [f"--{one}" for one in given if one not in ("quick", "out", "jobs")] + [one for one in names if one not in NAMES]
    if strange:
        options = "--quick, --out=FILE, --jobs=N"
        sys.exit(f"independent: unknown {', '.join(strange)}; write {options}, or of these: {', '.join(NAMES)}")
    quick = "quick" in given
    if len(names) == 1:
        entries = compute(names[0], quick)
    else:
        wanted = [one for one in NAMES if one in names] or NAMES
        order = sorted(wanted, key=lambda one: LONGEST.index(one) if one in LONGEST else len(LONGEST))
        with ThreadPoolExecutor(int(given.get("jobs") or os.cpu_count() or 1)) as pool:
            done = dict(zip(order, pool.map(lambda one: in_own_process(one, quick), order)))
        entries = [entry for one in wanted for entry in done[one]]
    text = json.dumps(entries, indent=1, allow_nan=False, ensure_ascii=False) + "\n"
    if given.get("out"):
        with open(given["out"], "w", encoding="utf-8") as file:
            file.write(text)
    else:
        sys.stdout.write(text)


if __name__ == "__main__":
    main(sys.argv[1:])
