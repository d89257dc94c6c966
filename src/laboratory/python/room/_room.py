"""Answers the page. A request and its answer are JSON; long columns of numbers stay in memory, where the page reads them."""

import array
import gc
import io
import json
import sys

import uctypes
from _rules import rule
from _surfaces import curve, grid, slopes, stationary, surface
from _texts import Complaint

_KINDS = {"rule": rule, "grid": grid, "surface": surface, "curve": curve, "slopes": slopes, "stationary": stationary}
_kept = []


def answer(text):
    ask = json.loads(text)
    del _kept[:]
    gc.collect()
    try:
        columns, told, error = _KINDS[ask["kind"]](ask)
    except BaseException as raised:
        columns, told, error = {}, {}, raised
    told["columns"] = []
    for name in columns:
        column = array.array("d", columns[name])
        _kept.append(column)
        told["columns"].append([name, uctypes.addressof(column), len(column)])
    if error is not None:
        told["error"] = _told(error)
    return json.dumps(told)


def _told(error):
    into = io.StringIO()
    sys.print_exception(error, into)
    ours = isinstance(error, Complaint)
    message = str(error.args[0]) if error.args else ""
    return {"type": type(error).__name__, "message": message, "ours": ours, "trace": into.getvalue()}
