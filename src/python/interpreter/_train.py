"""Trains by a rule for as long as the page asks: its loop pauses between two requests and keeps its variables."""

import numpy as np
from _rules import Run, _looped
from _texts import Complaint, problem_of, run

# A rule that only stores something in its first step has not moved phi yet.
_PATIENCE = 5
_open = []


class Lesson(Run):
    """A run that keeps only its last state; its loop continues where it stopped."""

    def __init__(self, problem, ask):
        Run.__init__(self, problem, ask)
        self.number, self.random, self.full = ask["session"], None, False
        self.before, self.loop = _parts(ask["code"])

    def look(self, numbers):
        if sum([v * v for v in numbers]) <= self.bound:
            self.phi = numbers
        else:
            # As in the page's own training, the state before the lost step is kept.
            self.status, self.made = ["diverged", self.made], self.made - 1
        return self.status is None

    def is_still(self):
        return self.made >= _PATIENCE and Run.is_still(self)

    def turns_over(self, *ends):
        if self.begun or ends not in ((1, self.steps + 1), (self.steps,), (0, self.steps)):
            return range(*ends)
        self.begun = True
        first = self.made + (ends[0] if len(ends) > 1 else 0)
        return self.part(range(first, first + self.ask["more"]))

    def part(self, numbers):
        for t in self.turns(numbers):
            yield t
        self.full = True

    def go(self):
        given = {"phi": np.array(self.start), "steps": self.steps, "loss": self.loss_of, "gradient": self.gradient_of, "_turns": self.turns_over}
        self.phi = list(self.start)
        self.names.update(run("", "rule", given))
        exec(compile(self.before, "rule", "exec"), self.names)
        if not self.loop:
            raise Complaint("The rule has no loop over its steps. Add the line “for t in range(1, steps + 1):”.")

    def on(self, ask):
        self.ask, self.begun, self.full, self.from_step = ask, False, False, self.made
        self.gradients, self.losses = [], []
        np._common_state = self.random
        exec(compile(self.loop, "rule", "exec"), self.names)
        self.random = np._common_state
        if not self.full and self.status is None:
            raise Complaint("The rule’s loop ends here, so the network stops learning.")


def _parts(text):
    """The code before the loop over the steps, and the loop, both with their original line numbers."""
    lines, looped = text.split("\n"), _looped(text).split("\n")
    for k, line in enumerate(lines):
        if looped[k] != line:
            end = k + 1
            while end < len(lines) and (not lines[end].strip() or lines[end][0] in " \t#"):
                end += 1
            return "\n".join(lines[:k]), "\n" * k + "\n".join(looped[k:end])
    return text, ""


def train(ask):
    """Continues by this number of steps; reports if another worker has the training."""
    error, made = None, _open[0] if _open else None
    try:
        if ask["first"] == 0:
            del _open[:]
            made = Lesson(problem_of(ask["problem"]), ask)
            _open.append(made)
            made.go()
        elif not made or made.number != ask["session"] or made.made != ask["first"]:
            return {}, {"status": ["gone"]}, None
        made.on(ask)
    except BaseException as raised:
        error = raised
    if error is not None:
        del _open[:]
    # A state that is no longer finite is not kept: the one before it is used.
    return {"phi": made.phi if made else []}, {"status": (made and made.status) or ["finished"], "step": made.made + 1 if made else 1}, error
