def flat(value):
    """All numbers in a number, a list or an array of any shape, in their order."""
    if isinstance(value, (list, tuple)) or getattr(value, "ndim", 0) > 0:
        return [number for part in value for number in flat(part)]
    if isinstance(value, str):
        raise TypeError("a text")
    return [float(value)]


def numbers(value, count, name, gives="return"):
    """As many numbers as are wanted, or a complaint that says what came instead."""
    if value is None:
        raise Complaint("%s gives nothing back (None). Its last line should begin with %s." % (name, gives))
    if isinstance(value, str):
        raise Complaint("%s gives back a text, even if it reads as a number; numbers stand without quotes." % name)
    try:
        found = flat(value)
    except (TypeError, ValueError):
        raise Complaint("%s gives back something that is not made of numbers." % name)
    if len(found) != count:
        shape = getattr(value, "shape", None)
        came = "an array of shape %s" % (shape,) if shape else "%d numbers" % len(found) if len(found) != 1 else "one number"
        raise Complaint("%s gives back %s; %s wanted." % (name, came, "one number is" if count == 1 else "%d numbers are" % count))
    return found


def column(value, name, gives="return"):
    """Two parameters as a column of shape (2, 1), as the notebooks have them."""
    return np.array(numbers(value, 2, name, gives)).reshape(2, 1)


def pair(value, name):
    """What a function gives back as two things, such as phi and the momentum."""
    if value is None:
        raise Complaint("%s gives nothing back (None). Its last line should be  return phi, momentum" % name)
    if not isinstance(value, (list, tuple)) or len(value) != 2:
        raise Complaint("%s should give back two things:  return phi, momentum" % name)
    return column(value[0], "phi of " + name), column(value[1], "momentum of " + name)


def path(value, steps, name):
    """A path of two rows, and a column for the start and for every step."""
    shape = getattr(value, "shape", None)
    if value is not None and shape != (2, steps + 1):
        raise Complaint("%s should give back grad_path, an array of shape %s." % (name, (2, steps + 1)))
    found = numbers(value, 2 * (steps + 1), name, "return grad_path")
    return found[: steps + 1], found[steps + 1 :]
