"""Runs a rule: its numbers and state, then its loop over the steps, and records every iteration."""

import math

import numpy as np
from _texts import Complaint, problem_of, run

GREW = "the parameters grew without bound"
NOT_PHI = "the parameters are no longer finite numbers"
NOT_LOSS = "the loss is no longer a finite number"


_FLOATS = {float}


class Run:
    """One run. Row t of `phi` (n numbers) and of `loss` is the state before step t, as in the engine's trace."""

    def __init__(self, problem, ask):
        self.problem, self.ask = problem, ask
        self.steps, self.start = ask["steps"], [float(v) for v in ask["start"]]
        self.phi, self.loss, self.gradients, self.losses = [], [], [0], [0]
        self.made, self.status, self.begun, self.still = 0, None, False, False
        # The step at which the random draws begin.
        self.from_step = 0
        self.asked_gradients = self.asked_losses = 0
        self.batch = self.noise = None
        self.bound = ask.get("bound", 1e8) ** 2
        self.names = {}

    def look(self, numbers):
        """Records a state; returns False if the run ends with it."""
        value = self.problem.loss(np.ndarray(list(numbers), (len(numbers),)), None)
        value = value if type(value) is float else float(value)
        self.phi += numbers
        self.loss.append(value)
        if not sum([v * v for v in numbers]) <= self.bound:
            self.status = ["diverged", self.made, GREW]
        elif not math.isfinite(value):
            self.status = ["diverged", self.made + 1, NOT_LOSS]
        return self.status is None

    def state(self):
        phi, n = self.names.get("phi"), len(self.start)
        if type(phi) is np.ndarray and phi.shape == (n,) and set(map(type, phi._d)) == _FLOATS:
            return list(phi._d)
        numbers = list(phi) if isinstance(phi, (np.ndarray, list, tuple)) else [phi] if n == 1 else phi
        if not isinstance(numbers, list) or len(numbers) != n or not all([isinstance(v, (int, float)) for v in numbers]):
            said = "an array of %d numbers" % len(phi) if isinstance(phi, np.ndarray) else np._kind(phi)
            raise Complaint("After step %d phi is %s; it must have %d numbers." % (self.made + 1, said, n))
        return [float(v) for v in numbers]

    def turns_over(self, *ends):
        """Python's range; over all steps it is the loop whose iterations are recorded."""
        if self.begun or ends not in ((1, self.steps + 1), (self.steps,), (0, self.steps)):
            return range(*ends)
        self.begun = True
        return self.turns(range(*ends))

    def turns(self, numbers):
        names, ask = self.names, self.ask
        batches, noise, factors = ask.get("batches"), ask.get("noise"), ask.get("factors")
        rate = names.get("alpha")
        for t in numbers:
            k = self.made - self.from_step
            if batches:
                self.batch = np.array(batches[k])
            if noise:
                self.noise = np.array(noise[k])
            if factors:
                names["alpha"] = rate * factors[k]
            yield t
            state = self.state()
            if not all(map(math.isfinite, state)):
                self.status = ["diverged", self.made + 1, NOT_PHI]
                return
            self.made += 1
            self.gradients.append(self.asked_gradients)
            self.losses.append(self.asked_losses)
            if not self.look(state):
                return
        # Raised here, it is reported at the line of the loop.
        self.still = self.is_still()
        if self.still:
            raise Complaint("phi never changes: set it in the last line of the loop.")

    def is_still(self):
        """Whether phi never left its start, although the loss has a slope there and the rate is not 0."""
        n = len(self.start)
        if not self.made or self.phi[-n:] != self.start or self.names.get("alpha") == 0:
            return False
        if any([value != self.start[k % n] for k, value in enumerate(self.phi)]):
            return False
        return any([slope != 0 for slope in self.problem.gradient(np.array(self.start), None)])

    def loss_of(self, point):
        self.asked_losses += 1
        return self.problem.loss(_point(point, len(self.start)), self.batch)

    def gradient_of(self, point):
        self.asked_gradients += 1
        slope = self.problem.gradient(_point(point, len(self.start)), self.batch)
        return slope if self.noise is None else slope + self.noise

    def go(self):
        phi = np.array(self.start)
        if not self.look(list(self.start)):
            return
        given = {"phi": phi, "steps": self.steps, "loss": self.loss_of, "gradient": self.gradient_of, "_turns": self.turns_over}
        # The code's own names, once it runs: the loop reads phi there.
        run_into(self.ask["code"], given, self.names)
        if not self.begun:
            raise Complaint("The rule has no loop over its steps. Add the line “for t in range(1, steps + 1):”.")


def run_into(text, given, names):
    names.update(run("", "rule", given))
    exec(compile(_looped(text), "rule", "exec"), names)


def _looped(text):
    """
    The text with another name in the line of its loop over the steps: the interpreter takes range in a for as known and
    would not look for ours.
    """
    lines = text.split("\n")
    for k, line in enumerate(lines):
        if line.startswith("for ") and "steps" in line and " range(" in line:
            lines[k] = line.replace(" range(", " _turns(", 1)
            break
    return "\n".join(lines)


def _point(point, n):
    if isinstance(point, np.ndarray) and point.shape == (n,):
        return point
    if isinstance(point, (list, tuple)) and len(point) == n:
        return np.array(point)
    if n == 1 and isinstance(point, (int, float)):
        return np.array([float(point)])
    said = "an array of shape %s" % (point.shape,) if isinstance(point, np.ndarray) else np._kind(point)
    raise Complaint("gradient and loss take a point of %d numbers, such as phi; here they got %s." % (n, said))


def rule(ask):
    """Returns the columns, the rest of the answer, and the error that ended the run early."""
    made = Run(problem_of(ask["problem"]), ask)
    error = None
    try:
        made.go()
    except BaseException as raised:
        error = raised
    columns = {"phi": made.phi, "loss": made.loss, "gradients": made.gradients, "losses": made.losses}
    told = {"status": made.status or ["finished"], "step": 1 if made.still else made.made + 1}
    return columns, told, error
