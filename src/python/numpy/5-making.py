"""Making arrays."""

_KINDS = {
    "str": "a string", "NoneType": "nothing (None)", "function": "a function", "bound_method": "a function",
    "int": "a whole number", "float": "a number", "list": "a list", "tuple": "a tuple", "dict": "a dictionary",
}


def _kind(x):
    name = type(x).__name__
    return _KINDS.get(name, name)


def _as(kind, a):
    if isinstance(a, Dual):
        return a
    if kind in ("float", "float64"):
        kind = float
    elif kind in ("int", "int64"):
        kind = int
    return kind(a)


_FLOATS = {float}


def _alike(d):
    """A flat list whose numbers are all of one kind, floats if they are mixed."""
    kinds = set(map(type, d))
    if kinds == _FLOATS:
        return d
    whole = True
    for one in d:
        if not isinstance(one, (int, float, bool, Dual)):
            raise ValueError("an array can only contain numbers, not %s" % _kind(one))
        if not isinstance(one, int):
            whole = False
    if whole or _all([isinstance(one, bool) for one in d]):
        return d
    return [one if isinstance(one, (float, Dual)) else float(one) for one in d]


def array(x, dtype=None, copy=True, ndmin=0):
    if type(x) is list and dtype is None and not ndmin and set(map(type, x)) == _FLOATS:
        return ndarray(list(x), (len(x),))
    if isinstance(x, ndarray):
        made = x.copy()
    elif isinstance(x, (list, tuple, range)) or hasattr(x, "__next__"):
        rows = list(x)
        if rows and isinstance(rows[0], (list, tuple, ndarray, range)):
            rows = [list(row) for row in rows]
            for row in rows:
                if len(row) != len(rows[0]):
                    raise ValueError("all rows of an array must have the same length; these have %d and %d" % (len(rows[0]), len(row)))
                if row and isinstance(row[0], (list, tuple, ndarray)):
                    _two((0, 0, row[0]))
            made = ndarray(_alike([one for row in rows for one in row]), (len(rows), len(rows[0])))
        else:
            made = ndarray(_alike(rows), (len(rows),))
    else:
        if not isinstance(x, (int, float, bool, Dual)):
            raise ValueError("an array can only contain numbers, not %s" % _kind(x))
        made = x if dtype is None else _as(dtype, x)
        return ndarray([made], (1,) * ndmin) if ndmin else made
    return made if dtype is None else made.astype(dtype)


asarray = array


def _filled(value, shape, dtype):
    shape = (shape,) if isinstance(shape, int) else tuple(shape)
    if shape == ():
        return _as(dtype, value)
    return ndarray([_as(dtype, value)] * _count(shape), _two(shape))


def zeros(shape, dtype=float):
    return _filled(0, shape, dtype)


def ones(shape, dtype=float):
    return _filled(1, shape, dtype)


empty = zeros


def full(shape, value, dtype=None):
    return _filled(value, shape, dtype or type(value))


def _like(x, value, dtype):
    if not isinstance(x, ndarray):
        x = array(x)
    if not isinstance(x, ndarray):
        return _as(dtype or type(_plain(x)), value)
    kind = dtype or (float if x._d and isinstance(x._d[0], Dual) else x.dtype)
    return ndarray([_as(kind, value)] * len(x._d), x.shape)


def zeros_like(x, dtype=None):
    return _like(x, 0, dtype)


def ones_like(x, dtype=None):
    return _like(x, 1, dtype)


empty_like = zeros_like


def full_like(x, value, dtype=None):
    return _like(x, value, dtype)


def arange(start, stop=None, step=1, dtype=None):
    if stop is None:
        start, stop = 0, start
    n = _max(0, math.ceil((stop - start) / step))
    made = ndarray([start + k * step for k in range(n)], (n,))
    return made if dtype is None else made.astype(dtype)


def linspace(start, stop, num=50, endpoint=True):
    step = (stop - start) / _max(1, num - 1 if endpoint else num)
    d = [start + k * step for k in range(num)]
    if endpoint and num > 1:
        d[-1] = stop
    return ndarray([one if isinstance(one, Dual) else float(one) for one in d], (num,))


def eye(n):
    return ndarray([1.0 if i == j else 0.0 for i in range(n) for j in range(n)], (n, n))


identity = eye


def diag(x):
    x = array(x)
    n = x.shape[0]
    if len(x.shape) == 2:
        return ndarray([x._d[i * x.shape[1] + i] for i in range(_min(x.shape))], (_min(x.shape),))
    return ndarray([x._d[i] if i == j else 0 * x._d[i] for i in range(n) for j in range(n)], (n, n))


def meshgrid(x, y):
    x, y = array(x), array(y)
    shape = (len(y), len(x))
    return ndarray(x._d * shape[0], shape), ndarray([one for one in y._d for _ in range(shape[1])], shape)
