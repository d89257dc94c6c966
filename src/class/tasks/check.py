def flat(value):
    """All numbers in a number, a list or an array of any shape, in their order."""
    if isinstance(value, (list, tuple)) or getattr(value, "ndim", 0) > 0:
        return [number for part in value for number in flat(part)]
    if isinstance(value, str):
        raise TypeError("a text")
    return [float(value)]


def numbers(value, count, name, gives="return"):
    """The numbers of a value, or a complaint if it does not have `count` of them."""
    if value is None:
        raise Complaint("%s returns nothing (None). Its last line should begin with %s." % (name, gives))
    if isinstance(value, str):
        raise Complaint("%s returns a string, even if it looks like a number; write numbers without quotes." % name)
    try:
        found = flat(value)
    except (TypeError, ValueError):
        raise Complaint("%s returns something that does not consist of numbers." % name)
    if len(found) != count:
        shape = getattr(value, "shape", None)
        came = "an array of shape %s" % (shape,) if shape else "%d numbers" % len(found) if len(found) != 1 else "one number"
        raise Complaint("%s returns %s instead of %s." % (name, came, "one number" if count == 1 else "%d numbers" % count))
    return found


def column(value, name, gives="return"):
    """Two parameters as a column of shape (2, 1), as in the notebooks."""
    return np.array(numbers(value, 2, name, gives)).reshape(2, 1)


def pair(value, name):
    """The two values returned by a function, such as phi and the momentum."""
    if value is None:
        raise Complaint("%s returns nothing (None). Its last line should be  return phi, momentum" % name)
    if not isinstance(value, (list, tuple)) or len(value) != 2:
        raise Complaint("%s should return two values:  return phi, momentum" % name)
    return column(value[0], "phi of " + name), column(value[1], "momentum of " + name)


def path(value, steps, name):
    """A path of two rows, and a column for the start and for every step."""
    shape = getattr(value, "shape", None)
    if value is not None and shape != (2, steps + 1):
        raise Complaint("%s should return grad_path, an array of shape %s." % (name, (2, steps + 1)))
    found = numbers(value, 2 * (steps + 1), name, "return grad_path")
    return found[: steps + 1], found[steps + 1 :]
