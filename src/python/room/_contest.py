"""Runs a rule from many starts, each with a budget of gradients, and says where each came to."""

import math
import random

import numpy as np
from _rules import Run, _looped, _point
from _texts import Complaint, run

_UNDEFINED = (ValueError, ZeroDivisionError, OverflowError)
_PLACES = ((np, "np"), (np.ndarray, "np.ndarray"), (np.Dual, "np.Dual"), (np.random, "np.random"))


class Spent(Exception):
    """No gradient is left. A rule may catch it, but the step in which it was raised does not count."""


class Ground:
    """The loss and the slopes, which are asked for twice at most places: by us after a step, and by the rule before the next."""

    def __init__(self, code):
        self.look, self.last, self.found = run(code, "problem")["look"], None, None

    def at(self, numbers):
        if numbers != self.last:
            try:
                self.found = self.look(numbers)
            except _UNDEFINED:
                self.found = (np.nan, [np.nan] * len(numbers))
            self.last = list(numbers)
        return self.found


class Race(Run):
    """One run. It ends where it arrives, where it diverges, or where its gradients are spent."""

    def __init__(self, ground, code, ask, start):
        Run.__init__(self, None, {"steps": ask["budget"], "start": start})
        self.ground, self.code = ground, code
        self.budget, self.target = ask["budget"], ask["target"]
        self.arrived = self.lost = self.over = False
        self.end = self.start

    def look(self, numbers):
        self.end = numbers
        value = self.ground.at(numbers)[0]
        if not sum([v * v for v in numbers]) <= self.bound or not math.isfinite(value):
            self.lost = True
        else:
            self.arrived = value <= self.target
        return not (self.lost or self.arrived)

    def turns(self, numbers):
        for t in numbers:
            yield t
            if self.over:
                return
            state = self.state()
            if not all(map(math.isfinite, state)):
                self.lost = True
                return
            self.made += 1
            if not self.look(state):
                return

    def ask_for(self, point):
        """The loss and the slopes, and one of the budget gone."""
        numbers = [float(v) for v in _point(point, len(self.start))._d]
        if self.asked_gradients + self.asked_losses >= self.budget:
            self.over = True
            raise Spent("the gradients are spent")
        return self.ground.at(numbers)

    def loss_of(self, point):
        found = self.ask_for(point)[0]
        self.asked_losses += 1
        return found

    def gradient_of(self, point):
        slopes = self.ask_for(point)[1]
        self.asked_gradients += 1
        return np.ndarray(list(slopes), (len(slopes),))

    def go(self):
        given = {"phi": np.array(self.start), "steps": self.budget, "loss": self.loss_of, "gradient": self.gradient_of, "_turns": self.turns_over}
        self.names.update(run("", "rule", given))
        try:
            exec(self.code, self.names)
        except Spent:
            pass
        if not self.begun:
            raise Complaint("The rule has no loop over its steps. It wants the line “for t in range(1, steps + 1):”.")


def _left_behind(before):
    """What a text has put where the run after it would find it."""
    for (place, name), kept in zip(_PLACES, before):
        for one in place.__dict__:
            if one not in kept and one != "_common_state":
                return "%s.%s" % (name, one)
    return None


def contest(ask):
    """Returns a column of each thing that is known of the runs; an error ends them all, and says at which start."""
    columns = {"arrived": [], "lost": [], "spent": [], "end": []}
    ground, code = Ground(ask["problem"]["code"]), compile(_looped(ask["code"]), "rule", "exec")
    before = [set(place.__dict__) for place, _ in _PLACES]
    for k, start in enumerate(ask["starts"]):
        # Each run begins as the first one did, whatever it draws by chance.
        np._common_state = None
        random.seed(k + ask["first"])
        race = Race(ground, code, ask, start)
        try:
            race.go()
            left = _left_behind(before)
            if left:
                raise Complaint("The rule leaves %s behind for the next start, which it would know something of." % left)
        except BaseException as raised:
            return columns, {"start": k + ask["first"], "step": race.made + 1}, raised
        columns["arrived"].append(1.0 if race.arrived else 0.0)
        columns["lost"].append(1.0 if race.lost else 0.0)
        columns["spent"].append(race.asked_gradients + race.asked_losses)
        columns["end"] += race.end
    return columns, {}, None
