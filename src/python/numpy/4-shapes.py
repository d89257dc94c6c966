"""Shapes and indices."""

def _count(shape):
    n = 1
    for one in shape:
        n *= one
    return n


def _two(shape):
    """A shape of at most two; its third number may be replaced by the value found there."""
    if len(shape) < 3:
        return shape
    found = shape[2]
    if isinstance(found, ndarray) and len(found) == 1:
        more = ", because there is an array of one number inside the brackets: take the number out of it with [0]"
    elif isinstance(found, ndarray):
        more = ", because there is an array of %d numbers inside the brackets: should they be summed?" % len(found)
    else:
        more = ""
    raise ValueError("this small NumPy only has arrays of one and two dimensions; this one would have %d%s" % (len(shape), more))


def _common(a, b):
    """The shape to which two shapes are broadcast."""
    n = _max(len(a), len(b))
    wide, high = (1,) * (n - len(a)) + a, (1,) * (n - len(b)) + b
    for x, y in zip(wide, high):
        if x != y and x != 1 and y != 1:
            raise ValueError("shapes %s and %s do not match" % (a, b))
    return tuple([y if x == 1 else x for x, y in zip(wide, high)])


def _spread(a, shape):
    """The elements of an array, repeated to fill a shape."""
    if a.shape == shape:
        return a._d
    if _common(a.shape, shape) != shape:
        raise ValueError("shapes %s and %s do not match" % (a.shape, shape))
    if len(shape) == 1:
        return a._d * shape[0]
    rows, columns = shape
    height, width = a.shape if len(a.shape) == 2 else (1, a.shape[0])
    d = a._d
    lines = [d[i * width : (i + 1) * width] * (columns if width == 1 and columns != 1 else 1) for i in range(height)]
    if height == 1 and rows != 1:
        lines = lines * rows
    return [one for line in lines for one in line]


class _Slicer:
    def __getitem__(self, key):
        return key


# The interpreter creates slices only in brackets.
_EVERY = _Slicer()[:]


def _along(key, n):
    """Where a key points on an axis of n entries; and whether it is a single place, which removes the axis."""
    if isinstance(key, slice):
        return range(n)[key], False
    if isinstance(key, ndarray):
        key = key._d
    if isinstance(key, (list, tuple, range)):
        if len(key) and isinstance(key[0], bool):
            if len(key) != n:
                raise IndexError("boolean index has %d values for %d entries" % (len(key), n))
            return [i for i, one in enumerate(key) if one], False
        return [_along(one, n)[0][0] for one in key], False
    if not isinstance(key, int):
        raise IndexError("an index must be a whole number, a slice or an array of them, not %s" % _kind(key))
    if not -n <= key < n:
        raise IndexError("index %d is out of bounds: the array has %d entries" % (key, n))
    return [key % n], True


def _places(key, shape):
    """The places in the flat list selected by a key, and the shape of the selection."""
    keys = key if isinstance(key, tuple) else (key,)
    for k, one in enumerate(keys):
        if one is Ellipsis:
            rest = len(shape) - len([other for other in keys if other is not None]) + 1
            keys = keys[:k] + (_EVERY,) * rest + keys[k + 1 :]
            break
    if len(keys) == 1 and isinstance(keys[0], ndarray) and len(keys[0].shape) == 2:
        chosen = [i for i, one in enumerate(keys[0]._d) if one]
        return chosen, (len(chosen),)
    axes = [one for one in keys if one is not None]
    if len(axes) > len(shape):
        raise IndexError("too many indices: %d for an array of %d dimensions" % (len(axes), len(shape)))
    axes += [_EVERY] * (len(shape) - len(axes))
    found = [_along(one, n) for one, n in zip(axes, shape)]
    if len(found) == 2 and _all([not isinstance(one, (slice, int)) for one in axes]):
        pairs = list(zip(found[0][0], found[1][0]))
        return [i * shape[1] + j for i, j in pairs], (len(pairs),)
    kept = [len(where) for where, alone in found if not alone]
    result = []
    for one in keys:
        if one is None:
            result.append(1)
        elif not isinstance(one, int):
            result.append(kept.pop(0))
    if len(found) == 1:
        return found[0][0], _two(tuple(result + kept))
    width = shape[1]
    return [i * width + j for i in found[0][0] for j in found[1][0]], _two(tuple(result + kept))
