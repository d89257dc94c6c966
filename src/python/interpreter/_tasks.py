"""Runs a task: what is given, the reader's code, and the calls of its check, in one namespace as in a notebook."""

from _texts import Complaint, run


class Enough(Exception):
    """No later step is needed."""


def task(ask):
    """Returns the numbers noted by the check, row by row, and the error that ended it early."""
    quantities = ask["quantities"]
    columns = {"step": [], "quantity": [], "value": []}

    def note(step, quantity, value):
        if step > ask.get("until", step):
            raise Enough()
        columns["step"].append(step)
        columns["quantity"].append(quantities.index(quantity))
        columns["value"].append(value)

    error = None
    try:
        names = run(ask["given"], "given")
        exec(compile(ask["code"], "task", "exec"), names)
        if not callable(names.get(ask["name"])):
            raise Complaint("Your code does not define the function %s. Add a line that begins with  def %s(" % (ask["name"], ask["name"]))
        names["note"], names["Complaint"] = note, Complaint
        exec(compile(ask["check"], "check", "exec"), names)
    except Enough:
        pass
    except BaseException as raised:
        error = raised
    return columns, {}, error
